import { type ReactNode, useId } from "react";
import { FieldError, FieldHint } from "./field-notes";

export type FieldControlProps = {
  id: string;
  name: string;
  required: boolean | undefined;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

export type FieldProps = {
  label: string;
  name: string;
  hint?: ReactNode | undefined;
  error?: string | undefined;
  required?: boolean | undefined;
  children?: ((props: FieldControlProps) => ReactNode) | undefined;
};

/** Label, hint, control, error: in the order in which they are read out. */
export function Field({ label, name, hint, error, required, children }: FieldProps) {
  const id = useId();
  const notes = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className="grid min-w-0 content-start gap-1">
      <label htmlFor={id} className="font-medium text-ink">
        {label}
        {required === false ? <span className="font-normal text-ink-3"> (optional)</span> : null}
      </label>
      {hint ? <FieldHint id={`${id}-hint`}>{hint}</FieldHint> : null}
      {children?.({
        id,
        name,
        required: required || undefined,
        "aria-describedby": notes || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
    </div>
  );
}
