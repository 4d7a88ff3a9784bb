"use client";

import { useId } from "react";
import { useSent } from "@/components/action-form";
import {
  CheckboxGroup,
  type ChoiceGroupProps,
  RadioGroup,
  SelectField,
  type SelectFieldProps,
  TextArea,
  type TextAreaProps,
  TextField,
  type TextFieldProps,
} from "@/components/ui/field";

// The kit's fields, with what was typed and what is wrong taken from the form around them.

export function FormText(props: TextFieldProps) {
  const { value, error } = useSent(props.name);
  return <TextField {...props} defaultValue={value ?? props.defaultValue} error={error ?? props.error} />;
}

export function FormArea(props: TextAreaProps) {
  const { value, error } = useSent(props.name);
  return <TextArea {...props} defaultValue={value ?? props.defaultValue} error={error ?? props.error} />;
}

export function FormSelect(props: SelectFieldProps) {
  const { value, error } = useSent(props.name);
  return <SelectField {...props} defaultValue={value ?? props.defaultValue} error={error ?? props.error} />;
}

export function FormCheckboxes(props: ChoiceGroupProps) {
  const { values, error } = useSent(props.name);
  return (
    <CheckboxGroup {...props} defaultValues={values ?? props.defaultValues} error={error ?? props.error} />
  );
}

export function FormRadios(props: ChoiceGroupProps) {
  const { values, error } = useSent(props.name);
  return <RadioGroup {...props} defaultValues={values ?? props.defaultValues} error={error ?? props.error} />;
}

/** A value that nobody types, with what is wrong with it. */
export function FormHidden({ name, value }: { name: string; value: string }) {
  const { error } = useSent(name);
  return (
    <>
      <input type="hidden" name={name} value={value} />
      {error ? <p className="text-sm text-danger">{error}</p> : null}
    </>
  );
}

const ZONES = [
  "UTC",
  "America/Los_Angeles",
  "America/Denver",
  "America/Chicago",
  "America/New_York",
  "America/Sao_Paulo",
  "Europe/London",
  "Europe/Lisbon",
  "Europe/Berlin",
  "Europe/Paris",
  "Europe/Stockholm",
  "Europe/Kyiv",
  "Africa/Johannesburg",
  "Africa/Lagos",
  "Asia/Dubai",
  "Asia/Kolkata",
  "Asia/Shanghai",
  "Asia/Singapore",
  "Asia/Seoul",
  "Asia/Tokyo",
  "Australia/Sydney",
  "Pacific/Auckland",
];

/** A wall time and the zone that it is meant in. */
export function FormInstant({
  label,
  local,
  zone,
  hint,
}: {
  label: string;
  local?: string | undefined;
  zone: string;
  hint?: string | undefined;
}) {
  const id = useId();
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-3">
      <FormText type="datetime-local" name="local" label={label} defaultValue={local} required />
      <div className="max-w-72 min-w-40 flex-1">
        <FormText
          name="zone"
          label="Time zone"
          defaultValue={zone}
          list={`${id}-zones`}
          maxLength={60}
          required
        />
      </div>
      <datalist id={`${id}-zones`}>
        {ZONES.map((z) => (
          <option key={z} value={z} />
        ))}
      </datalist>
      {hint ? <p className="w-full text-sm text-ink-3">{hint}</p> : null}
    </div>
  );
}
