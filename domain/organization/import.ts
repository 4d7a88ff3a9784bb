import { normalizeAddress } from "@/domain/organization/contact";
import { FIELD_WORDS, FIELDS, type ListRow } from "@/domain/organization/list";

/** What the directory knows already, and what the policies ask, as far as a list could touch it. */
export type KnownDirectory = {
  organizations: readonly KnownOrganization[];
  /** The groups of the member's projects. */
  groups: readonly KnownGroup[];
};
export type KnownOrganization = {
  id: string;
  name: string;
  website: string | null;
  legalEntity: string | null;
  /** Those that did not end. */
  addresses: readonly string[];
  /** Groups that it is in, or proposed for. */
  groupIds: readonly string[];
  /** Why it cannot be proposed for a group now, by the group's id. */
  barred: ReadonlyMap<string, string>;
};
export type KnownGroup = {
  id: string;
  name: string;
  project: string;
  /** The policy sends to role addresses alone (P12). */
  roleAddresses: boolean;
  /** Why nobody can be proposed for it by two members; null where they can. */
  barred: string | null;
};

export type NewContact = { kind: "role" | "person"; email: string; name: string | null };
/** What an accepted row does. */
export type Effects = {
  website: string | null;
  legalEntity: string | null;
  contacts: readonly NewContact[];
  groupId: string | null;
};
export type Outcome = { line: number; name: string } & (
  | { kind: "new"; effects: Effects }
  /** `id` is null for one that an earlier row adds. */
  | { kind: "changed"; id: string | null; effects: Effects; words: readonly string[] }
  | { kind: "unchanged"; id: string | null }
  | { kind: "duplicate"; of: number }
  | { kind: "refused"; because: string }
);

const NAME_MOST = 120;
const LEGAL_MOST = 200;
const WEBSITE_MOST = 500;
/** Roles of an organization that one row may name. */
const ROLES_MOST = 5;

/** Providers whose addresses anybody gets: such an address says nothing about an organization. */
const FREEMAIL = new Set(
  "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com aol.com icloud.com me.com mac.com proton.me protonmail.com pm.me gmx.com gmx.de gmx.net web.de t-online.de mail.com mail.ru yandex.com yandex.ru qq.com 163.com 126.com foxmail.com sina.com zoho.com fastmail.com tutanota.com hey.com".split(
    " ",
  ),
);
export const isFreemail = (address: string): boolean =>
  FREEMAIL.has(address.slice(address.lastIndexOf("@") + 1));

/** Whether an address is called after the person beside it: `ann.lee`, `alee`, `ann`. */
function isCalledAfter(address: string, person: string): boolean {
  const local = address.slice(0, address.lastIndexOf("@")).replace(/[^a-z0-9]/g, "");
  const names = person
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((n) => n !== "");
  const [first, last] = [names[0], names.at(-1)];
  if (!first || !last) return false;
  return [first, first + last, last + first, `${first[0]}${last}`].includes(local);
}

type Read = { name: string; website: string | null; legalEntity: string | null; contacts: NewContact[] };
type Judged<T> = { ok: true; value: T } | { ok: false; because: string };
const no = (because: string): { ok: false; because: string } => ({ ok: false, because });

/** What is wrong with a cell whatever its column; a formula is not made harmless silently, since a name is what it says. */
function wrongCell(row: ListRow): string | null {
  for (const field of FIELDS) {
    const value = row[field];
    if (/\p{Cc}/u.test(value)) return `Its ${FIELD_WORDS[field]} holds a control character or a line break.`;
    if (/^[=+\-@]/.test(value))
      return `Its ${FIELD_WORDS[field]} begins with “${value[0]}”, as a formula does. It would be kept as text and run in a spreadsheet: write it without.`;
  }
  return null;
}

