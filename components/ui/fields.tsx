import { ChevronDown } from "lucide-react";
import type { HTMLInputTypeAttribute, InputHTMLAttributes } from "react";
import { cn } from "@/lib/cn";
import { Field, type FieldProps } from "./field-frame";

type Common = Omit<FieldProps, "children"> & {
  defaultValue?: string | undefined;
  disabled?: boolean | undefined;
};

export type TextFieldProps = Common & {
  type?: HTMLInputTypeAttribute | undefined;
  placeholder?: string | undefined;
  autoComplete?: string | undefined;
  maxLength?: number | undefined;
  minLength?: number | undefined;
  min?: string | undefined;
  max?: string | undefined;
  step?: string | undefined;
  pattern?: string | undefined;
  list?: string | undefined;
  inputMode?: InputHTMLAttributes<HTMLInputElement>["inputMode"] | undefined;
  mono?: boolean | undefined;
};

export function TextField(props: TextFieldProps) {
  const { label, name, hint, error, required, mono, type = "text", ...input } = props;
  const numeric = type === "date" || type === "time" || type === "datetime-local" || type === "number";
  return (
    <Field label={label} name={name} hint={hint} error={error} required={required}>
      {(control) => (
        <input
          {...input}
          {...control}
          type={type}
          className={cn("control min-h-8", mono && "font-mono", numeric && "w-auto max-w-full tabular-nums")}
        />
      )}
    </Field>
  );
}

export type TextAreaProps = Common & {
  rows?: number | undefined;
  placeholder?: string | undefined;
  maxLength?: number | undefined;
  mono?: boolean | undefined;
};

export function TextArea(props: TextAreaProps) {
  const { label, name, hint, error, required, mono, rows = 4, ...input } = props;
  return (
    <Field label={label} name={name} hint={hint} error={error} required={required}>
      {(control) => (
        <textarea
          {...input}
          {...control}
          rows={rows}
          className={cn("control max-w-full py-2 leading-5", mono && "font-mono sm:text-sm")}
        />
      )}
    </Field>
  );
}

export type SelectFieldProps = Common & {
  options: { value: string; label: string; disabled?: boolean | undefined }[];
};

export function SelectField(props: SelectFieldProps) {
  const { label, name, hint, error, required, options, ...input } = props;
  return (
    <Field label={label} name={name} hint={hint} error={error} required={required}>
      {(control) => (
        <span className="relative block">
          {/* React resets a form to the defaults of the first render: a new default needs a new element. */}
          <select
            key={input.defaultValue}
            {...input}
            {...control}
            className="control control-select min-h-8 text-ellipsis"
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown
            aria-hidden
            size={14}
            className="pointer-events-none absolute inset-y-0 right-2.5 my-auto text-ink-3"
          />
        </span>
      )}
    </Field>
  );
}
