import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";

type AskingProps = {
  slug: string;
  labels: readonly string[];
  severity: string | null;
  /** UTC, as a form has it. */
  at: string;
  error: string | null;
};

/** What is tried: a question, so it is asked by GET and can be sent to somebody as an address. */
export function Asking({ slug, labels, severity, at, error }: AskingProps) {
  return (
    <form action="/policy/simulation" className="flex flex-wrap items-end gap-4">
      <input type="hidden" name="project" value={slug} />
      {labels.length > 0 ? (
        <SelectField
          label="Severity"
          name="severity"
          defaultValue={severity ?? ""}
          options={[{ value: "", label: "Not decided" }, ...labels.map((l) => ({ value: l, label: l }))]}
        />
      ) : null}
      <TextField
        label="Release, UTC"
        name="at"
        type="datetime-local"
        defaultValue={at}
        error={error ?? undefined}
      />
      <Button type="submit" variant="secondary">
        Try
      </Button>
    </form>
  );
}
