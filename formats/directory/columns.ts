import type { ListField, ListRow } from "@/domain/organization/list";

/** What lists call their columns, in small letters without signs. */
const NAMES: Record<ListField, readonly string[]> = {
  name: [
    "organization",
    "organisation",
    "name",
    "company",
    "vendor",
    "distributor",
    "member",
    "organization name",
  ],
  legalEntity: ["legal entity", "legal name", "legal", "entity"],
  website: ["website", "site", "url", "homepage", "web", "link"],
  roles: [
    "role address",
    "role addresses",
    "security contact",
    "security contacts",
    "security address",
    "security email",
    "contact",
    "contacts",
    "contact email",
    "email",
    "mail",
    "address",
    "addresses",
  ],
  person: ["person", "contact person", "contact name", "named person", "representative"],
  personEmail: ["person email", "person address", "person s address", "person mail", "personal email"],
  group: ["group", "groups", "list"],
};

const plain = (header: string): string =>
  header
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace("e mail", "email")
    .trim();

/** Which column holds which field; a second column of the same meaning is left out. Null without a name. */
export function columnsOf(header: readonly string[]): Map<ListField, number> | null {
  const found = new Map<ListField, number>();
  header.slice(0, 200).forEach((text, at) => {
    const asked = plain(text);
    for (const [field, names] of Object.entries(NAMES) as [ListField, readonly string[]][])
      if (!found.has(field) && names.includes(asked)) found.set(field, at);
  });
  return found.has("name") ? found : null;
}

export const rowOf = (
  columns: ReadonlyMap<ListField, number>,
  cells: readonly string[],
  line: number,
): ListRow => {
  const of = (field: ListField): string => {
    const at = columns.get(field);
    return at === undefined ? "" : (cells[at] ?? "").trim();
  };
  return {
    line,
    name: of("name"),
    legalEntity: of("legalEntity"),
    website: of("website"),
    roles: of("roles"),
    person: of("person"),
    personEmail: of("personEmail"),
    group: of("group"),
  };
};

export const NO_NAMES =
  "No column is called “Organization” or “Name”. Let the first row name the columns, such as: organization, website, role address, group. Nothing was changed.";
