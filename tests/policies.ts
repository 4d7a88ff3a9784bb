import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import type { Policy } from "@/domain/policy/policy";
import { parsePolicy, readPolicy } from "@/formats/policy/read";

const presets: readonly Policy[] = readdirSync("policies")
  .filter((f) => f.endsWith(".yaml"))
  .map((f) => parsePolicy(readFileSync(`policies/${f}`, "utf8")));

// Parts that real texts have and the presets need not: each is valid by itself, beside any other.
const MORE: readonly Partial<Policy>[] = [
  { credit: [{ rule: "unlessDeclined", text: null }] },
  {
    release: {
      at: { time: "16:00", zone: "UTC" },
      alsoWritten: [{ time: "09:00", zone: "America/Los_Angeles" }],
      displayZones: [],
      precision: null,
      text: null,
    },
  },
  {
    clocks: [1, 2].map((amount) => ({
      what: "fix",
      severities: [],
      within: { amount, upTo: null, unit: "months" },
      anchor: null,
      text: null,
    })),
  },
  {
    contacts: [
      { name: "Email: [security contact email]", target: null },
      { name: "a@example.org", target: "https://example.net" },
    ],
  },
  { legal: "[Terms of Service](LICENSE), [" },
  { application: null },
  { groups: [] },
  { severity: null, clocks: [] },
  { eligibility: null, prenotification: null },
];

/** A policy that is valid: a preset of which parts were taken from others, taken out, or added. */
export const anyPolicy: fc.Arbitrary<Policy> = fc
  .tuple(fc.nat(), fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 12 }), fc.subarray([...MORE.keys()]))
  .map(([first, taken, more]) => {
    const one = <T>(of: readonly T[], n: number) => of[n % of.length] as T;
    let policy = one(presets, first);
    const fields = Object.keys(policy) as (keyof Policy)[];
    const changes: Partial<Policy>[] = [
      ...taken.map(([from, field]) => {
        const name = one(fields, field);
        return { [name]: one(presets, from)[name] };
      }),
      ...more.map((n) => one(MORE, n)),
    ];
    // What would make it invalid is left as it was.
    for (const change of changes) policy = valid({ ...policy, ...change }) ?? policy;
    return policy;
  });

function valid(policy: Policy): Policy | null {
  try {
    return readPolicy(policy);
  } catch {
    return null;
  }
}
