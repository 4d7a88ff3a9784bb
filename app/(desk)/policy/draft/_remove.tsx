"use client";

import type { Change } from "@/app/(desk)/policy/draft/_asked";
import { type Path, removeValue } from "@/formats/policy/edit";

/** Takes a field or an entry out of the document. */
export function Remove({ label, path, change }: { label: string; path: Path; change: Change }) {
  return (
    <button
      type="button"
      className="text-sm text-ink-3 underline decoration-line-strong underline-offset-3 hover:text-ink"
      onClick={() => change((s) => removeValue(s, path))}
    >
      Remove<span className="sr-only"> {label}</span>
    </button>
  );
}
