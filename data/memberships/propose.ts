import { entryOf, type OfProject } from "@/data/memberships/lock";
import { withdrawalPlace } from "@/data/memberships/places";
import type { Ctx } from "@/data/transaction";
import { withdrawals } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import type { WithdrawalReason, WithdrawalScope } from "@/domain/organization/withdrawal";

type Proposed = {
  reasonCode: WithdrawalReason;
  ground?: string | null;
  scope: WithdrawalScope;
  reason: string;
  /** What the organization reads on its own page. */
  told: string;
  by: string;
  incidentId?: string | null;
  kept?: string | null;
};

/** Stores a proposed withdrawal, which a second member confirms. @returns the entry, or null while one is proposed already */
export async function insertWithdrawal(
  ctx: Ctx,
  id: string,
  of: OfProject,
  p: Proposed,
): Promise<AuditEvent | null> {
  const { reasonCode, ground = null, scope, incidentId = null, kept = null } = p;
  const [made] = await ctx.tx
    .insert(withdrawals)
    .values({
      id,
      ...of,
      reasonCode,
      ground,
      scope,
      reason: await ctx.seal(withdrawalPlace(id, "reason"), p.reason),
      told: await ctx.seal(withdrawalPlace(id, "told"), p.told),
      incidentId,
      proposedBy: p.by,
      proposedAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: withdrawals.id });
  if (!made) return null;
  const facts = { withdrawalId: id, reasonCode, scope, incidentId, kept };
  return entryOf(of, "membership.withdrawal_proposed", facts, p.reason);
}
