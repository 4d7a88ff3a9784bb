import { expect, test } from "vitest";
import { contactLimit, takesMail, wantsOther } from "@/domain/policy/contacts";
import type { ContactRules } from "@/domain/policy/parts/eligibility";

const rules = (more: Partial<ContactRules> | null) => ({
  contactRules: more && {
    kind: "any" as const,
    min: null,
    maxPerOrganization: null,
    perLegalEntity: null,
    mustConfirm: null,
    forbidForwardToPublic: null,
    declareReaders: null,
    automationDeclared: null,
    pgp: null,
    text: null,
    ...more,
  },
});

test.each<[string, Partial<ContactRules> | null, boolean, boolean]>([
  ["says nothing of addresses", null, true, true],
  ["takes any", { kind: "any" }, true, true],
  ["wants a role address", { kind: "roleAlias" }, true, false],
  ["wants named persons", { kind: "namedPersons" }, false, true],
])("a policy that %s sends to a role address: %#, and to a person (P12)", (_, more, role, person) => {
  expect([takesMail(rules(more), "role"), takesMail(rules(more), "person")]).toEqual([role, person]);
});

test("why somebody with contacts gets nothing names the kind that the policy wants", () => {
  expect(wantsOther(rules({ kind: "roleAlias" }))).toBe("No role address: the policy sends to nothing else");
  expect(wantsOther(rules({ kind: "namedPersons" }))).toBe(
    "No named person: the policy sends to nobody else",
  );
});

test("of several projects the strictest limit holds, and none where none names one (P12)", () => {
  const limit = (...all: (number | null)[]) => contactLimit(all.map((n) => rules({ maxPerOrganization: n })));
  expect([limit(), limit(null), limit(3), limit(3, null, 1), contactLimit([rules(null)])]).toEqual([
    null,
    null,
    3,
    1,
    null,
  ]);
});
