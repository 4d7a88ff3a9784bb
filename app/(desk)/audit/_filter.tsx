import { Search } from "lucide-react";
import { KINDS } from "@/app/(desk)/audit/_words";
import { Button, LinkButton } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { AUDIT_ACTIONS, STREAM_TYPES } from "@/domain/audit";
import { fieldsOf, type RecordFilter } from "@/domain/record";

const ANY = { value: "", label: "Any" };

/** A form that only asks: its answer is an address that can be kept and sent on. */
export function FilterForm({ filter }: { filter: RecordFilter }) {
  const narrowed = filter.action !== null || filter.from !== null || filter.to !== null;
  return (
    <search>
      <form className="grid gap-3">
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
          <SelectField
            label="Record of"
            name="kind"
            defaultValue={filter.kind ?? ""}
            options={[ANY, ...STREAM_TYPES.map((t) => ({ value: t, label: KINDS[t] }))]}
          />
          <TextField label="Case reference" name="reference" defaultValue={filter.reference} maxLength={40} />
          <TextField
            label="Organization"
            name="organization"
            defaultValue={filter.organization}
            maxLength={100}
          />
          <TextField label="Person" name="person" defaultValue={filter.person} maxLength={100} />
        </div>
        <details open={narrowed}>
          <summary className="inline-flex min-h-8 items-center rounded text-accent underline decoration-accent-line underline-offset-3 hover:decoration-current">
            By what was done, and by day
          </summary>
          <div className="mt-2 grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
            <SelectField
              label="What was done"
              name="action"
              defaultValue={filter.action ?? ""}
              options={[ANY, ...Object.entries(AUDIT_ACTIONS).map(([value, label]) => ({ value, label }))]}
            />
            <TextField label="From, a day in UTC" name="from" type="date" defaultValue={filter.from ?? ""} />
            <TextField label="To, that day too" name="to" type="date" defaultValue={filter.to ?? ""} />
            <SelectField
              label="Days by"
              name="clock"
              defaultValue={filter.clock}
              options={[
                { value: "real", label: "Real time" },
                { value: "domain", label: "The clock of embargoes" },
              ]}
            />
          </div>
        </details>
        <div className="flex gap-2">
          <Button type="submit" className="whitespace-nowrap">
            <Search aria-hidden size={14} />
            Search
          </Button>
          {Object.keys(fieldsOf(filter)).length > 0 ? (
            <LinkButton href="/audit" variant="ghost">
              Show all
            </LinkButton>
          ) : null}
        </div>
      </form>
    </search>
  );
}
