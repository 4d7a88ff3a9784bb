import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { lockCase } from "@/data/cases/visibility";
import { byMember, command } from "@/data/command";
import { idField } from "@/data/organizations/fields";
import { lockOrganization } from "@/data/organizations/visibility";
import { governing } from "@/data/policies/in-force";
import { requireUntied } from "@/data/teams/ties";
import { inFlightDecisions, memberships, touches } from "@/db/schema";
import { isEmbargoed } from "@/domain/case/state";
import { membershipAt } from "@/domain/organization/membership";
import { mayDecideInFlight } from "@/domain/policy/in-flight";
import { refused } from "@/lib/errors";

export const inFlightPlace = (caseId: string, organizationId: string) => ({
  scope: caseId,
  table: "in_flight_decisions",
  row: organizationId,
  column: "reason",
});

const Decide = z.object({
  caseId: idField,
  organizationId: idField,
  reason: z.string({ error: "Say why." }).trim().min(3, "Say why, in a few words.").max(2000),
});

/**
 * A member decides that an organization that joined while a case ran may be told of it (P43). It is told by nothing but a
 * notice that another member approves: who decided this touched whom it goes to (rule 3).
 */
export const decideInFlight = command("membership.in_flight", Decide, byMember, async (ctx, input) => {
  const of = await lockCase(ctx, input.caseId);
  const { id: organizationId } = await lockOrganization(ctx, input.organizationId);
  await requireUntied(ctx, of.projectId, organizationId);
  if (!isEmbargoed(of.state)) throw refused("Nothing of this case is secret any more.");
  if (!mayDecideInFlight(await governing(ctx, of)))
    throw refused("The policy tells new members of nothing that runs already, and leaves nobody a choice.");
  const held = await ctx.tx
    .select()
    .from(memberships)
    .where(
      and(
        eq(memberships.organizationId, organizationId),
        eq(memberships.projectId, of.projectId),
        isNull(memberships.endedAt),
      ),
    );
  if (!held.some((m) => membershipAt(m, ctx.now) === "active"))
    throw refused("It is no active member of this project.");
  const [made] = await ctx.tx
    .insert(inFlightDecisions)
    .values({
      caseId: of.id,
      organizationId,
      reason: await ctx.seal(inFlightPlace(of.id, organizationId), input.reason),
      by: ctx.viewer.userId,
      at: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ caseId: inFlightDecisions.caseId });
  if (!made) throw refused("This is decided already.");
  await ctx.tx
    .insert(touches)
    .values({ caseId: of.id, noticeId: null, userId: ctx.viewer.userId, what: "organizations" });
  return {
    result: { caseId: of.id, organizationId },
    audit: [
      {
        stream: { type: "case", id: of.id },
        action: "membership.in_flight_decided",
        facts: { organizationId },
        note: input.reason,
      },
    ],
  };
});
