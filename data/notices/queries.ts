import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { versionBody } from "@/data/advisories/version";
import { caseIdFor, visibleTo } from "@/data/cases/visibility";
import { filesOf } from "@/data/files/sent";
import { openWords } from "@/data/keys/destroyed";
import { candidatesIn, candidatesOf } from "@/data/notices/candidates";
import { concerning, touchesIn } from "@/data/notices/touches";
import { governing } from "@/data/policies/in-force";
import { membersOf } from "@/data/teams/queries";
import { type Ctx, type Options, read } from "@/data/transaction";
import {
  advisoryVersions,
  cases,
  contacts,
  deliveries,
  groups,
  noticeGroups,
  noticeOrganizations,
  notices,
  organizations,
  projects,
  users,
} from "@/db/schema";
import { missingFrom } from "@/domain/advisory/advisory";
import { isReference } from "@/domain/case/reference";
import { possibleApprovers, standingOf } from "@/domain/notice/approval";
import { resolveRecipients } from "@/domain/notice/recipients";
import { mayDecideInFlight } from "@/domain/policy/in-flight";
import { inUtc } from "@/domain/time";
import type { Member } from "@/domain/viewer";
import { noticeMail } from "@/emails/notice";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";

/** The notices of a case, newest first, with how many messages each has in which state. */
export const listNotices = (viewer: Member, reference: string) =>
  read(viewer, async (ctx) => {
    const caseId = await caseIdFor(ctx, reference);
    const rows = await ctx.tx
      .select({ notice: notices, author: users.name })
      .from(notices)
      .leftJoin(users, eq(users.id, notices.createdBy))
      .where(eq(notices.caseId, caseId))
      .orderBy(desc(notices.createdAt));
    const sent = await ctx.tx
      .select({ noticeId: deliveries.noticeId, state: deliveries.state })
      .from(deliveries)
      .where(eq(deliveries.caseId, caseId));
    const touched = await touchesIn(ctx, [caseId]);
    return rows.map(({ notice: n, author }) => ({
      id: n.id,
      kind: n.kind,
      state: n.state,
      sendAt: n.sendAt,
      sendZone: n.sendZone,
      author,
      mayApprove: standingOf(n, concerning(touched, n), viewer.userId).mayApprove,
      deliveries: sent.filter((d) => d.noticeId === n.id).map((d) => d.state),
    }));
  });

/** The groups of a case's project with every organization in them: what a new notice chooses from. */
export const audienceFor = (viewer: Member, reference: string) =>
  read(viewer, async (ctx) => {
    if (!isReference(reference)) throw notFound();
    const [of] = await ctx.tx
      .select({
        id: cases.id,
        projectId: cases.projectId,
        policyId: cases.policyId,
        createdAt: cases.createdAt,
      })
      .from(cases)
      .where(and(eq(cases.reference, reference), visibleTo(ctx)));
    if (!of) throw notFound();
    const all = await ctx.tx
      .select({ id: groups.id, name: groups.name, description: groups.description })
      .from(groups)
      .where(eq(groups.projectId, of.projectId))
      .orderBy(asc(groups.name));
    const candidates = await candidatesIn(ctx, of, { groupIds: all.map((g) => g.id), chosen: null });
    return {
      caseId: of.id,
      groups: all,
      candidates,
      joined: candidates
        .filter((c) => c.joinedLate)
        .map(({ organizationId, name }) => ({ organizationId, name })),
      /** Whether a member may decide that somebody who joined while it ran is told (P43). */
      mayDecideInFlight: mayDecideInFlight(await governing(ctx, of)),
      resolved: resolveRecipients("prenotification", candidates),
    };
  });

/** The message of a prenotification as it will arrive at an organization that is made up. */
export const previewMessage = (viewer: Member, reference: string) =>
  read(viewer, async (ctx) => {
    if (!isReference(reference)) throw notFound();
    const [of] = await ctx.tx
      .select({
        policyId: cases.policyId,
        codeName: cases.codeName,
        tlp: cases.tlp,
        releaseAt: cases.releaseAt,
        project: projects.name,
      })
      .from(cases)
      .innerJoin(projects, eq(projects.id, cases.projectId))
      .where(and(eq(cases.reference, reference), visibleTo(ctx)));
    if (!of) throw notFound();
    const { policyId, releaseAt, ...plain } = of;
    const release =
      releaseAt && (await governing(ctx, { policyId })).prenotification?.mailSaysDate
        ? inUtc(releaseAt)
        : null;
    const url = `${env().url}/inbox/${reference}`;
    const { from, to, subject, text } = await noticeMail(env().mail, "security@vendor.example", {
      kind: "prenotification",
      organization: "Example Vendor",
      reference,
      url,
      release,
      ...plain,
    });
    return { from, to, subject, text };
  });

