import { eq } from "drizzle-orm";
import { z } from "zod";
import { byMember, command } from "@/data/command";
import { noticeRows } from "@/data/deliveries/board";
import { existing, lockNotice } from "@/data/notices/lock";
import { confirmedContacts, sendNow } from "@/data/notices/send-now";
import { governing } from "@/data/policies/in-force";
import { noticeGroups } from "@/db/schema";
import { isEmbargoed } from "@/domain/case/state";
import { silence } from "@/domain/delivery/silence";
import { isReached } from "@/domain/delivery/state";
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
    const { hours } = silence(await governing(ctx, of));
    const silent = (await noticeRows(ctx, notice, of.projectId, hours)).filter((r) => r.mayRemind);
    if (silent.length === 0)
      throw refused(
        "No active organization is silent, or each was reminded within the time that it has to answer.",
      );
    const reached = silent.flatMap((r) => r.deliveries.filter((d) => isReached([d]))).map((d) => d.contactId);
    const organizationIds = silent.map((r) => r.organizationId);
    const to = (await confirmedContacts(ctx, organizationIds)).filter((c) => reached.includes(c.contactId));
    const noticeId = await sendNow(ctx, {
      notice: { kind: "reminder", caseId: of.id, versionId: notice.versionId },
      organizations: organizationIds.map((organizationId) => ({
        organizationId,
        resolved: true,
        resolvedReason: "Silent",
      })),
      to,
    });
    const addressed = await ctx.tx
      .select({ groupId: noticeGroups.groupId })
      .from(noticeGroups)
      .where(eq(noticeGroups.noticeId, notice.id));
    await ctx.tx.insert(noticeGroups).values(addressed.map((g) => ({ noticeId, groupId: g.groupId })));
    return {
      result: { noticeId, organizations: silent.length },
      audit: [
        {
          stream: { type: "case", id: of.id },
          action: "notice.reminded",
          facts: { noticeId, of: notice.id, organizations: organizationIds, messages: to.length },
        },
      ],
    };
  },
);
