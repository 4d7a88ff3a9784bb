import { and, asc, count, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { succeededBy } from "@/data/memberships/transfer";
import { policiesOf } from "@/data/policies/in-force";
import type { Ctx } from "@/data/transaction";
import { LOCKS } from "@/db/locks";
import { contacts, memberships, membershipTransfers, organizations } from "@/db/schema";
import { contactLimit } from "@/domain/policy/contacts";
import type { Policy } from "@/domain/policy/policy";
import type { Member } from "@/domain/viewer";
import { refused } from "@/lib/errors";

const held = (ctx: Ctx, organizationIds: readonly string[]) =>
  ctx.tx
    .selectDistinct({ projectId: memberships.projectId })
    .from(memberships)
    .where(and(inArray(memberships.organizationId, [...organizationIds]), isNull(memberships.endedAt)));

/** The addresses of an organization that another succeeded are frozen: nobody new is admitted there. */
export async function refuseFrozen(ctx: Ctx<Member>, organizationId: string): Promise<void> {
  const [successor] = await succeededBy(ctx, organizationId);
  if (!successor || (await held(ctx, [organizationId])).length > 0) return;
  throw refused(`${successor.name} succeeded it, and its addresses are frozen. Add the contact there.`);
}

/** A policy may name how many contacts an organization gives (P12); the strictest of its projects holds. */
export async function refuseBeyondLimit(ctx: Ctx<Member>, organizationId: string): Promise<void> {
  const entity = await legalEntity(ctx, organizationId);
  const projectIds = (await held(ctx, entity)).map((h) => h.projectId);
  const policies = [...(await policiesOf(ctx, projectIds)).values()];
  await refuse(ctx, policies, [organizationId]);
  // No several names, subsidiaries or predecessors are a way around it (policies.md 3e, 13).
  await refuse(
    ctx,
    policies.filter((p) => p.contactRules?.perLegalEntity),
    entity,
  );
}

async function refuse(ctx: Ctx, policies: readonly Policy[], organizationIds: readonly string[]) {
  const limit = contactLimit(policies);
  if (limit === null) return;
  const [row] = await ctx.tx
    .select({ count: count() })
    .from(contacts)
    .where(and(inArray(contacts.organizationId, [...organizationIds]), eq(contacts.state, "admitted")));
  if ((row?.count ?? 0) < limit) return;
  const whose =
    organizationIds.length > 1 ? "an organization, with all names of its legal entity" : "an organization";
  throw refused(
    `The policy takes ${limit === 1 ? "one contact" : `${limit} contacts`} of ${whose}. End another one first.`,
  );
}

/** Every organization of the same legal entity: by its name, and those that it succeeded. */
async function legalEntity(ctx: Ctx<Member>, organizationId: string): Promise<string[]> {
  // One after the other in a team, so that two do not fill the last place at once.
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.contacts})`);
  const [own] = await ctx.tx
    .select({ legalEntity: organizations.legalEntity })
    .from(organizations)
    .where(eq(organizations.id, organizationId));
  const before = await ctx.tx
    .select({ id: membershipTransfers.organizationId })
    .from(membershipTransfers)
    .where(
      and(eq(membershipTransfers.successorId, organizationId), isNotNull(membershipTransfers.confirmedAt)),
    );
  const rows = await ctx.tx
    .select({ id: organizations.id })
    .from(organizations)
    .where(
      and(
        eq(organizations.teamId, ctx.viewer.teamId),
        or(
          inArray(organizations.id, [organizationId, ...before.map((b) => b.id)]),
          own?.legalEntity ? sql`lower(${organizations.legalEntity}) = lower(${own.legalEntity})` : undefined,
        ),
      ),
    )
    .orderBy(asc(organizations.id));
  return rows.map((r) => r.id);
}
