import { eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { byMember, command } from "@/data/command";
import { policiesInForce } from "@/data/policies/in-force";
import type { Ctx } from "@/data/transaction";
import { projects } from "@/db/schema";
import type { Duty } from "@/domain/duties";
import { doorDuty } from "@/domain/policy/door-duty";
import type { Member } from "@/domain/viewer";
import { notFound, refused } from "@/lib/errors";

const Which = z.object({ projectId: z.uuid() });

/** A member says that the addresses for reports hold: security.txt holds for another year at most (RFC 9116, 2.5.5). */
export const confirmDoors = command("policy.confirm_doors", Which, byMember, async (ctx, input) => {
  if (!ctx.viewer.projectIds.includes(input.projectId)) throw notFound();
  const held = (await policiesInForce(ctx, [input.projectId])).get(input.projectId);
  if (!held) throw notFound();
  if ((held.policy.reporting?.channels.length ?? 0) === 0)
    throw refused("The policy in force names no way to report: there is nothing to confirm.");
  await ctx.tx
    .update(projects)
    .set({ doorsConfirmedAt: ctx.now, doorsConfirmedBy: ctx.viewer.userId })
    .where(eq(projects.id, input.projectId));
  return {
    result: { projectId: input.projectId },
    audit: [
      {
        stream: { type: "project", id: input.projectId },
        action: "policy.doors_confirmed",
        facts: { number: held.number, version: held.policy.version },
      },
    ],
  };
});

/** security.txt of the member's projects, where it is about to expire or has. */
export async function doorDuties(ctx: Ctx<Member>): Promise<Duty[]> {
  const own = await ctx.tx
    .select({
      id: projects.id,
      slug: projects.slug,
      name: projects.name,
      confirmedAt: projects.doorsConfirmedAt,
    })
    .from(projects)
    .where(inArray(projects.id, [...ctx.viewer.projectIds]))
    .orderBy(projects.name);
  const inForce = await policiesInForce(
    ctx,
    own.map((p) => p.id),
  );
  return own.flatMap(({ id, ...project }) => {
    const held = inForce.get(id);
    return (
      (held && doorDuty({ ...project, policy: held.policy, effectiveAt: held.effectiveAt }, ctx.now)) ?? []
    );
  });
}
