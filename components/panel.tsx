import type { ReactNode } from "react";

/** A surface for one decision or one form. */
export function Panel({ children }: { children: ReactNode }) {
  return <div className="grid min-w-0 gap-4 rounded-lg border bg-surface px-4 py-4 sm:px-5">{children}</div>;
}
