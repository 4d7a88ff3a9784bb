import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import { policiesOf } from "@/data/policies/in-force";
import { currentApp, currentPasskeys } from "@/data/sign-in/current";
import type { Ctx } from "@/data/transaction";
import { authenticators, contacts, memberships, passkeys, teamMembers } from "@/db/schema";
import { type Missing, missing } from "@/domain/sign-in/factor";

/** Whether a human set up something to prove themselves with. Recovery codes alone are no factor. */
export async function hasFactor(ctx: Ctx, userId: string): Promise<boolean> {
  const [key] = await ctx.tx
    .select({ id: passkeys.id })
    .from(passkeys)
    .where(currentPasskeys(userId))
    .limit(1);
  if (key) return true;
  const [app] = await ctx.tx
    .select({ id: authenticators.id })
    .from(authenticators)
    .where(currentApp(userId))
    .limit(1);
  return app !== undefined;
}

/** Every member needs a factor, and contacts of an organization in a project whose policy asks for one (P41). */
export async function factorRequired(ctx: Ctx, userId: string): Promise<boolean> {
  const [member] = await ctx.tx
    .select({ id: teamMembers.id })
    .from(teamMembers)
    .where(and(eq(teamMembers.userId, userId), isNull(teamMembers.endedAt)))
    .limit(1);
  if (member) return true;
  const told = await ctx.tx
    .selectDistinct({ projectId: memberships.projectId })
    .from(contacts)
    .innerJoin(memberships, eq(memberships.organizationId, contacts.organizationId))
    .where(
      and(
        eq(contacts.userId, userId),
        eq(contacts.state, "admitted"),
        inArray(memberships.state, ["active", "paused"]),
      ),
    );
  const policies = await policiesOf(
    ctx,
    told.map((t) => t.projectId),
  );
  return [...policies.values()].some((p) => p.vendorFactor === "required");
}

/**
 * What a session still lacks before its human may act in any of their roles: it goes by the human, so that no role of
 * theirs is a way around what another asks for.
 */
export async function missingOf(
  ctx: Ctx,
  userId: string,
  provedAt: Temporal.Instant | null,
): Promise<Missing> {
  if (provedAt) return "nothing";
  return missing(await hasFactor(ctx, userId), await factorRequired(ctx, userId), null);
}
