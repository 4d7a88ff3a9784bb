import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  countsOf,
  type KnownDirectory,
  type KnownOrganization,
  outcomeWords,
  planImport,
} from "@/domain/organization/import";
import type { ListRow } from "@/domain/organization/list";

const row = (name: string, more: Partial<ListRow> = {}): ListRow => ({
  line: 2,
  name,
  legalEntity: "",
  website: "",
  roles: "",
  person: "",
  personEmail: "",
  group: "",
  ...more,
});
const organization = (name: string, more: Partial<KnownOrganization> = {}): KnownOrganization => ({
  id: `id of ${name}`,
  name,
  website: null,
  legalEntity: null,
  addresses: [],
  groupIds: [],
  barred: new Map(),
  ...more,
});
const group = (id: string, project: string, more = {}) => ({
  id,
  name: id,
  project,
  roleAddresses: false,
  barred: null,
  ...more,
});
const directory = (
  organizations: KnownOrganization[] = [],
  groups = [group("Distributors", "vLLM")],
): KnownDirectory => ({ organizations, groups });

const said = (rows: ListRow[], known = directory()): string[] =>
  planImport(rows, known).map((o) => outcomeWords(o, known.groups));

describe("a row of a list", () => {
  test("adds an organization, completes a known one, or says nothing new", () => {
    const known = directory([
      organization("Kestrel", { website: "https://old.example", addresses: ["security@kestrel.example"] }),
      organization("Orchid", { groupIds: ["Distributors"] }),
    ]);
    expect(
      said(
        [
          row("Lynx", { roles: "Security@Lynx.example; psirt@lynx.example", group: "distributors" }),
          row("kestrel", {
            website: "https://new.example",
            roles: "security@kestrel.example",
            person: "Ann",
            personEmail: "ann@kestrel.example",
          }),
          row("Orchid", { group: "Distributors" }),
          row("Heron"),
        ],
        known,
      ),
    ).toEqual([
      "New, with security@lynx.example, psirt@lynx.example; proposed for Distributors",
      "Changes: website https://new.example, was https://old.example; new contact ann@kestrel.example",
      "Known, and unchanged",
      "New, without a contact",
    ]);
  });

  test("is held against the rows before it: the same again, more of the same, or a contradiction", () => {
    const rows = [
      row("Lynx", { line: 2, website: "https://lynx.example" }),
      row("LYNX", { line: 3 }),
      row("lynx", { line: 4, roles: "security@lynx.example" }),
      row("Lynx", { line: 5, website: "https://other.example" }),
    ];
    expect(said(rows)).toEqual([
      "New, without a contact",
      "The same as row 2",
      "Changes: new contact security@lynx.example",
      "Refused: It says something else than row 2 of the same name.",
    ]);
    expect(countsOf(planImport(rows, directory()))).toEqual({
      new: 1,
      changed: 0,
      unchanged: 0,
      duplicate: 1,
      refused: 1,
    });
  });

  test("of a list of groups finds an organization by its address, since it names it by a domain alone", () => {
    const known = directory([organization("Kestrel", { addresses: ["security@kestrel.example"] })]);
    expect(
      said([row("kestrel.example", { roles: "security@kestrel.example", group: "Distributors" })], known),
    ).toEqual(["Changes: proposed for Distributors"]);
    // A name that somebody wrote is a name, whoever else has the address.
    expect(said([row("Falcon", { roles: "security@kestrel.example" })], known)[0]).toMatch(/^New, with/);
  });

  test.each<[string, Partial<ListRow> & { name?: string }, string]>([
    ["without a name", { name: "" }, "It has no name."],
    ["with a long name", { name: "x".repeat(121) }, "longer than 120"],
    ["with a line break", { name: "a\nb" }, "control character"],
    ["with markup", { name: "<script>" }, "angle bracket"],
    ["with a formula as its name", { name: "=HYPERLINK(1)" }, "as a formula does"],
    ["with a formula beside it", { legalEntity: "+1+1" }, "Its legal entity begins with “+”"],
    ["with a handle", { person: "@ann" }, "Its person begins with “@”"],
    ["with a script as its website", { website: "javascript:alert(1)" }, "no address of the web"],
    ["with a website without its scheme", { website: "vendor.example" }, "no address of the web"],
    ["with a broken address", { roles: "security at vendor.example" }, "not one that we can use"],
    ["with a look-alike address", { roles: "security@ехample.example" }, "not one that we can use"],
    ["with six addresses", { roles: "a@b.example ".repeat(6) }, "more than 5"],
    ["with a person without a name", { personEmail: "ann@vendor.example" }, "needs the person’s name"],
    ["with a person without an address", { person: "Ann" }, "Its person has no address."],
    [
      "with one address twice",
      { roles: "ann@vendor.example", person: "Ann", personEmail: "ann@vendor.example" },
      "stands as the role address, too",
    ],
    ["of an unknown group", { group: "Friends" }, "no group of your projects"],
  ])("%s is refused with the reason, and creates nothing", (_, more, because) => {
    const [outcome] = planImport([row("Fine", more)], directory());
    expect(outcome).toMatchObject({ kind: "refused", because: expect.stringContaining(because) });
    expect(outcome).not.toHaveProperty("effects");
  });

  test("needs a role address of the organization where the policy sends to nothing else (P12)", () => {
    const strict = directory(
      [],
      [group("Distributors", "vLLM", { roleAddresses: true }), group("Hosted", "Omni")],
    );
    const refusals = (of: string) =>
      said(
        [
          row("A", { roles: ["vendor", "gmail.com"].join("@"), group: of }),
          row("B", { roles: "ann.lee@b.example", person: "Ann Lee", personEmail: "al@b.example", group: of }),
          row("C", { roles: "security@c.example", group: of }),
        ],
        strict,
      ).map((words) => words.startsWith("Refused"));
    expect(refusals("Distributors")).toEqual([true, true, false]);
    expect(refusals("Hosted")).toEqual([false, false, false]);
    // For no group yet, the strictest of the member's projects holds.
    expect(refusals("")).toEqual([true, true, false]);
  });

  test("names a group by its project too where several have one of its name", () => {
    const two = directory(
      [],
      [group("Distributors", "vLLM"), { ...group("d2", "Omni"), name: "Distributors" }],
    );
    expect(said([row("A", { group: "Distributors" })], two)[0]).toContain(
      "write it like “vLLM / Distributors”",
    );
    expect(said([row("A", { group: "omni / distributors" })], two)[0]).toBe(
      "New, without a contact; proposed for Distributors",
    );
  });

  test("of an organization that may not be proposed says why; without the group it is taken", () => {
    const barred = new Map([["Distributors", "You are tied to it."]]);
    const known = directory([organization("Kestrel", { barred })]);
    const more = { website: "https://kestrel.example" };
    expect(said([row("Kestrel", { ...more, group: "Distributors" })], known)).toEqual([
      "Refused: You are tied to it.",
    ]);
    expect(said([row("Kestrel", more)], known)).toEqual(["Changes: website https://kestrel.example"]);
    const closed = directory([], [group("Distributors", "vLLM", { barred: "Enter an application for it." })]);
    expect(said([row("New", { group: "Distributors" })], closed)).toEqual([
      "Refused: Enter an application for it.",
    ]);
  });

  test("of any kind has one outcome, and a second import of what was accepted changes nothing", () => {
    const text = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom("Kestrel", "a@b.example", "https://a.example", "Distributors", ""),
    );
    const rows = fc
      .array(fc.tuple(text, text, text, text, text), { maxLength: 12 })
      .map((all) =>
        all.map(([name, website, roles, group, legalEntity], i) =>
          row(name, { line: i, website, roles, group, legalEntity }),
        ),
      );
    fc.assert(
      fc.property(rows, (list) => {
        const outcomes = planImport(list, directory());
        expect(outcomes).toHaveLength(list.length);
        const made = new Map<string, KnownOrganization>();
        for (const o of outcomes) {
          if (o.kind !== "new" && o.kind !== "changed") continue;
          const key = o.name.toLowerCase();
          const { website, legalEntity, contacts, groupId } = o.effects;
          const before = made.get(key) ?? organization(o.name);
          made.set(key, {
            ...before,
            website: website ?? before.website,
            legalEntity: legalEntity ?? before.legalEntity,
            addresses: [...before.addresses, ...contacts.map((c) => c.email)],
            groupIds: groupId ? [...before.groupIds, groupId] : before.groupIds,
          });
        }
        const accepted = list.filter((_, i) => outcomes[i]?.kind !== "refused");
        for (const o of planImport(accepted, directory([...made.values()]))) expect(o.kind).toBe("unchanged");
      }),
    );
  });
});
