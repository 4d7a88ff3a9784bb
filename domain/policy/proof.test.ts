import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import type { Predicate } from "@/domain/policy/parts/eligibility";
import { NO_PROOF, type Proof, standingOfStatement } from "@/domain/policy/proof";

const now = Temporal.Instant.from("2027-01-12T17:00:00Z");
const daysAgo = (days: number) => now.subtract({ hours: 24 * days });
const statement: Predicate = { id: "a", text: "A", kind: "judgement", threshold: null, evidence: null };
const users: Predicate = {
  ...statement,
  kind: "measured",
  threshold: { metric: "users", atLeast: 10, atMost: 100, unit: null },
};
const attested: Predicate = { ...statement, kind: "attestation" };
const page: Predicate = {
  ...statement,
  kind: "evidenceUrl",
  evidence: {
    text: null,
    acceptHosts: ["example.org", "*.example.net"],
    refuseHosts: ["bad.example.net"],
    maxAge: { amount: 30, upTo: null, unit: "days" },
  },
};
const met: Partial<Proof> = { verdict: "met" };
const lost: Partial<Proof> = { verdict: "not_met" };

test.each<[string, Predicate, Partial<Proof>[], string, string]>([
  ["no evidence", statement, [], "needs_person", "nobody judged it"],
  ["a member who says yes", statement, [met], "met", "a member judged it"],
  ["a member who says no", statement, [lost], "not_met", "a member judged it"],
  ["two members who disagree", statement, [met, lost], "needs_person", "the evidence contradicts itself"],
  [
    "an organization against a member",
    attested,
    [met, { holds: false }],
    "needs_person",
    "the evidence contradicts itself",
  ],
  ["an organization beside a member", attested, [{ holds: true }, met], "met", "a member judged it"],
  ["an attestation of nothing", attested, [{}], "needs_person", "nobody said so"],
  [
    "an attestation that it does not hold",
    attested,
    [{ holds: false }],
    "not_met",
    "the organization says no",
  ],
  ["a fact of others", { ...statement, kind: "external" }, [{ holds: true }], "met", "others state it"],
  [
    "the least that is asked",
    users,
    [{ value: 10 }],
    "met",
    "users: 10, asked is at least 10 and at most 100",
  ],
  [
    "the most that is asked",
    users,
    [{ value: 100 }],
    "met",
    "users: 100, asked is at least 10 and at most 100",
  ],
  ["too little", users, [{ value: 9.9 }], "not_met", "users: 9.9, asked is at least 10 and at most 100"],
  ["too much", users, [{ value: 101 }], "not_met", "users: 101, asked is at least 10 and at most 100"],
  ["no number", users, [{ value: Number.NaN }], "needs_person", "nobody measured it"],
  ["a page", page, [{ url: "https://example.org/x" }], "needs_person", "a member has to read the page"],
  [
    "a page that a member read",
    page,
    [{ ...met, url: "https://example.org/x" }],
    "met",
    "a member judged it",
  ],
  ["no page", page, [{}], "needs_person", "no page shows it"],
  [
    "a page without https",
    page,
    [{ ...met, url: "http://example.org" }],
    "needs_person",
    "the page is no https address",
  ],
  [
    "a host that only ends alike",
    page,
    [{ ...met, url: "https://notexample.net/" }],
    "needs_person",
    "pages of notexample.net do not count, those of example.org, *.example.net do",
  ],
  [
    "a host that poses in front of an @",
    page,
    [{ ...met, url: "https://example.org@evil.example/" }],
    "needs_person",
    "the page is no https address",
  ],
  [
    "a host below one that counts",
    page,
    [{ ...met, url: "https://a.example.net:8443/" }],
    "met",
    "a member judged it",
  ],
  [
    "a host that is refused",
    page,
    [{ ...met, url: "https://bad.example.net" }],
    "needs_person",
    "pages of bad.example.net do not count",
  ],
  [
    "evidence of 29 days",
    page,
    [{ ...met, url: "https://example.org/x", datedAt: daysAgo(29) }],
    "met",
    "a member judged it",
  ],
  [
    "evidence of 30 days",
    page,
    [{ ...met, url: "https://example.org/x", datedAt: daysAgo(30) }],
    "needs_person",
    "the evidence is too old: it counted until Tue 12 Jan 2027, 17:00 UTC",
  ],
  [
    "old evidence beside new",
    page,
    [
      { ...met, url: "https://example.org/x", datedAt: daysAgo(99) },
      { ...met, url: "https://example.org/x", datedAt: daysAgo(1) },
    ],
    "met",
    "a member judged it",
  ],
])("%s", (_, p, given, standing, because) => {
  const proofs = given.map((g) => ({ ...NO_PROOF, ...g }));
  for (const order of [proofs, proofs.toReversed()])
    expect(standingOfStatement(p, order, now)).toEqual({ standing, because });
});
