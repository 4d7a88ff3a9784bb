import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { losses } from "@/domain/policy/directory";
import type { Policy } from "@/domain/policy/policy";
import { severitiesOf } from "@/domain/policy/severity";
import { changesBetween } from "@/domain/policy/simulation/compare";
import { type Simulation, simulate } from "@/domain/policy/simulation/simulate";
import { anyDirectory, entry } from "@/tests/directories";
import { anyPolicy } from "@/tests/policies";
import { vllmPolicy } from "@/tests/world";

const release = Temporal.Instant.from("2027-01-12T16:00:00Z");
const labels = (...of: Policy[]) => of.flatMap((p) => severitiesOf(p).map((s) => s.label));
const alone = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [...a].filter((id) => !b.has(id));
const ids = (s: Simulation) => new Set(s.stages.flatMap((x) => x.told.map((t) => t.organizationId)));

test("a comparison of a policy with itself changes nothing and loses nobody", () => {
  const trial = anyPolicy.chain((p) =>
    fc.tuple(fc.constant(p), anyDirectory([p]), fc.constantFrom(null, ...labels(p))),
  );
  fc.assert(
    fc.property(trial, ([policy, directory, severity]) => {
      const found = simulate(policy, directory, { severity, release });
      expect(changesBetween(found, found)).toEqual([]);
      expect(losses(policy, policy, directory, release)).toEqual([]);
    }),
  );
});

test("what changes from one to the other is what changes back, of exactly those who are told by one alone", () => {
  const trial = fc
    .tuple(anyPolicy, anyPolicy)
    .chain(([a, b]) =>
      fc.tuple(fc.constant(a), fc.constant(b), anyDirectory([a, b]), fc.constantFrom(null, ...labels(a, b))),
    );
  fc.assert(
    fc.property(trial, ([a, b, directory, severity]) => {
      const [present, next] = [a, b].map((p) => simulate(p, directory, { severity, release })) as [
        Simulation,
        Simulation,
      ];
      const there = changesBetween(present, next);
      const [before, after] = [ids(present), ids(next)];
      expect(there.map((c) => c.organizationId).sort()).toEqual(
        [...alone(before, after), ...alone(after, before)].sort(),
      );
      for (const c of there) expect(ids(next).has(c.organizationId)).toBe(c.what === "told");
      const back = changesBetween(next, present);
      expect(back.map((c) => [c.organizationId, c.what === "told"])).toEqual(
        there.map((c) => [c.organizationId, c.what !== "told"]),
      );
    }),
  );
});

const policy = vllmPolicy();
const [group] = policy.groups.map((g) => g.name);
const acme = [entry("Acme", group ?? "")];
const of = (p: Policy, severity = "HIGH") => simulate(p, acme, { severity, release });
const stage = { name: "x", groups: [], offset: null, anchor: null, content: [], repeatEvery: null } as const;

test.each<[string, Policy, string]>([
  [
    "the severity is not offered any more",
    {
      ...policy,
      severity: policy.severity && {
        ...policy.severity,
        levels: severitiesOf(policy).filter((s) => s.label !== "HIGH"),
      },
    },
    "The policy’s scale has no severity HIGH.",
  ],
  [
    "no stage tells groups, though a member still decides whether it is prenotified",
    {
      ...policy,
      prenotification: policy.prenotification && {
        ...policy.prenotification,
        stages: [{ ...stage, audience: "reporter", severities: [], optional: false, text: null }],
      },
    },
    "No stage of it tells organizations",
  ],
  [
    "its group is not named any more",
    { ...policy, groups: [] },
    `It is in ${group}, and this stage is for no group`,
  ],
])("says why somebody would not be told: %s", (_, next, because) =>
  expect(changesBetween(of(policy), of(next))).toEqual([
    { organizationId: "id-Acme", name: "Acme", what: "not_told", because },
  ]),
);

test("says why somebody would be told who is not", () => {
  expect(changesBetween(of({ ...policy, groups: [] }), of(policy))).toMatchObject([
    { what: "told", because: expect.stringContaining(`Active in ${group}`) },
  ]);
});
