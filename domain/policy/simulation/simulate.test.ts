import { readFileSync } from "node:fs";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { getsMail } from "@/domain/organization/contact";
import { takesMail } from "@/domain/policy/contacts";
import type { Directory } from "@/domain/policy/directory";
import type { Stage } from "@/domain/policy/parts/prenotification";
import type { Policy } from "@/domain/policy/policy";
import { NO_PROOF } from "@/domain/policy/proof";
import { prenotifiable, severitiesOf } from "@/domain/policy/severity";
import { type Simulation, simulate } from "@/domain/policy/simulation/simulate";
import { parsePolicy } from "@/formats/policy/read";
import { anyDirectory, entry } from "@/tests/directories";
import { anyPolicy } from "@/tests/policies";
import { omniPolicy, vllmPolicy } from "@/tests/world";

const release = Temporal.Instant.from("2027-01-12T16:00:00Z");
const kubernetes = parsePolicy(readFileSync("policies/kubernetes.yaml", "utf8"));
const stage = (name: string, more: Partial<Stage> = {}): Stage => ({
  name,
  audience: "group",
  groups: [],
  offset: null,
  anchor: null,
  content: [],
  severities: [],
  repeatEvery: null,
  optional: false,
  text: null,
  ...more,
});
const staged = (policy: Policy, ...stages: Stage[]): Policy => ({
  ...policy,
  prenotification: policy.prenotification && { ...policy.prenotification, stages },
});

/** A policy, a directory of its groups and of others, and a severity of its scale, of another, or none. */
const anyTrial = anyPolicy.chain((policy) =>
  fc.tuple(
    fc.constant(policy),
    anyDirectory([policy]),
    fc.constantFrom(null, "UNKNOWN", ...severitiesOf(policy).map((s) => s.label)),
  ),
);
const forGroups = (policy: Policy, s: Simulation) => {
  const names = new Set(
    (policy.prenotification?.stages ?? []).filter((x) => x.audience !== "group").map((x) => x.name),
  );
  return s.stages.filter((x) => !names.has(x.name));
};

describe("of any policy on any directory", () => {
  test("each stage for groups tells or does not tell every organization, once, with a reason", () => {
    fc.assert(
      fc.property(anyTrial, ([policy, directory, severity]) => {
        const ids = directory.map((e) => e.organizationId);
        for (const s of forGroups(policy, simulate(policy, directory, { severity, release }))) {
          const all = [...s.told, ...s.notTold];
          expect(all.map((o) => o.organizationId).sort()).toEqual([...ids].sort());
          for (const { because } of all) expect(because).toMatch(/^\p{Lu}.*\S$/su);
        }
      }),
    );
  });

  test("nobody is told of a severity that the policy does not offer", () => {
    fc.assert(
      fc.property(anyTrial, ([policy, directory, severity]) => {
        const s = simulate(policy, directory, { severity, release });
        expect(s.offer).toEqual(prenotifiable(policy, severity));
        if (!s.offer.ok) expect(s.stages.flatMap((x) => x.told)).toEqual([]);
      }),
    );
  });

  test("whoever is told is active in a group and has an address that the policy takes", () => {
    fc.assert(
      fc.property(anyTrial, ([policy, directory, severity]) => {
        for (const t of simulate(policy, directory, { severity, release }).stages.flatMap((s) => s.told)) {
          const of = directory.find((e) => e.organizationId === t.organizationId);
          expect(of?.memberships.some((m) => m.state === "active")).toBe(true);
          const fit = of?.contacts.filter((c) => getsMail(c) && takesMail(policy, c.kind)) ?? [];
          expect(t.addresses).toBe(fit.length);
          expect(t.addresses).toBeGreaterThan(0);
        }
      }),
    );
  });

  test("a directory in another order is told alike, each for the same reason", () => {
    fc.assert(
      fc.property(anyTrial, ([policy, directory, severity]) => {
        const turned = [...directory]
          .reverse()
          .map((e) => ({ ...e, contacts: [...e.contacts].reverse() })) as Directory;
        const sorted = (d: Directory) =>
          simulate(policy, d, { severity, release }).stages.map((s) => ({
            ...s,
            told: s.told.toSorted((a, b) => a.organizationId.localeCompare(b.organizationId)),
            notTold: s.notTold.toSorted((a, b) => a.organizationId.localeCompare(b.organizationId)),
          }));
        expect(sorted(turned)).toEqual(sorted(directory));
      }),
    );
  });

  test("without a prenotification there is no stage, and the reason is said", () => {
    const s = simulate(omniPolicy(), [entry("Acme", "Any")], { severity: "CRITICAL", release });
    expect(s).toMatchObject({
      stages: [],
      decides: [expect.stringContaining("no prenotification: nobody is told before the release")],
    });
  });
});

