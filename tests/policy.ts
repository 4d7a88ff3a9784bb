import { Temporal } from "temporal-polyfill";
import { transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { projectPolicies } from "@/db/schema";
import type { Policy } from "@/domain/policy/policy";
import { vllmPolicy } from "@/tests/world";

/** Before every test, by the domain's clock and by the real one. */
const LONG_AGO = Temporal.Instant.from("2025-01-01T00:00:00Z");

/** A version that two members adopted, as if in force for long; cases that run already stay under theirs. */
export async function adopted(projectId: string, policy: Policy, number = 2): Promise<string> {
  const [row] = await transact(systemViewer("seed"), "write", ({ tx }) =>
    tx
      .insert(projectPolicies)
      .values({ projectId, number, document: policy, effectiveAt: LONG_AGO, adoptedAt: LONG_AGO })
      .returning({ id: projectPolicies.id }),
  );
  return row?.id ?? "";
}

/** A policy that lets this many members decide about a place. */
export const withQuorum = (policy: Policy, quorum: number): Policy => ({
  ...policy,
  application: {
    channel: null,
    fields: [],
    incomplete: null,
    decisionVisibility: null,
    vouching: null,
    ...policy.application,
    decision: {
      steps: [{ by: "The team", quorum, within: null, discretion: false, text: null }],
      appeal: null,
      reasonsRequired: null,
    },
  },
});

/** vLLM's policy, with a sanction that is for good or not. */
export const withSanction = (permanent: boolean): Policy => ({
  ...vllmPolicy(),
  withdrawal: {
    grounds: [{ code: "sold-it", text: "Sold what it was told.", scope: "future" }],
    sanctions: [
      { on: "repeat", scope: "all", permanent, discretionary: true, text: "A second time is the last." },
    ],
    reinstatement: null,
    otherRemoval: ["criterionLost"],
  },
});
