import { desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { factsOf } from "@/data/cases/facts";
import { byMember, command, demand } from "@/data/command";
import { enqueue } from "@/data/jobs";
import { candidatesOf } from "@/data/notices/candidates";
import { existing, lockUnchanged, type NoticeRow, save } from "@/data/notices/lock";
import { concerning, touchesIn } from "@/data/notices/touches";
import { membersOf } from "@/data/teams/queries";
import type { Ctx } from "@/data/transaction";
import { advisoryVersions, deliveries, noticeOrganizations } from "@/db/schema";
import { possibleApprovers, standingOf } from "@/domain/notice/approval";
import { resolveRecipients } from "@/domain/notice/recipients";
import { decideNotice } from "@/domain/notice/state";
import { inUtc } from "@/domain/time";
import type { Member } from "@/domain/viewer";
import { refused, stale } from "@/lib/errors";

const Approve = z.object({ ...existing, versionId: z.uuid() });

/**
 * A member who touched nothing approves (rule 3). Freezes the text, the organizations with the reason for each, and the
 * instant, and plans one delivery per contact. The form carries what the approver saw: if any of it moved, nothing is
 * approved.
 */
export const approveNotice = command("notice.approve", Approve, byMember, async (ctx, input) => {
  const { of, notice } = await lockUnchanged(ctx, input);
  const [newest] = await ctx.tx
    .select({ id: advisoryVersions.id, number: advisoryVersions.number })
    .from(advisoryVersions)
    .where(eq(advisoryVersions.caseId, of.id))
    .orderBy(desc(advisoryVersions.number))
    .limit(1);
  if (newest?.id !== input.versionId) throw stale();
  await refuseAuthor(ctx, notice, of.projectId);
  const { included, leftOut } = resolveRecipients(notice.kind, await candidatesOf(ctx, notice.id));
  const facts = { state: notice.state, send: { at: notice.sendAt, zone: notice.sendZone } };
  demand(
    decideNotice(
      facts,
      factsOf(of),
      { type: "approve", recipients: included.length, hasAdvisory: newest !== undefined },
      ctx.now,
    ),
  );

  const [order] = await ctx.tx.execute<{ order: string }>(
    sql`select nextval(pg_get_serial_sequence('touches', 'order')) as order`,
  );
  await save(ctx, notice, {
    state: "approved",
    versionId: newest.id,
    approvedBy: ctx.viewer.userId,
    approvedAt: ctx.now,
    approvalOrder: Number(order?.order),
    sentBackNote: null,
  });
  for (const r of [...included, ...leftOut]) {
    await ctx.tx
      .insert(noticeOrganizations)
      .values({
        noticeId: notice.id,
        organizationId: r.organizationId,
        chosen: "contacts" in r,
        approved: "contacts" in r,
        approvedReason: r.reason,
      })
      .onConflictDoUpdate({
        target: [noticeOrganizations.noticeId, noticeOrganizations.organizationId],
        set: { approved: "contacts" in r, approvedReason: r.reason },
      });
  }
  const planned = included.flatMap((r) =>
    r.contacts.map((c) => ({ organizationId: r.organizationId, contactId: c.id, address: c.address })),
  );
  for (const p of planned) {
    await ctx.tx
      .insert(deliveries)
      .values({ ...p, noticeId: notice.id, caseId: of.id, kind: notice.kind, state: "planned" })
      .onConflictDoUpdate({
        target: [deliveries.noticeId, deliveries.contactId],
        set: { state: "planned", reason: null, address: p.address },
        setWhere: sql`${deliveries.state} = 'cancelled' and ${deliveries.firstAttemptAt} is null`,
      });
  }
  await enqueue(
    ctx,
    { task: "dispatch_notice", id: notice.id },
    Math.max(0, (notice.sendAt.epochMilliseconds - ctx.now.epochMilliseconds) / 1000),
  );
  return {
    result: { noticeId: notice.id, organizations: included.length, messages: planned.length },
    audit: [
      {
        stream: { type: "case", id: of.id },
        action: "notice.approved",
        facts: {
          noticeId: notice.id,
          version: newest.number,
          send: inUtc(notice.sendAt),
          release: of.releaseAt ? inUtc(of.releaseAt) : null,
          organizations: included.map((r) => r.organizationId),
          leftOut: leftOut.map((l) => l.organizationId),
          messages: planned.length,
        },
      },
    ],
  };
});

async function refuseAuthor(ctx: Ctx<Member>, notice: NoticeRow, projectId: string): Promise<void> {
  const all = concerning(await touchesIn(ctx, [notice.caseId]), notice);
  const { mayApprove, touched } = standingOf(notice, all, ctx.viewer.userId);
  if (mayApprove) return;
  const others = possibleApprovers(notice, all, await membersOf(ctx, projectId));
  const say = { text: "the text", organizations: "the organizations", instant: "the instant" };
  const who =
    others.length > 0
      ? `Ask ${others.map((m) => m.name).join(" or ")}.`
      : "Nobody else who works on this project can approve it: somebody who touched nothing must join it.";
  throw refused(
    `You changed ${touched.length > 0 ? touched.map((w) => say[w]).join(", ") : "this notice"}, so somebody else approves. ${who}`,
  );
}

/** Not approved: back to who wrote it, with a note. */
export const sendBackNotice = command(
  "notice.send_back",
  z.object({
    ...existing,
    note: z
      .string({ error: "Say what should change." })
      .trim()
      .min(3, "Say what should change.")
      .max(2000, "At most 2000 characters."),
  }),
  byMember,
  async (ctx, input) => {
    const { of, notice } = await lockUnchanged(ctx, input);
    demand(
      decideNotice(
        { state: notice.state, send: { at: notice.sendAt, zone: notice.sendZone } },
        factsOf(of),
        { type: "send_back" },
        ctx.now,
      ),
    );
    const place = { scope: of.id, table: "notices", row: notice.id, column: "sent_back_note" };
    await save(ctx, notice, { state: "draft", sentBackNote: await ctx.seal(place, input.note) });
    return {
      result: { noticeId: notice.id },
      audit: [
        {
          stream: { type: "case", id: of.id },
          action: "notice.sent_back",
          facts: { noticeId: notice.id },
          note: input.note,
        },
      ],
    };
  },
);
