import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { byMember, command } from "@/data/command";
import { responsesOf } from "@/data/deliveries/board";
import { enqueue } from "@/data/jobs";
import { existing, lockNotice } from "@/data/notices/lock";
import { policyOf } from "@/data/projects/queries";
import type { Ctx } from "@/data/transaction";
import { contacts, deliveries, noticeGroups, noticeOrganizations, notices } from "@/db/schema";
import { isEmbargoed } from "@/domain/case/state";
import { mayRemind, personState, silence } from "@/domain/delivery/silence";
import { isReached } from "@/domain/delivery/state";
import type { Member } from "@/domain/viewer";
import { refused } from "@/lib/errors";

/**
 * Reminds the organizations that are silent about a notice, and only those: a bounced one is a gap that a person has to
 * mend, and is sent nothing to a guessed address (scenario S5). It says nothing new, so one member is enough.
 */
export const remindSilent = command(
  "notice.remind",
  z.object({ noticeId: existing.noticeId }),
  byMember,
  async (ctx, input) => {
    const { of, notice } = await lockNotice(ctx, input.noticeId);
    if (!isEmbargoed(of.state)) throw refused(`The case is ${of.state}: there is nothing to remind of.`);
    const { hours } = silence(await policyOf(ctx, of.projectId));
    const silent = await silentIn(ctx, notice.id, of.id, hours);
    if (silent.length === 0)
      throw refused("No organization is silent, or each was reminded within the time that it has to answer.");
    const id = newId();
    await ctx.tx.insert(notices).values({
      id,
      caseId: of.id,
      kind: "reminder",
      state: "sending",
      sendAt: ctx.now,
      sendZone: "UTC",
      versionId: notice.versionId,
      createdBy: ctx.viewer.userId,
      createdAt: ctx.now,
    });
    const addressed = await ctx.tx
      .select({ groupId: noticeGroups.groupId })
      .from(noticeGroups)
      .where(eq(noticeGroups.noticeId, notice.id));
    await ctx.tx.insert(noticeGroups).values(addressed.map((g) => ({ noticeId: id, groupId: g.groupId })));
    for (const organizationId of silent)
      await ctx.tx.insert(noticeOrganizations).values({
        noticeId: id,
        organizationId,
        chosen: true,
        resolved: true,
        resolvedReason: "Silent",
      });
    const to = await ctx.tx
      .select({
        contactId: deliveries.contactId,
        organizationId: deliveries.organizationId,
        address: contacts.email,
      })
      .from(deliveries)
      .innerJoin(contacts, eq(contacts.id, deliveries.contactId))
      .where(
        and(
          eq(deliveries.noticeId, notice.id),
          inArray(deliveries.organizationId, silent),
          inArray(deliveries.state, ["sent", "delivered"]),
          eq(contacts.state, "admitted"),
          isNotNull(contacts.confirmedAt),
        ),
      );
    for (const c of to) {
      const deliveryId = newId();
      await ctx.tx
        .insert(deliveries)
        .values({ ...c, id: deliveryId, noticeId: id, caseId: of.id, kind: "reminder", state: "queued" });
      await enqueue(ctx, { task: "send_delivery", id: deliveryId });
    }
    return {
      result: { noticeId: id, organizations: silent.length },
      audit: [
        {
          stream: { type: "case", id: of.id },
          action: "notice.reminded",
          facts: { noticeId: id, of: notice.id, organizations: silent, messages: to.length },
        },
      ],
    };
  },
);

/** Organizations that a notice reached, that did nothing since, and that were not reminded within the same time. */
async function silentIn(
  ctx: Ctx<Member>,
  noticeId: string,
  caseId: string,
  hours: number,
): Promise<string[]> {
  const sent = await ctx.tx.select().from(deliveries).where(eq(deliveries.noticeId, noticeId));
  const responses = await responsesOf(ctx, caseId);
  return [...new Set(sent.map((d) => d.organizationId))].filter((id) => {
    const reached = sent.filter(
      (d) => d.organizationId === id && isReached([{ state: d.state, accepted: d.acceptedAt !== null }]),
    );
    const first = reached
      .flatMap((d) => (d.acceptedAt ? [d.acceptedAt] : []))
      .sort((a, b) => a.epochMilliseconds - b.epochMilliseconds)[0];
    const { response, remindedAt } = responses(id);
    const person = personState(response, first ?? null, hours, ctx.now);
    return mayRemind(person, remindedAt, hours, ctx.now);
  });
}
