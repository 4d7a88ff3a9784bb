import { readFileSync } from "node:fs";
import { Temporal } from "temporal-polyfill";
import { disconnect } from "@/db/client";
import type { Entry } from "@/domain/policy/directory";
import { evaluateAll, type OnRecord, statementsOf } from "@/domain/policy/eligibility";
import { lint } from "@/domain/policy/lint/lint";
import type { Policy } from "@/domain/policy/policy";
import { PRESET_TEXTS } from "@/domain/policy/presets";
import { NO_PROOF, type Proof } from "@/domain/policy/proof";
import { simulate } from "@/domain/policy/simulation/simulate";
import { parsePolicy } from "@/formats/policy/read";
import { prepare } from "@/tests/bench/deployment";
import { type Figure, option, report, run } from "@/tests/bench/report";

// What a policy costs: criteria of many organizations, a simulation over them, and reading and linting its text. All in
// memory, beside the least that the same work needs in the same run.

const count = option("count", 10_000);
const rounds = option("rounds", 7);
const now = Temporal.Instant.from("2027-01-12T16:00:00Z");

const median = (times: number[]): number =>
  times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

function timed(work: () => unknown): number {
  const times: number[] = [];
  for (let i = 0; i < rounds + 2; i++) {
    const start = performance.now();
    kept = work();
    if (i >= 2) times.push(performance.now() - start);
  }
  return median(times);
}
/** What a loop finds is used, so that no engine leaves the loop out. */
let kept: unknown;

/** Mulberry32: the same directory in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The shipped text that makes the most statements, with its source. */
function largest(): { name: string; source: string; policy: Policy } {
  const all = Object.keys(PRESET_TEXTS).map((name) => {
    const source = readFileSync(`policies/${name}.yaml`, "utf8");
    return { name, source, policy: parsePolicy(source) };
  });
  const [most] = all.sort((a, b) => statementsOf(b.policy).length - statementsOf(a.policy).length);
  if (!most) throw new Error("no presets");
  return most;
}

function directory(policy: Policy): Entry[] {
  const next = random(1);
  const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T;
  const ids = statementsOf(policy).map((s) => s.id);
  const groups = [...policy.groups.map((g) => g.name), "Earlier group"];
  const proof = (sound: boolean): Proof => ({
    ...NO_PROOF,
    verdict: sound ? "met" : one(["met", "not_met", null]),
    url: sound ? "https://vendor.example/security" : one(["https://vendor.example/security", null]),
    holds: one([true, false, null]),
    datedAt: now.subtract({ hours: 24 * Math.floor(next() * 400) }),
  });
  const proofs = (): OnRecord["proofs"] => {
    // Of random evidence alone hardly anybody would meet every statement.
    const sound = next() < 0.3;
    const several = () =>
      Array.from({ length: (sound ? 1 : 0) + Math.floor(next() * 3) }, () => proof(sound));
    return new Map(ids.map((id) => [id, several()]));
  };
  return Array.from({ length: count }, (_, i) => ({
    organizationId: `organization-${i}`,
    name: `Organization ${i}`,
    memberships: [{ group: one(groups), state: one(["active", "active", "active", "paused"] as const) }],
    contacts: Array.from({ length: Math.floor(next() * 4) }, () => ({
      kind: one(["role", "person"] as const),
      state: one(["admitted", "admitted", "proposed", "ended"] as const),
      confirmed: next() < 0.9,
    })),
    proofs: proofs(),
  }));
}

async function main(): Promise<number> {
  // No figure needs the database; that it is there is what every bench begins with.
  await prepare();
  await disconnect();
  const broken: string[] = [];
  const { name, source, policy } = largest();
  const all = directory(policy);
  const ids = statementsOf(policy).map((s) => s.id);
  const severity = policy.severity?.levels[0]?.label ?? null;
  const places = new Map(policy.groups.map((g) => [g.name, 0]));

  const standings = () =>
    all.map((e) => evaluateAll(policy.eligibility, { proofs: e.proofs, taken: places, now }).standing);
  const tally = Map.groupBy(standings(), (s) => s);
  const evaluated = [...tally.values()].reduce((sum, s) => sum + s.length, 0);
  if (evaluated !== count) broken.push(`${evaluated} answers for ${count} organizations`);
  if (tally.size !== 3) broken.push(`only ${[...tally.keys()].join(", ")} among random organizations`);

  const found = simulate(policy, all, { severity, release: now });
  if (found.stages.length === 0) broken.push(`${name} has no stage for ${severity}`);
  for (const s of found.stages) {
    const ids = new Set([...s.told, ...s.notTold].map((o) => o.organizationId));
    if (s.told.length + s.notTold.length !== count || ids.size !== count)
      broken.push(`${s.name}: ${s.told.length} told and ${s.notTold.length} not, of ${count}`);
    if (s.told.length === 0) broken.push(`${s.name}: nobody is told`);
  }

  // Each statement's evidence of each organization looked up once, and nothing made of it.
  const lookups = () => {
    let n = 0;
    for (const e of all) for (const id of ids) n += e.proofs.get(id)?.length ?? 0;
    return n;
  };
  // Each organization, its memberships and its contacts touched once for each stage.
  const touches = () => {
    let n = 0;
    for (const _ of found.stages)
      for (const e of all) {
        n += e.name.length;
        for (const m of e.memberships) n += m.state.length;
        for (const c of e.contacts) n += c.confirmed ? 1 : 0;
      }
    return n;
  };
  // The same document as JSON, parsed: no place in the text, no schema, no check of one field against another.
  const json = JSON.stringify(policy);
  // Every word of the policy looked at once.
  const walk = (value: unknown): number =>
    typeof value === "object" && value !== null
      ? Object.values(value).reduce((n: number, v) => n + walk(v), 0)
      : String(value).length;

  const figures: Figure[] = [
    {
      name: `criteria of ${count} organizations, ${ids.length} statements (${name})`,
      value: timed(standings),
      unit: "ms",
      floor: timed(lookups),
    },
    {
      name: `simulation over ${count}, ${found.stages.length} stages`,
      value: timed(() => simulate(policy, all, { severity, release: now })),
      unit: "ms",
      floor: timed(touches),
    },
    {
      name: `reading ${source.length} letters`,
      value: timed(() => parsePolicy(source)),
      unit: "ms",
      floor: timed(() => JSON.parse(json)),
    },
    { name: "linting it", value: timed(() => lint(policy)), unit: "ms", floor: timed(() => walk(policy)) },
  ];
  if (kept === undefined) broken.push("nothing was measured");
  return report("policy", figures, broken);
}

run(main);
