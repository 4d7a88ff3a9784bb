import { and, eq, isNotNull, ne, sql } from "drizzle-orm";
import { termsStanding } from "@/data/memberships/accepted-terms";
import type { Ctx } from "@/data/transaction";
import { cases, type deliveries, memberships, noticeGroups, notices } from "@/db/schema";
import { deliveries as table } from "@/db/schema/notices";
import { isEmbargoed } from "@/domain/case/state";
import { termsWanted } from "@/domain/consent/acceptance";
import { invitesToRead, mayReceive } from "@/domain/notice/messages";
import { type MembershipState, membershipAt } from "@/domain/organization/membership";

type Row = typeof deliveries.$inferSelect;

/**
 * Rules 1 and 5 at the moment of sending: why a message may not go, under locks that a change of the membership has to
 * wait for.
 */
export async function whyNot(ctx: Ctx, row: Row): Promise<string | null> {
  const invites = invitesToRead(row.kind) && row.caseId !== null;
  const because = invites
    ? ((await notSecret(ctx, row.caseId ?? "")) ??
      (await notAMember(ctx, row)) ??
      (await notUnderTerms(ctx, row)))
    : null;
  if (because) return because;
  const undrilled = row.kind === "drill" ? await notDrilled(ctx, row) : null;
  if (undrilled) return undrilled;
  const contact = await lockContact(ctx, row.contactId);
  if (contact?.state !== "admitted") return "The contact has ended";
  return toldBefore(ctx, row);
}

async function notSecret(ctx: Ctx, caseId: string): Promise<string | null> {
  const [of] = await ctx.tx.select({ state: cases.state }).from(cases).where(eq(cases.id, caseId));
  return of && isEmbargoed(of.state)
    ? null
    : `The case is ${of?.state ?? "gone"}: nothing is secret any more`;
}

/** The terms may have changed since the notice left (policies.md 3e, 12). */
async function notUnderTerms(ctx: Ctx, row: Row): Promise<string | null> {
  const [of] = await ctx.tx
    .select({ projectId: cases.projectId })
    .from(cases)
    .where(eq(cases.id, row.caseId ?? ""));
  if (!of) return null;
  const { terms, stands } = await termsStanding(ctx, of.projectId, [row.organizationId]);
  return stands(row.organizationId) ? null : termsWanted(terms);
}

/** One message to one contact at a time: a second worker waits, and then sees what the first one sent. */
async function lockContact(ctx: Ctx, id: string) {
  const [contact] = await ctx.tx.execute<{ state: string }>(
    sql`select state from contacts where id = ${id} for no key update`,
  );
  return contact;
}

async function notAMember(ctx: Ctx, row: Row): Promise<string | null> {
  const [notice] = await ctx.tx.select().from(notices).where(eq(notices.id, row.noticeId));
  const held = await ctx.tx
    .select({
      state: memberships.state,
      pausedUntil: memberships.pausedUntil,
      lapsesAt: memberships.lapsesAt,
      startedAt: memberships.startedAt,
      endedAt: memberships.endedAt,
    })
    .from(memberships)
    .innerJoin(noticeGroups, eq(noticeGroups.groupId, memberships.groupId))
    .where(and(eq(noticeGroups.noticeId, row.noticeId), eq(memberships.organizationId, row.organizationId)))
    .for("share", { of: memberships });
  const open = held.filter((m) => mayReceive(row.kind, membershipAt(m, ctx.now)));
  if (open.length === 0) {
    const states: MembershipState[] = held
      .filter((m) => m.endedAt === null || held.every((h) => h.endedAt !== null))
      .map((m) => membershipAt(m, ctx.now));
    return `The organization is ${states.find((s) => s !== "active") ?? "no member"} in the groups of this notice`;
  }
  const decided = notice?.approvedAt ?? notice?.createdAt ?? ctx.now;
  // Somebody approved it for a member: one that left and came back since was not there to be approved.
  return open.some((m) => m.startedAt.epochMilliseconds <= decided.epochMilliseconds)
    ? null
    : "The membership began after the approval";
}

/** A drill is for members: who was paused, withdrawn or lapsed since it began is not asked to practise. */
async function notDrilled(ctx: Ctx, row: Row): Promise<string | null> {
  const held = await ctx.tx
    .select({
      state: memberships.state,
      pausedUntil: memberships.pausedUntil,
      lapsesAt: memberships.lapsesAt,
    })
    .from(memberships)
    .innerJoin(notices, eq(notices.projectId, memberships.projectId))
    .where(and(eq(notices.id, row.noticeId), eq(memberships.organizationId, row.organizationId)))
    .for("share", { of: memberships });
  return held.some((m) => mayReceive(row.kind, membershipAt(m, ctx.now)))
    ? null
    : "The organization is no accepted or active member of the project now";
}

/** At most one message per recipient and version, over all notices (rule 5). */
async function toldBefore(ctx: Ctx, row: Row): Promise<string | null> {
  if (row.kind !== "prenotification") return null;
  const [notice] = await ctx.tx
    .select({ versionId: notices.versionId })
    .from(notices)
    .where(eq(notices.id, row.noticeId));
  if (!notice?.versionId) return null;
  const [other] = await ctx.tx
    .select({ id: table.id })
    .from(table)
    .innerJoin(notices, eq(notices.id, table.noticeId))
    .where(
      and(
        eq(table.contactId, row.contactId),
        eq(table.kind, row.kind),
        ne(table.id, row.id),
        eq(notices.versionId, notice.versionId),
        isNotNull(table.acceptedAt),
      ),
    )
    .limit(1);
  return other ? "Another notice brought this version to the contact already" : null;
}
