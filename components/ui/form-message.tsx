"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { useEffect, useRef } from "react";
import { cn } from "@/lib/cn";

export type FormState = { ok: boolean; message?: string | undefined } | null;

/** What became of the last submit. A refusal takes the focus, so that it is read before the form is. */
export function FormMessage({ state, className }: { state: FormState; className?: string | undefined }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state && !state.ok && state.message) box.current?.focus();
  }, [state]);
  if (!state?.message) return null;
  const Icon = state.ok ? CircleCheck : CircleAlert;
  return (
    <div
      ref={box}
      tabIndex={-1}
      role={state.ok ? "status" : "alert"}
      className={cn(
        "flex items-start gap-2 rounded-md border px-3 py-2",
        state.ok
          ? "border-public-line bg-public-soft text-public"
          : "border-danger-line bg-danger-soft text-danger",
        className,
      )}
    >
      <Icon aria-hidden size={16} className="mt-0.5 shrink-0" />
      <p className="min-w-0 whitespace-pre-line">{state.message}</p>
    </div>
  );
}