function judged(row: ListRow, roleAddresses: boolean): Judged<Read> {
  const wrong = wrongCell(row);
  if (wrong) return no(wrong);
  const { name, legalEntity, website } = row;
  if (name === "") return no("It has no name.");
  if (name.length > NAME_MOST) return no(`Its name is longer than ${NAME_MOST} characters.`);
  if (/[<>]/.test(name)) return no("Its name holds an angle bracket.");
  if (legalEntity.length > LEGAL_MOST) return no(`Its legal entity is longer than ${LEGAL_MOST} characters.`);
  if (
    website !== "" &&
    (website.length > WEBSITE_MOST || !/^https?:\/\//.test(website) || !URL.canParse(website))
  )
    return no("Its website is no address of the web. Write it like https://vendor.example.");
  const contacts = contactsOf(row, roleAddresses);
  return contacts.ok
    ? {
        ok: true,
        value: { name, website: website || null, legalEntity: legalEntity || null, contacts: contacts.value },
      }
    : contacts;
}

function contactsOf(row: ListRow, roleAddresses: boolean): Judged<NewContact[]> {
  const written = row.roles.split(/[\s,;]+/).filter((a) => a !== "");
  if (written.length > ROLES_MOST) return no(`It has more than ${ROLES_MOST} role addresses.`);
  const found: NewContact[] = [];
  for (const text of written) {
    const email = normalizeAddress(text);
    if (!email)
      return no("Its role address is not one that we can use. Write it like security@vendor.example.");
    if (roleAddresses && isFreemail(email))
      return no(
        "Its role address is one that anybody can get (freemail), and the policy wants a role address of the organization.",
      );
    if (roleAddresses && (isCalledAfter(email, row.person) || email === normalizeAddress(row.personEmail)))
      return no("Its role address is that of a person, and the policy wants one that several people read.");
    if (!found.some((c) => c.email === email)) found.push({ kind: "role", email, name: null });
  }
  if (row.personEmail === "")
    return row.person === "" ? { ok: true, value: found } : no("Its person has no address.");
  const email = normalizeAddress(row.personEmail);
  if (!email)
    return no("The person’s address is not one that we can use. Write it like name@vendor.example.");
  if (row.person === "") return no("The person’s address needs the person’s name beside it.");
  if (row.person.length > NAME_MOST) return no(`The person’s name is longer than ${NAME_MOST} characters.`);
  if (found.some((c) => c.email === email))
    return no("The person’s address stands as the role address, too.");
  return { ok: true, value: [...found, { kind: "person", email, name: row.person }] };
}

/** A group by its name, or by “project / group” where two projects have one of the same name. */
function groupNamed(text: string, groups: readonly KnownGroup[]): Judged<KnownGroup | null> {
  if (text === "") return { ok: true, value: null };
  const asked = text.toLowerCase();
  const found = groups.filter(
    (g) => g.name.toLowerCase() === asked || `${g.project} / ${g.name}`.toLowerCase() === asked,
  );
  const [group] = found;
  if (!group) return no(`“${text.slice(0, 80)}” is no group of your projects.`);
  return found.length === 1
    ? { ok: true, value: group }
    : no(
        `“${text.slice(0, 80)}” is a group of several projects: write it like “${group.project} / ${group.name}”.`,
      );
}

type Entry = { -readonly [K in keyof KnownOrganization]: KnownOrganization[K] } & {
  /** The row that added or changed it before. */
  line: number | null;
};
const empty = (e: Effects): boolean =>
  e.website === null && e.legalEntity === null && e.contacts.length === 0 && e.groupId === null;

/**
 * What a list would do to the directory, row by row, each in view of those before it. An organization is known by its name;
 * one that a list of groups names by a domain alone, by its address too.
 */
export function planImport(rows: readonly ListRow[], known: KnownDirectory): Outcome[] {
  const byName = new Map<string, Entry>();
  const byAddress = new Map<string, Entry>();
  for (const o of known.organizations) {
    const entry = { ...o, line: null };
    byName.set(o.name.toLowerCase(), entry);
    for (const a of o.addresses) byAddress.set(a, entry);
  }
  const strict = known.groups.some((g) => g.roleAddresses);
  return rows.map((row): Outcome => {
    const at = { line: row.line, name: row.name.slice(0, NAME_MOST) };
    const group = groupNamed(row.group, known.groups);
    const read = judged(row, group.ok && group.value ? group.value.roleAddresses : strict);
    if (!read.ok) return { ...at, kind: "refused", because: read.because };
    if (!group.ok) return { ...at, kind: "refused", because: group.because };
    const entry =
      byName.get(row.name.toLowerCase()) ??
      read.value.contacts
        .map((c) => byAddress.get(c.email))
        .find((e) => e?.name !== undefined && isDomain(row));
    const effects = effectsOn(entry, read.value, group.value?.id ?? null);
    const barred = effects.groupId && (group.value?.barred ?? entry?.barred.get(effects.groupId));
    if (barred) return { ...at, kind: "refused", because: barred };
    if (!entry) {
      const made = added(read.value, effects, row.line);
      byName.set(row.name.toLowerCase(), made);
      for (const c of effects.contacts) byAddress.set(c.email, made);
      return { ...at, kind: "new", effects };
    }
    if (entry.line !== null && contradicts(entry, read.value))
      return {
        ...at,
        kind: "refused",
        because: `It says something else than row ${entry.line} of the same name.`,
      };
    if (empty(effects))
      return entry.line === null
        ? { ...at, kind: "unchanged", id: entry.id || null }
        : { ...at, kind: "duplicate", of: entry.line };
    const words = changes(entry, effects, known.groups);
    entry.website = effects.website ?? entry.website;
    entry.legalEntity = effects.legalEntity ?? entry.legalEntity;
    entry.addresses = [...entry.addresses, ...effects.contacts.map((c) => c.email)];
    if (effects.groupId) entry.groupIds = [...entry.groupIds, effects.groupId];
    for (const c of effects.contacts) byAddress.set(c.email, entry);
    entry.line ??= row.line;
    return { ...at, name: entry.name, kind: "changed", id: entry.id || null, effects, words };
  });
}

/** A list of groups names an organization by the domain of its address, which is no name that anybody gave it. */
const isDomain = (row: ListRow): boolean => row.roles.toLowerCase().endsWith(`@${row.name.toLowerCase()}`);

const added = (read: Read, effects: Effects, line: number): Entry => ({
  id: "",
  name: read.name,
  website: read.website,
  legalEntity: read.legalEntity,
  addresses: effects.contacts.map((c) => c.email),
  groupIds: effects.groupId ? [effects.groupId] : [],
  barred: new Map(),
  line,
});

const effectsOn = (entry: Entry | undefined, read: Read, groupId: string | null): Effects => ({
  website: read.website === (entry?.website ?? null) ? null : read.website,
  legalEntity: read.legalEntity === (entry?.legalEntity ?? null) ? null : read.legalEntity,
  contacts: read.contacts.filter((c) => !entry?.addresses.includes(c.email)),
  groupId: groupId && entry?.groupIds.includes(groupId) ? null : groupId,
});

const contradicts = (entry: Entry, read: Read): boolean =>
  (read.website !== null && entry.website !== null && read.website !== entry.website) ||
  (read.legalEntity !== null && entry.legalEntity !== null && read.legalEntity !== entry.legalEntity);

function changes(entry: Entry, effects: Effects, groups: readonly KnownGroup[]): string[] {
  const group = groups.find((g) => g.id === effects.groupId);
  const said: string[] = [];
  if (effects.website)
    said.push(`website ${effects.website}${entry.website ? `, was ${entry.website}` : ""}`);
  if (effects.legalEntity)
    said.push(`legal entity ${effects.legalEntity}${entry.legalEntity ? `, was ${entry.legalEntity}` : ""}`);
  for (const c of effects.contacts) said.push(`new contact ${c.email}`);
  if (group) said.push(`proposed for ${group.name}`);
  return said;
}

/** An outcome in words, for the row of a table. */
export function outcomeWords(outcome: Outcome, groups: readonly Pick<KnownGroup, "id" | "name">[]): string {
  switch (outcome.kind) {
    case "new": {
      const { contacts, groupId } = outcome.effects;
      const said =
        contacts.length > 0 ? `with ${contacts.map((c) => c.email).join(", ")}` : "without a contact";
      const group = groups.find((g) => g.id === groupId);
      return `New, ${said}${group ? `; proposed for ${group.name}` : ""}`;
    }
    case "changed":
      return `Changes: ${outcome.words.join("; ")}`;
    case "unchanged":
      return "Known, and unchanged";
    case "duplicate":
      return `The same as row ${outcome.of}`;
    case "refused":
      return `Refused: ${outcome.because}`;
  }
}

export type Counts = Record<Outcome["kind"], number>;
/** How many organizations are added and changed, and how many rows say nothing new or are refused. */
export function countsOf(outcomes: readonly Outcome[]): Counts {
  const added = new Set(outcomes.filter((o) => o.kind === "new").map((o) => o.name.toLowerCase()));
  const counts: Counts = { new: added.size, changed: 0, unchanged: 0, duplicate: 0, refused: 0 };
  const changed = new Set<string>();
  for (const o of outcomes) {
    if (o.kind === "changed" && o.id !== null) changed.add(o.id);
    else if (o.kind !== "new" && o.kind !== "changed") counts[o.kind] += 1;
  }
  return { ...counts, changed: changed.size };
}