describe("who is told", () => {
  const group = vllmPolicy().groups[0]?.name ?? "";
  const outcome = (e: Parameters<typeof entry>[2], policy = vllmPolicy()) => {
    const [only] = simulate(policy, [entry("Acme", group, e)], { severity: "HIGH", release }).stages;
    return [...(only?.told ?? []), ...(only?.notTold ?? [])][0];
  };
  const rule = { min: null, maxPerOrganization: null, perLegalEntity: null, mustConfirm: null };
  const other = { forbidForwardToPublic: null, declareReaders: null, automationDeclared: null };
  const roleOnly: Policy = {
    ...vllmPolicy(),
    contactRules: { kind: "roleAlias", ...rule, ...other, pgp: null, text: null },
  };
  const person = [{ kind: "person", state: "admitted", confirmed: true }] as const;

  test.each<[string, Parameters<typeof entry>[2], Policy, string]>([
    ["a paused one is not", { memberships: [{ group, state: "paused" }] }, vllmPolicy(), "It is paused"],
    ["one without contacts is not", { contacts: [] }, vllmPolicy(), "It has no confirmed contact"],
    [
      "one whose mailbox did not confirm itself is not",
      { contacts: [{ kind: "role", state: "admitted", confirmed: false }] },
      vllmPolicy(),
      "It has no confirmed contact",
    ],
    [
      "one without the kind of address that is taken is not (P12)",
      { contacts: person },
      roleOnly,
      "No role address: the policy sends to nothing else",
    ],
    [
      "one of another group is not",
      { memberships: [{ group: "Earlier group", state: "active" }] },
      vllmPolicy(),
      `It is in Earlier group, and this stage is for ${vllmPolicy()
        .groups.map((g) => g.name)
        .join(", ")}`,
    ],
  ])("%s, and that is the reason", (_, e, policy, because) =>
    expect(outcome(e, policy)).toEqual({ organizationId: "id-Acme", name: "Acme", because }),
  );

  test("nobody is of a severity that is not listed, and that goes before every other reason (P15)", () => {
    const all = [entry("Acme", group), entry("Borealis", group, { contacts: [] }), entry("Cumulus", "None")];
    const [only] = simulate(vllmPolicy(), all, { severity: "LOW", release }).stages;
    expect(only?.told).toEqual([]);
    for (const { because } of only?.notTold ?? []) expect(because).toContain("LOW is not listed");
    expect(only?.notTold).toHaveLength(3);
  });

  test("an active one is, and what is known of its criteria is said beside it", () => {
    expect(outcome({})).toMatchObject({
      addresses: 1,
      because: expect.stringContaining(`Active in ${group}.`),
    });
    expect(outcome({})?.because).toContain("Whether it qualifies needs a person:");
    const excluding: Policy = {
      ...vllmPolicy(),
      eligibility: { criteria: null, exclusions: [], capacity: null, applicants: [], text: null },
    };
    expect(outcome({}, excluding)?.because).toContain("needs a person");
  });

  test("of two groups the one whose criteria it meets least is what is said, in whatever order", () => {
    const statement = (id: string) =>
      ({ id, text: id, kind: "judgement", threshold: null, evidence: null }) as const;
    const named = (name: string) => ({
      name,
      description: name,
      partOf: null,
      perCase: false,
      eligibility: { criteria: statement(name), exclusions: [], capacity: null, applicants: [], text: null },
    });
    const policy: Policy = { ...vllmPolicy(), groups: [named("one"), named("two")] };
    const judged = { ...NO_PROOF, verdict: "met" } as const;
    const said = (groups: string[]) =>
      outcome(
        {
          memberships: groups.map((g) => ({ group: g, state: "active" })),
          proofs: new Map([["one", [judged]]]),
        },
        policy,
      )?.because;
    for (const order of [
      ["one", "two"],
      ["two", "one"],
    ])
      expect(said(order)).toBe(
        `Active in ${order.join(" and ")}. Whether it qualifies needs a person: nobody judged it.`,
      );
  });
});

describe("the stages", () => {
  test("are those that the text names for the severity, with what, to whom and when", () => {
    const s = simulate(kubernetes, [], { severity: "High", release });
    expect(s.stages.map((x) => [x.name, x.audience, x.content])).toEqual([
      ["Notice", "Distributors", ["the full description", "patches"]],
      ["Final text", "Distributors", ["the full description"]],
    ]);
    expect(s.stages[0]?.when.from?.toString()).toBe("2026-12-15T16:00:00Z");
    expect(s.stages[0]?.when.until?.toString()).toBe("2027-01-05T16:00:00Z");
    expect(s.decides[0]).toBe("Every case of High is prenotified.");
  });

  test("where none is for the severity, nobody is told and that is said first", () => {
    const s = simulate(
      staged(vllmPolicy(), stage("First", { severities: ["CRITICAL"] })),
      [entry("Acme", "x")],
      {
        severity: "HIGH",
        release,
      },
    );
    expect(s).toMatchObject({ stages: [], offer: { ok: true } });
    expect(s.decides[0]).toBe("No stage of the policy is for HIGH.");
  });

  test("for somebody else than groups tell no organization", () => {
    const s = simulate(
      staged(vllmPolicy(), stage("Reporter", { audience: "reporter" })),
      [entry("Acme", "x")],
      {
        severity: "HIGH",
        release,
      },
    );
    expect(s.stages).toMatchObject([{ audience: "the reporter", told: [], notTold: [] }]);
  });

  test("of a text that names a lead time and no stage are one, in the words of the text", () => {
    const { stages } = simulate(vllmPolicy(), [], { severity: "HIGH", release });
    expect(stages).toMatchObject([
      { name: "Prenotification", when: { words: vllmPolicy().prenotification?.leadTime, from: null } },
    ]);
  });

  test("come with what a member still decides: the choice, its conditions, consent for each case", () => {
    const policy: Policy = {
      ...vllmPolicy(),
      consent: { when: "perCase", lapsesOnRevision: null, answerWithin: null },
    };
    expect(simulate(policy, [], { severity: "HIGH", release }).decides).toEqual([
      "A member decides for each case whether it is prenotified.",
      "Each organization accepts the terms for the case first.",
    ]);
    expect(simulate(policy, [], { severity: "LOW", release }).decides).toContain(
      "Two members may decide otherwise, with a reason.",
    );
  });
});