/** One notice: audience with reasons as it stands now and as it was approved, its messages, and who may approve. */
export const getNotice = (viewer: Member, reference: string, noticeId: string, options: Options = {}) =>
  read(
    viewer,
    async (ctx) => {
      if (!isId(noticeId)) throw notFound();
      const caseId = await caseIdFor(ctx, reference);
      const [row] = await ctx.tx
        .select({ notice: notices, author: users.name, projectId: cases.projectId })
        .from(notices)
        .innerJoin(cases, eq(cases.id, notices.caseId))
        .leftJoin(users, eq(users.id, notices.createdBy))
        .where(and(eq(notices.id, noticeId), eq(notices.caseId, caseId)));
      if (!row) throw notFound();
      const { notice } = row;
      const candidates = await candidatesOf(ctx, notice.id);
      const stored = await ctx.tx
        .select({
          organizationId: noticeOrganizations.organizationId,
          name: organizations.name,
          chosen: noticeOrganizations.chosen,
          approved: noticeOrganizations.approved,
          approvedReason: noticeOrganizations.approvedReason,
          resolved: noticeOrganizations.resolved,
          resolvedReason: noticeOrganizations.resolvedReason,
        })
        .from(noticeOrganizations)
        .innerJoin(organizations, eq(organizations.id, noticeOrganizations.organizationId))
        .where(eq(noticeOrganizations.noticeId, notice.id))
        .orderBy(asc(organizations.name));
      const addressed = await ctx.tx
        .select({ id: groups.id, name: groups.name })
        .from(noticeGroups)
        .innerJoin(groups, eq(groups.id, noticeGroups.groupId))
        .where(eq(noticeGroups.noticeId, notice.id))
        .orderBy(asc(groups.name));
      const [approver] = notice.approvedBy
        ? await ctx.tx.select({ name: users.name }).from(users).where(eq(users.id, notice.approvedBy))
        : [];
      return {
        id: notice.id,
        caseId,
        kind: notice.kind,
        state: notice.state,
        revision: notice.revision,
        send: { at: notice.sendAt, zone: notice.sendZone },
        author: row.author,
        authorId: notice.createdBy,
        approvedBy: approver?.name ?? null,
        approvedAt: notice.approvedAt,
        finishedAt: notice.finishedAt,
        sentBackNote: notice.sentBackNote
          ? await openWords(
              ctx,
              { scope: caseId, table: "notices", row: notice.id, column: "sent_back_note" },
              notice.sentBackNote,
            )
          : null,
        groups: addressed,
        organizations: stored,
        preview: resolveRecipients(notice.kind, candidates),
        version: await versionOf(ctx, caseId, notice.versionId),
        deliveries: await deliveriesOf(ctx, notice.id),
        approval: await approvalOf(ctx, notice, row.projectId),
        now: ctx.now,
      };
    },
    options,
  );

/** Who may approve, and what keeps the viewer from it (rule 3). */
async function approvalOf(ctx: Ctx<Member>, notice: typeof notices.$inferSelect, projectId: string) {
  const all = concerning(await touchesIn(ctx, notice.caseId ? [notice.caseId] : []), notice);
  const possible = possibleApprovers(notice, all, await membersOf(ctx, projectId));
  return {
    ...standingOf(notice, all, ctx.viewer.userId),
    others: possible.filter((m) => m.userId !== ctx.viewer.userId).map((m) => m.name),
  };
}

/** The version that an approval froze, else the newest: what an approver would sign. */
async function versionOf(ctx: Ctx, caseId: string, frozen: string | null) {
  const rows = await ctx.tx
    .select({ id: advisoryVersions.id, number: advisoryVersions.number, content: advisoryVersions.content })
    .from(advisoryVersions)
    .where(eq(advisoryVersions.caseId, caseId))
    .orderBy(desc(advisoryVersions.number));
  const row = frozen ? rows.find((r) => r.id === frozen) : rows[0];
  if (!row) return null;
  const files = (await filesOf(ctx, [row.id])).get(row.id) ?? [];
  const body = await versionBody(ctx, caseId, row, files);
  return {
    id: row.id,
    number: row.number,
    newest: rows[0]?.number ?? row.number,
    ...body,
    missing: missingFrom(body.content),
  };
}

const deliveriesOf = (ctx: Ctx, noticeId: string) =>
  ctx.tx
    .select({
      id: deliveries.id,
      organizationId: deliveries.organizationId,
      organization: organizations.name,
      address: deliveries.address,
      kind: contacts.kind,
      state: deliveries.state,
      held: deliveries.held,
      reason: deliveries.reason,
      attempts: deliveries.attempts,
      firstAttemptAt: deliveries.firstAttemptAt,
      acceptedAt: deliveries.acceptedAt,
    })
    .from(deliveries)
    .innerJoin(organizations, eq(organizations.id, deliveries.organizationId))
    .innerJoin(contacts, eq(contacts.id, deliveries.contactId))
    .where(eq(deliveries.noticeId, noticeId))
    .orderBy(asc(organizations.name), asc(deliveries.address));

/** Notices that wait for an approval, over all of the member's cases. */
export const waitingNotices = (ctx: Ctx<Member>) =>
  ctx.tx
    .select({
      id: notices.id,
      state: notices.state,
      sendAt: notices.sendAt,
      createdBy: notices.createdBy,
      approvalOrder: notices.approvalOrder,
      caseId: cases.id,
      reference: cases.reference,
      codeName: cases.codeName,
    })
    .from(notices)
    .innerJoin(cases, eq(cases.id, notices.caseId))
    .where(and(visibleTo(ctx), inArray(notices.state, ["draft", "in_review"])));
