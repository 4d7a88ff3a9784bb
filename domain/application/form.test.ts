import { readFileSync } from "node:fs";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import {
  applicationForm,
  askedOf,
  keptAnswers,
  LONGEST_ANSWER,
  wrongAnswers,
} from "@/domain/application/form";
import { missingContacts, proposedContacts } from "@/domain/application/form-contacts";
import { answerName, proofOf, uncovered } from "@/domain/application/form-statements";
import type { ContactRules, Predicate } from "@/domain/policy/parts/eligibility";
import type { Policy } from "@/domain/policy/policy";
import { standingOfStatement } from "@/domain/policy/proof";
import { parsePolicy } from "@/formats/policy/read";
import { anyPolicy } from "@/tests/policies";

const policy = (name: string): Policy => parsePolicy(readFileSync(`policies/${name}.yaml`, "utf8"));
const NOW = Temporal.Instant.from("2027-01-12T17:00:00Z");
const namesOf = (p: Policy, group = "") =>
  applicationForm(p, group).sections.flatMap((s) => s.fields.map((f) => f.name));
const rules = (more: Partial<ContactRules>): ContactRules => ({
  kind: "any",
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
});
const about = { name: "Pia", organizationName: "Osprey Robotics" };

describe("the form of a policy", () => {
  test("has one field for each criterion of Kubernetes, in the words of its form (P8), and asks who vouches (P11)", () => {
    const form = applicationForm(policy("kubernetes"), "Distributors");
    const asked = form.sections.find((s) => s.title === "Criteria")?.fields ?? [];
    expect(asked.find((f) => f.name === answerName("monitored-alias"))).toMatchObject({
      label: "Monitored security address",
      kind: "yesNo",
      hint: "Has a monitored security address that is an alias and no single person's",
    });
    expect(asked.filter((f) => f.kind === "link").map((f) => f.name)).toEqual([
      answerName("fix-record"),
      answerName("contributor"),
    ]);
    expect(namesOf(policy("kubernetes"))).toContain("vouchers");
    expect(namesOf(policy("kubernetes"))).not.toContain("field-certified");
  });

  test("asks what Django's text asks, and who reads the addresses", () => {
    const names = namesOf(policy("django"), "Prenotification list");
    expect(names).toEqual(
      expect.arrayContaining(["field-fit", "field-need", "contact-readers", "contact-automation"]),
    );
    expect(names).toContain(answerName("audits-or-scans"));
  });

  test("takes a role address alone where the text asks for one, and no role address where it asks for persons", () => {
    expect(namesOf(policy("kubernetes"))).toContain("contact-role");
    expect(namesOf(policy("kubernetes"))).not.toContain("contact-1-address");
    const persons = {
      ...policy("kubernetes"),
      contactRules: rules({ kind: "namedPersons", maxPerOrganization: 2 }),
    };
    expect(namesOf(persons).filter((n) => n.endsWith("-address"))).toEqual([
      "contact-1-address",
      "contact-2-address",
    ]);
    expect(namesOf(persons)).not.toContain("contact-role");
  });

  test("has the terms where applying accepts them, and takes no acceptance of another version", () => {
    const terms = { version: "2", text: "Keep it.", by: null, when: "apply" as const };
    const form = applicationForm({ ...policy("vllm"), terms }, "");
    expect(form.missing({})).toContain("We accept the terms (version 2)");
    expect(form.missing({ terms: "1" })).toContain("We accept the terms (version 2)");
    expect(wrongAnswers(form, { terms: "1" })).toHaveProperty("terms");
    expect(form.missing({ terms: "2" })).not.toContain("We accept the terms (version 2)");
    expect(namesOf({ ...policy("vllm"), terms: { ...terms, when: "join" } })).not.toContain("terms");
  });

  test("misses what the text marks as required, and where it lists no fields what the criteria cannot do without", () => {
    const kubernetes = policy("kubernetes");
    const without = { ...kubernetes, application: null };
    const missing = applicationForm(without, "Distributors").missing(about);
    expect(missing).toContain("Accepts the embargo policy");
    const vllm = { ...policy("vllm"), application: null };
    const [one] = askedOf(vllm, "Distributors");
    expect(
      applicationForm(vllm, "Distributors")
        .missing(about)
        .some((m) => m.startsWith("One of:")),
    ).toBe(true);
    expect(one).toBeDefined();
  });
});

test("an answer to a criterion is taken as evidence of its kind, and convinces nobody where a member has to look", () => {
  const of = (kind: Predicate["kind"], text: string) => {
    const p: Predicate = {
      id: "x",
      text: "X",
      kind,
      evidence: null,
      threshold: kind === "measured" ? { metric: "users", atLeast: 10, atMost: null, unit: null } : null,
    };
    return standingOfStatement(p, [proofOf(p, { [answerName("x")]: text })], NOW).standing;
  };
  expect(of("attestation", "yes")).toBe("met");
  expect(of("attestation", "no")).toBe("not_met");
  expect(of("measured", "9")).toBe("not_met");
  expect(of("measured", "10")).toBe("met");
  for (const kind of ["evidenceUrl", "external", "judgement"] as const)
    expect(of(kind, "https://vendor.example/page")).toBe("needs_person");
});

test("contacts are those that are addresses, each once, and as many as the text wants", () => {
  const answers = {
    "contact-role": "Security@Vendor.example",
    "contact-1-address": "security@vendor.example",
  };
  expect(proposedContacts(rules({}), answers)).toEqual([
    { kind: "role", email: "security@vendor.example", name: null },
  ]);
  expect(missingContacts(rules({ min: 2 }), answers)).toEqual(["2 addresses that notices go to"]);
  expect(missingContacts(rules({}), {})).toEqual(["An address that notices go to"]);
  expect(missingContacts(rules({}), { "contact-role": "nobody" })).toHaveLength(2);
});

describe("whatever is sent", () => {
  const anything = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.array(fc.string())));

  test("is kept as text under the form's own names, or not at all", () => {
    fc.assert(
      fc.property(anyPolicy, anything, (p, sent) => {
        const form = applicationForm(p, "");
        const names = new Set(form.sections.flatMap((s) => s.fields.map((f) => f.name)));
        const hostile = {
          ...sent,
          name: "<script>",
          __proto__: "x",
          organizationName: "x".repeat(LONGEST_ANSWER + 1),
        };
        const kept = keptAnswers(form, hostile);
        expect(Object.keys(kept).every((k) => names.has(k))).toBe(true);
        expect(kept["name"]).toBe("<script>");
        expect(wrongAnswers(form, kept)).toHaveProperty("organizationName");
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ["a link that is no https", "website", "javascript:alert(1)"],
    ["a link with a line break", "website", "https://a.example\nx"],
    ["a name with a NUL", "name", "a\0b"],
  ])("%s is refused", (_, name, text) => {
    expect(wrongAnswers(applicationForm(policy("vllm"), ""), { [name]: text })).toHaveProperty(name);
  });
});

test("a form without an answer misses something of every criterion that needs one, and with all answered misses none", () => {
  fc.assert(
    fc.property(anyPolicy, (p) => {
      const criteria = p.eligibility?.criteria ?? null;
      if (!criteria) return;
      const all = Object.fromEntries(askedOf(p, "").map((s) => [answerName(s.id), "yes"]));
      expect(uncovered(criteria, all)).toEqual([]);
      expect(uncovered(criteria, {}).length > 0).toBe(askedOf(p, "").length > 0);
    }),
    { numRuns: 60 },
  );
});
