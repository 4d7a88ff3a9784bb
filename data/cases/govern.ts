import { z } from "zod";
import { current, reason, save, settle, shown } from "@/data/cases/current";
import { byMember, command } from "@/data/command";
import { voidApprovals } from "@/data/notices/void";
import { policyInForce, versionsById } from "@/data/policies/in-force";
import { isEmbargoed } from "@/domain/case/state";
import { refused } from "@/lib/errors";

/**
 * Moves a running case under the version of the policy that is in force. What was approved under the other one is
 * approved anew, and what the new scale does not know is decided anew.
 */
export const governCase = command(
  "case.govern",
  z.object({ ...shown, reason }),
  byMember,
  async (ctx, input) => {
    const row = await current(ctx, input);
    if (row.state !== "triaging" && !isEmbargoed(row.state))
      throw refused(`A case that is ${row.state} stays under the version that governed it.`);
    const inForce = await policyInForce(ctx, row.projectId);
    if (inForce.id === row.policyId) throw refused(`Version ${inForce.policy.version} governs it already.`);
    const before = (await versionsById(ctx, [row.policyId])).get(row.policyId);
    await save(ctx, row, { policyId: inForce.id, overriddenAt: null });
    const moved = { ...row, policyId: inForce.id, overriddenAt: null, revision: row.revision + 1 };
    const voided = await settle(ctx, moved, inForce.policy);
    const more =
      voided.length > 0
        ? []
        : await voidApprovals(ctx, row.id, "another version of the policy governs the case");
    return {
      result: { caseId: row.id },
      audit: [
        {
          stream: { type: "case", id: row.id },
          action: "case.governed",
          facts: { from: before?.policy.version ?? null, to: inForce.policy.version, number: inForce.number },
          note: input.reason,
        },
        ...voided,
        ...more,
      ],
    };
  },
);
