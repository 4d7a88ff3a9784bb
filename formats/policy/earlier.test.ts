import { expect, test } from "vitest";
import { fromEarlier } from "@/formats/policy/earlier";
import { readPolicy } from "@/formats/policy/read";

// What the first release of Curfew stored, before the format had a number.
const LEAST = {
  version: "1",
  title: "A policy",
  source: "https://example.org/policy",
  severities: [],
  leadTime: null,
  channel: null,
  groups: [],
  eligibility: null,
  withdrawal: [],
  terms: null,
  mailSaysDate: false,
  silentAfterHours: null,
};

test("a stored document from before the format reads as what it said", () => {
  const policy = readPolicy({
    ...LEAST,
    severities: [
      {
        label: "LOW",
        definition: "Little.",
        examples: null,
        usualScore: { min: 0, max: 3.9 },
        prenotify: "not-listed",
      },
    ],
    leadTime: "a few days",
    groups: [{ name: "Distributors", description: "ship" }],
    eligibility: { any: [{ id: "ships", text: "Ships it" }] },
    withdrawal: [{ code: "disclosed-early", text: "It told.", scope: "future" }],
    terms: { version: "1", text: "Keep it." },
    silentAfterHours: 36,
    retention: { case: 90 },
    promises: [{ what: "Acknowledge", within: "2 days" }],
    reading: [{ heading: "More", text: "Words." }],
    vendorFactor: "required",
  });
  expect(policy).toMatchObject({
    severity: { levels: [{ label: "LOW", prenotify: "notListed", fix: null }] },
    prenotification: { leadTime: "a few days", stages: [], mailSaysDate: false },
    groups: [{ name: "Distributors", eligibility: null }],
    eligibility: { criteria: { any: [{ id: "ships", kind: "judgement" }] }, exclusions: [], capacity: null },
    withdrawal: { grounds: [{ code: "disclosed-early" }], sanctions: [] },
    terms: { version: "1", by: null, when: null },
    duties: [{ type: "acknowledge", within: { amount: 36, upTo: null, unit: "hours" } }],
    retention: { keep: { case: 90, incident: null } },
    vendorFactor: "required",
    reading: [{ id: "promises", text: "- Acknowledge: within 2 days." }, { heading: "More" }],
  });
});

test("what it did not say is none: nothing is invented for it", () => {
  const { version, title, source, ...rest } = readPolicy(LEAST);
  expect([version, title, source]).toEqual(["1", "A policy", LEAST.source]);
  for (const [name, value] of Object.entries(rest)) expect([null, []], name).toContainEqual(value);
});

test("a document of today's format is none of before, nor is what is none at all", () => {
  for (const stored of [{ ...LEAST, format: 1 }, { version: "1" }, null, "text", 1, []])
    expect(fromEarlier(stored)).toBeNull();
});
