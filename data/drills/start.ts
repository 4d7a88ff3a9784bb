import { and, desc, eq, gt, inArray, lte, or } from "drizzle-orm";
import { z } from "zod";
import { byMember, command } from "@/data/command";
import { confirmedContacts, sendNow } from "@/data/notices/send-now";
import { idField } from "@/data/organizations/fields";
import type { Ctx } from "@/data/transaction";
import { cases, groups, memberships, noticeGroups, notices } from "@/db/schema";
import { DRILL_EVERY_HOURS, QUIET_HOURS } from "@/domain/drill";
import { mayReceive } from "@/domain/notice/messages";
import { membershipAt } from "@/domain/organization/membership";
import { distance } from "@/domain/time";
import type { Member } from "@/domain/viewer";
import { notFound, refused } from "@/lib/errors";

/**
 * Asks everybody in a group to sign in once: neutral words, one message to each confirmed contact, and nothing about any
 * case. Who is no member any more as a message leaves is left out then (`whyNot`).
 * @throws AppError near a notice of the project, or on the day of the group's last drill
 */
export const startDrill = command(
  "drill.start",
  z.object({ groupId: idField }),
  byMember,
  async (ctx, { groupId }) => {
    // Two members who press at once start one drill: the second waits here, and finds the first.
    const [group] = await ctx.tx
      .select()
      .from(groups)
      .where(and(eq(groups.id, groupId), inArray(groups.projectId, [...ctx.viewer.projectIds])))
      .for("no key update");
    if (!group) throw notFound();
    await refuseNearNotice(ctx, group.projectId);
    await refuseTwice(ctx, group.id);
    const ids = await drilled(ctx, group.id);
    const to = await confirmedContacts(ctx, ids);
    if (to.length === 0)
      throw refused(
        "Nobody of the group has a confirmed contact: a drill would reach nobody. Nothing was sent.",
      );
    const reachable = new Set(to.map((t) => t.organizationId));
    const noticeId = await sendNow(ctx, {
      notice: { kind: "drill", projectId: group.projectId },
      organizations: ids.map((organizationId) => ({
        organizationId,
        resolved: reachable.has(organizationId),
        resolvedReason: reachable.has(organizationId) ? "Asked by a drill" : "Has no confirmed contact now",
      })),
      to,
    });
    await ctx.tx.insert(noticeGroups).values({ noticeId, groupId: group.id });
    return {
      result: { noticeId, organizations: reachable.size, messages: to.length },
      audit: [
        {
          stream: { type: "project", id: group.projectId },
          action: "drill.started",
          facts: { noticeId, group: group.name, organizations: reachable.size, messages: to.length },
        },
      ],
    };
  },
);

/** Never at the hour of a real notice. */
async function refuseNearNotice(ctx: Ctx<Member>, projectId: string): Promise<void> {
  const [near] = await ctx.tx
    .select({ id: notices.id })
    .from(notices)
    .innerJoin(cases, eq(cases.id, notices.caseId))
    .where(
      and(
        eq(cases.projectId, projectId),
        or(
          eq(notices.state, "sending"),
          and(eq(notices.state, "approved"), lte(notices.sendAt, ctx.now.add({ hours: QUIET_HOURS }))),
        ),
      ),
    )
    .limit(1);
  if (near)
    throw refused(
      "A notice of the project is being sent, or is due within the hour: a drill beside it would be taken for it. Start the drill later; nothing was sent.",
    );
}

async function refuseTwice(ctx: Ctx<Member>, groupId: string): Promise<void> {
  const [last] = await ctx.tx
    .select({ at: notices.createdAt })
    .from(notices)
    .innerJoin(noticeGroups, eq(noticeGroups.noticeId, notices.id))
    .where(
      and(
        eq(noticeGroups.groupId, groupId),
        eq(notices.kind, "drill"),
        gt(notices.createdAt, ctx.now.subtract({ hours: DRILL_EVERY_HOURS })),
      ),
    )
    .orderBy(desc(notices.createdAt))
    .limit(1);
  if (last)
    throw refused(
      `The group’s last drill began ${distance(last.at, ctx.now)}. At most one a day; nothing was sent.`,
    );
}

/** Who is asked: accepted or active in the group at this moment. */
async function drilled(ctx: Ctx<Member>, groupId: string): Promise<string[]> {
  const held = await ctx.tx
    .select({
      organizationId: memberships.organizationId,
      state: memberships.state,
      pausedUntil: memberships.pausedUntil,
      lapsesAt: memberships.lapsesAt,
    })
    .from(memberships)
    .where(eq(memberships.groupId, groupId));
  const asked = held.filter((m) => mayReceive("drill", membershipAt(m, ctx.now)));
  return [...new Set(asked.map((m) => m.organizationId))].sort();
}
