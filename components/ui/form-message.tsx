"use client";

import { CircleAlert, CircleCheck, KeyRound } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { cn } from "@/lib/cn";

export type FormState = { ok: boolean; message?: string | undefined; confirm?: object | undefined } | null;

/** What became of the last submit. A refusal takes the focus, so that it is read before the form is. */
export function FormMessage({
  state,
  className,
  children,
}: {
  state: FormState;
  className?: string | undefined;
  /** What the person can do about it at once. */
  children?: ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state && !state.ok && state.message) box.current?.focus();
  }, [state]);
  if (!state?.message) return null;
  const Icon = state.ok ? CircleCheck : state.confirm ? KeyRound : CircleAlert;
  return (
    <div
      ref={box}
      tabIndex={-1}
      role={state.ok ? "status" : "alert"}
      className={cn(
        "flex items-start gap-2 rounded-md border px-3 py-2",
        state.ok
          ? "border-public-line bg-public-soft text-public"
          : state.confirm
            ? "border-attention-line bg-attention-soft text-attention"
            : "border-danger-line bg-danger-soft text-danger",
        className,
      )}
    >
      <Icon aria-hidden size={16} className="mt-0.5 shrink-0" />
      <div className="grid min-w-0 gap-2">
        <p className="whitespace-pre-line">{state.message}</p>
        {children}
      </div>
    </div>
  );
}
