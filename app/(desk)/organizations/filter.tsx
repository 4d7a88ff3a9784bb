import { Search } from "lucide-react";
import { capital, lackWord, standingWord } from "@/app/(desk)/organizations/standing";
import { Button, LinkButton } from "@/components/ui/button";
import { SelectField } from "@/components/ui/field";
import type { listGroups } from "@/data/organizations/queries";
import { type DirectoryFilter, LACKS, STANDINGS } from "@/data/organizations/standing";

type Group = Awaited<ReturnType<typeof listGroups>>[number];

/** What the address asks for. A value that nobody could have chosen narrows nothing. */
export function filterOf(value: (name: string) => string, groups: readonly Group[]): DirectoryFilter {
  const standing = STANDINGS.find((s) => s === value("standing"));
  const lacks = LACKS.find((l) => l === value("lacks"));
  const group = groups.find((g) => g.id === value("group"));
  return {
    search: value("q"),
    ...(standing ? { standing } : {}),
    ...(lacks ? { lacks } : {}),
    ...(group ? { groupId: group.id } : {}),
  };
}

export const isFiltered = (filter: DirectoryFilter): boolean =>
  Boolean(filter.search || filter.standing || filter.lacks || filter.groupId);

/** The same as fields of an address or of a form; nothing of what narrows nothing. */
export const fieldsOf = (filter: DirectoryFilter): Record<string, string> =>
  Object.fromEntries(
    [
      ["q", filter.search],
      ["standing", filter.standing],
      ["lacks", filter.lacks],
      ["group", filter.groupId],
    ].filter((pair): pair is [string, string] => Boolean(pair[1])),
  );

/** A form that only asks: its answer is an address that can be kept and sent on. */
export function FilterForm({ filter, groups }: { filter: DirectoryFilter; groups: readonly Group[] }) {
  return (
    <search>
      <form className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <div className="grid min-w-0 flex-1 basis-56 gap-1">
          <label htmlFor="q" className="font-medium">
            Name or address
          </label>
          <input
            id="q"
            name="q"
            type="search"
            data-search=""
            defaultValue={filter.search}
            maxLength={100}
            className="control min-h-8"
          />
        </div>
        <Choice
          label="Standing"
          name="standing"
          value={filter.standing}
          options={STANDINGS.map((s) => [s, standingWord(s)])}
        />
        <Choice
          label="Group"
          name="group"
          value={filter.groupId}
          options={groups.map((g) => [g.id, `${g.name} (${g.project})`])}
        />
        <Choice
          label="Missing"
          name="lacks"
          value={filter.lacks}
          options={LACKS.map((l) => [l, capital(lackWord(l))])}
        />
        <div className="flex gap-2">
          <Button type="submit" className="whitespace-nowrap">
            <Search aria-hidden size={14} />
            Search
          </Button>
          {isFiltered(filter) ? (
            <LinkButton href="/organizations" variant="ghost">
              Show all
            </LinkButton>
          ) : null}
        </div>
      </form>
    </search>
  );
}

type ChoiceProps = {
  label: string;
  name: string;
  value: string | undefined;
  options: readonly (readonly [string, string])[];
};

function Choice({ label, name, value, options }: ChoiceProps) {
  return (
    <div className="min-w-0 flex-1 basis-40">
      <SelectField
        label={label}
        name={name}
        defaultValue={value ?? ""}
        options={[{ value: "", label: "Any" }, ...options.map(([v, l]) => ({ value: v, label: l }))]}
      />
    </div>
  );
}
