import { type ReactNode, useId } from "react";
import { cn } from "@/lib/cn";
import { FieldError, FieldHint } from "./field-notes";

type ChoiceProps = {
  type: "checkbox" | "radio";
  label: ReactNode;
  name: string;
  value?: string | undefined;
  defaultChecked?: boolean | undefined;
  hint?: ReactNode | undefined;
  disabled?: boolean | undefined;
  required?: boolean | undefined;
  /** Ids of notes about the group, read after the choice's own hint. */
  describedBy?: string | undefined;
  invalid?: boolean | undefined;
};

function Choice({ type, label, hint, describedBy, invalid, disabled, ...input }: ChoiceProps) {
  const id = useId();
  const notes = [hint ? `${id}-hint` : "", describedBy ?? ""].filter(Boolean).join(" ");
  return (
    <div className="flex items-start gap-2.5 py-1">
      <input
        {...input}
        id={id}
        type={type}
        disabled={disabled}
        aria-describedby={notes || undefined}
        aria-invalid={invalid || undefined}
        className="mt-0.5 size-4 shrink-0"
      />
      <div className="min-w-0">
        <label htmlFor={id} className={cn(disabled && "text-ink-3")}>
          {label}
        </label>
        {hint ? <FieldHint id={`${id}-hint`}>{hint}</FieldHint> : null}
      </div>
    </div>
  );
}

export type ChoiceGroupProps = {
  legend: string;
  name: string;
  options: {
    value: string;
    label: ReactNode;
    hint?: ReactNode | undefined;
    disabled?: boolean | undefined;
    /** Why it cannot be chosen, or why it is proposed. */
    reason?: string | undefined;
  }[];
  defaultValues?: readonly string[] | undefined;
  hint?: ReactNode | undefined;
  error?: string | undefined;
  required?: boolean | undefined;
};

function ChoiceGroup({ type, ...group }: ChoiceGroupProps & { type: "checkbox" | "radio" }) {
  const { legend, name, options, defaultValues = [], hint, error, required } = group;
  const id = useId();
  const errorId = error ? `${id}-error` : undefined;
  return (
    <fieldset className="min-w-0" aria-describedby={hint ? `${id}-hint` : undefined}>
      <legend className="mb-1 font-medium">{legend}</legend>
      {hint ? <FieldHint id={`${id}-hint`}>{hint}</FieldHint> : null}
      {options.map((option) => (
        <Choice
          key={option.value}
          type={type}
          name={name}
          value={option.value}
          label={option.label}
          hint={joinNotes(option.hint, option.reason)}
          disabled={option.disabled}
          defaultChecked={defaultValues.includes(option.value)}
          required={type === "radio" ? required : undefined}
          describedBy={errorId}
          invalid={Boolean(error)}
        />
      ))}
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
    </fieldset>
  );
}

function joinNotes(hint: ReactNode, reason: string | undefined): ReactNode {
  if (!hint || !reason) return hint ?? reason;
  return (
    <>
      {hint} <span className="text-ink-2">{reason}</span>
    </>
  );
}

export function CheckboxGroup(props: ChoiceGroupProps) {
  return <ChoiceGroup type="checkbox" {...props} />;
}

export function RadioGroup(props: ChoiceGroupProps) {
  return <ChoiceGroup type="radio" {...props} />;
}
