import fc from "fast-check";
import { expect, test } from "vitest";
import { furthest, MAILBOXES, missingOf, nextStep, type Onboarding } from "@/domain/organization/onboarding";

const done: Onboarding = {
  state: "active",
  mine: false,
  tied: false,
  role: "admitted",
  person: "admitted",
  terms: true,
  drill: "answered",
};
const some: Onboarding = { ...done, state: "accepted", terms: false, person: "none", drill: null };

test.each<[string, Onboarding, string]>([
  ["is proposed by another", { ...some, state: "proposed" }, "Confirm the membership"],
  ["is proposed by oneself", { ...some, state: "proposed", mine: true }, "Wait for another member"],
  ["is proposed, and one is tied to it", { ...some, state: "proposed", tied: true }, "you are tied to it"],
  [
    "is proposed by oneself without a contact",
    { ...some, state: "proposed", mine: true, role: "none" },
    "Add a contact",
  ],
  ["has a confirmed contact", { ...some, role: "confirmed" }, "Admit the contact"],
  ["bounced", { ...some, role: "bounced" }, "another address"],
  ["has nobody", { ...some, role: "none" }, "Add a contact"],
  ["was not asked", { ...some, role: "not asked" }, "Ask the mailbox"],
  ["was asked", { ...some, role: "asked" }, "Wait until the mailbox"],
  ["has no person for the terms", some, "Add a named person"],
  ["has a person who was asked", { ...some, person: "asked" }, "Wait until the named person confirms"],
  ["has a person", { ...some, person: "admitted" }, "accepts the terms"],
  ["was not reached by the drill", { ...done, drill: "not reached" }, "Look why the drill"],
  ["was silent", { ...done, drill: "silent" }, "Ask why nobody answered"],
  ["lacks nothing", done, "Nothing"],
])("an organization that %s has one next step", (_, of, words) => {
  expect(nextStep(of)).toContain(words);
});

test("whatever is missing has a next step, and what lacks nothing has none", () => {
  const any = fc.record<Onboarding>({
    state: fc.constantFrom("proposed", "accepted", "active"),
    mine: fc.boolean(),
    tied: fc.boolean(),
    role: fc.constantFrom(...MAILBOXES),
    person: fc.constantFrom(...MAILBOXES),
    terms: fc.boolean(),
    drill: fc.constantFrom("answered", "waiting", "silent", "on its way", "not reached", null),
  });
  fc.assert(
    fc.property(any, (of) => {
      const missing = missingOf(of);
      if (missing.length === 0) expect(nextStep(of)).toBe("Nothing");
      // Without a named person a member by its role address alone lacks something, and nothing is urgent.
      else if (missing.some((m) => m !== "person")) expect(nextStep(of)).not.toBe("Nothing");
    }),
  );
});

test("the furthest of several mailboxes counts, and one that bounced only where no other is left", () => {
  const one = { state: "proposed", asked: true, confirmed: false, bounced: false } as const;
  const admitted = { ...one, state: "admitted", confirmed: true } as const;
  expect(furthest([])).toBe("none");
  expect(furthest([{ ...one, asked: false }, one])).toBe("asked");
  expect(furthest([{ ...admitted, bounced: true }])).toBe("bounced");
  expect(furthest([{ ...admitted, bounced: true }, one])).toBe("asked");
  expect(furthest([admitted, { ...one, bounced: true }])).toBe("admitted");
});
