import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

export function FieldHint({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="max-w-[70ch] text-sm text-ink-3">
      {children}
    </p>
  );
}

export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="flex max-w-[70ch] items-start gap-1.5 text-sm text-danger">
      <CircleAlert aria-hidden size={14} className="mt-[3px] shrink-0" />
      <span className="min-w-0">{children}</span>
    </p>
  );
}
