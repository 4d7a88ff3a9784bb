"use client";

import { LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { cn } from "@/lib/cn";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style";

export type SubmitButtonProps = {
  children: ReactNode;
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  pendingLabel?: string | undefined;
  name?: string | undefined;
  value?: string | undefined;
  disabled?: boolean | undefined;
  /** For a preview: what is still missing does not stop it. */
  formNoValidate?: boolean | undefined;
  className?: string | undefined;
};

export function SubmitButton({
  children,
  variant = "primary",
  size = "md",
  pendingLabel = "Saving…",
  name,
  value,
  disabled = false,
  formNoValidate,
  className,
}: SubmitButtonProps) {
  const { pending, data } = useFormStatus();
  const pressed = pending && (name === undefined || value === undefined || data.get(name) === value);
  return (
    <>
      <button
        type="submit"
        name={name}
        value={value}
        formNoValidate={formNoValidate}
        disabled={disabled || pending}
        className={cn(buttonStyle({ variant, size }), className)}
      >
        {pressed ? (
          <>
            <LoaderCircle aria-hidden size={14} className="animate-spin" />
            {pendingLabel}
          </>
        ) : (
          children
        )}
      </button>
      <span aria-live="polite" className="sr-only">
        {pressed ? pendingLabel : ""}
      </span>
    </>
  );
}
