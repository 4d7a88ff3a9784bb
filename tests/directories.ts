import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { CONTACT_KINDS, CONTACT_STATES } from "@/domain/organization/contact";
import type { Directory, Entry } from "@/domain/policy/directory";
import { statementsOf } from "@/domain/policy/eligibility";
import type { Policy } from "@/domain/policy/policy";
import { NO_PROOF, type Proof } from "@/domain/policy/proof";

/** An organization that is active in a group and has one confirmed role address, unless said otherwise. */
export const entry = (name: string, group: string, more: Partial<Entry> = {}): Entry => ({
  organizationId: `id-${name}`,
  name,
  memberships: [{ group, state: "active" }],
  contacts: [{ kind: "role", state: "admitted", confirmed: true }],
  proofs: new Map(),
  ...more,
});

const proof = fc.record<Proof>({
  verdict: fc.constantFrom("met", "not_met", null),
  url: fc.constantFrom("https://vendor.example/security", null),
  value: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
  holds: fc.constantFrom(true, false, null),
  datedAt: fc.constantFrom(Temporal.Instant.from("2026-12-01T00:00:00Z"), null),
  reviewBy: fc.constantFrom(Temporal.Instant.from("2026-12-01T00:00:00Z"), null),
});

/** Organizations in groups of the policies, and in one of none, with whatever is on record of them. */
export function anyDirectory(policies: readonly Policy[], max = 8): fc.Arbitrary<Directory> {
  const groups = [...new Set([...policies.flatMap((p) => p.groups.map((g) => g.name)), "Earlier group"])];
  const statements = [...new Set(policies.flatMap(statementsOf).map((s) => s.id))];
  const of = fc.record({
    name: fc.constantFrom("Acme", "Borealis", "Cumulus"),
    memberships: fc.uniqueArray(
      fc.record({
        group: fc.constantFrom(...groups),
        state: fc.constantFrom("active" as const, "active" as const, "paused" as const),
      }),
      { minLength: 1, maxLength: 3, selector: (m) => m.group },
    ),
    contacts: fc.array(
      fc.record({
        kind: fc.constantFrom(...CONTACT_KINDS),
        // Most get mail, else hardly anybody would be told.
        state: fc.constantFrom(...CONTACT_STATES, "admitted" as const, "admitted" as const),
        confirmed: fc.constantFrom(true, true, true, false),
      }),
      { maxLength: 3 },
    ),
    proofs: fc
      .array(
        fc.tuple(fc.constantFrom("none", ...statements), fc.array(fc.oneof(proof, fc.constant(NO_PROOF)))),
        {
          maxLength: 6,
        },
      )
      .map((all) => new Map(all)),
  });
  return fc
    .array(of, { maxLength: max })
    .map((all) => all.map((e, i) => ({ ...e, organizationId: `organization-${i}` })));
}
