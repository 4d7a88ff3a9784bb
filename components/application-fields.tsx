import { FormArea, FormCheckboxes, FormRadios, FormText } from "@/components/form-fields";
import { Section } from "@/components/ui/section";
import type { Answers, Field } from "@/domain/application/field";
import type { FormSection } from "@/domain/application/form";

type Props = {
  sections: readonly FormSection[];
  answers: Answers;
  /** What the last section agrees to. */
  terms?: { version: string; text: string } | null | undefined;
};

/** The form of an application. Nothing in it is required to be saved; what is missing is said before it is submitted. */
export function ApplicationFields({ sections, answers, terms }: Props) {
  return sections.map((s) => (
    <Section key={s.title} title={s.title} description={s.text}>
      <div className="grid max-w-[40rem] gap-5">
        {s.title === "Terms" && terms ? (
          <div className="max-w-[70ch] rounded-lg border bg-surface px-4 py-3 whitespace-pre-line">
            {terms.text}
          </div>
        ) : null}
        {s.fields.map((f) => (
          <One key={f.name} field={f} value={answers[f.name]} />
        ))}
      </div>
    </Section>
  ));
}

/** Of these some are needed, which the section says; none of them is optional by itself. */
const ONE_OF = /^criterion-(?!.*-date$)|^contact-role$/;

function One({ field: f, value }: { field: Field; value: string | undefined }) {
  const label = f.label;
  const common = {
    name: f.name,
    hint: f.hint ?? undefined,
    defaultValue: value,
    // Marked where it is not asked for; what is asked for does not stop a save.
    required: f.required || ONE_OF.test(f.name) ? undefined : (false as const),
  };
  switch (f.kind) {
    case "text":
      return <FormArea {...common} label={label} rows={4} maxLength={5000} />;
    case "yesNo":
      return (
        <FormRadios
          legend={f.required || ONE_OF.test(f.name) ? label : `${label} (optional)`}
          name={f.name}
          hint={f.hint ?? undefined}
          defaultValues={value ? [value] : []}
          options={[
            { value: "yes", label: "Yes" },
            { value: "no", label: "No" },
          ]}
        />
      );
    case "agree":
      return (
        <FormCheckboxes
          legend="Acceptance"
          name={f.name}
          hint={f.hint ?? undefined}
          defaultValues={value ? [value] : []}
          options={[{ value: f.value ?? "yes", label }]}
        />
      );
    case "link":
      return <FormText {...common} label={label} type="url" maxLength={500} inputMode="url" />;
    case "address":
      return <FormText {...common} label={label} type="email" maxLength={254} inputMode="email" />;
    case "day":
      return <FormText {...common} label={label} type="date" />;
    case "number":
      return <FormText {...common} label={label} inputMode="decimal" maxLength={20} />;
    case "line":
      return <FormText {...common} label={label} maxLength={200} />;
  }
}
