import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/field";
import { MISSING, MISSING_WORDS, type Missing } from "@/domain/organization/onboarding";

type FilterProps = { missing: Missing | null; counts: Record<Missing, number>; all: number };

/** A form that only asks: its answer is an address that can be kept and sent on. */
export function Filter({ missing, counts, all }: FilterProps) {
  return (
    <search>
      <form className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-56 sm:max-w-96">
          <SelectField
            label="What is missing"
            name="missing"
            defaultValue={missing ?? ""}
            options={[
              { value: "", label: `Anything or nothing (${all})` },
              ...MISSING.map((m) => ({ value: m, label: `${MISSING_WORDS[m]} (${counts[m]})` })),
            ]}
          />
        </div>
        <Button type="submit">Show</Button>
      </form>
    </search>
  );
}
