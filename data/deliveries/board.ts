import { createHash } from "node:crypto";
import { and, asc, eq, inArray, isNull, max } from "drizzle-orm";
import { caseIdFor } from "@/data/cases/visibility";
import { stoppedQueue } from "@/data/deliveries/queue";
import { standingIn } from "@/data/memberships/standing";
import { governing, versionsById } from "@/data/policies/in-force";
import { type Ctx, read } from "@/data/transaction";
import {
  acknowledgements,
  cases,
  consents,
  contacts,
  deliveries,
  notices,
  organizations,
  readings,
  statements,
} from "@/db/schema";
import { boardLine, urgency } from "@/domain/delivery/board";
import { mayRemind, personState, silence } from "@/domain/delivery/silence";
import { isReached } from "@/domain/delivery/state";
import { invitesToRead, type NoticeKind } from "@/domain/notice/messages";
import type { MembershipState } from "@/domain/organization/membership";
import type { Member } from "@/domain/viewer";
import { notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";

/** What people of each organization did about a case, by organization. */
export async function responsesOf(ctx: Ctx, caseId: string) {
  const own =
    <T extends { organizationId: string }>(rows: T[]) =>
    (id: string) =>
      rows.find((r) => r.organizationId === id) ?? null;
  const seen = own(
    await ctx.tx
      .select({ organizationId: readings.organizationId, at: readings.at })
      .from(readings)
      .where(eq(readings.caseId, caseId))
      .orderBy(asc(readings.at)),
  );
  const consent = own(
    await ctx.tx
      .select({ organizationId: consents.organizationId, state: consents.state, at: consents.at })
      .from(consents)
      .where(and(eq(consents.caseId, caseId), isNull(consents.supersededAt))),
  );
  const acknowledged = own(
    await ctx.tx
      .select({ organizationId: acknowledgements.organizationId, at: max(acknowledgements.at) })
      .from(acknowledgements)
      .where(eq(acknowledgements.caseId, caseId))
      .groupBy(acknowledgements.organizationId),
  );
  const stated = own(
    await ctx.tx
      .select({ organizationId: statements.organizationId, at: max(statements.at) })
      .from(statements)
      .where(eq(statements.caseId, caseId))
      .groupBy(statements.organizationId),
  );
  const reminded = own(
    await ctx.tx
      .select({ organizationId: deliveries.organizationId, at: max(notices.createdAt) })
      .from(deliveries)
      .innerJoin(notices, eq(notices.id, deliveries.noticeId))
      .where(and(eq(deliveries.caseId, caseId), eq(deliveries.kind, "reminder")))
      .groupBy(deliveries.organizationId),
  );
  return (id: string) => ({
    remindedAt: reminded(id)?.at ?? null,
    seenAt: seen(id)?.at ?? null,
    consent: consent(id),
    acknowledgedAt: acknowledged(id)?.at ?? null,
    statedAt: stated(id)?.at ?? null,
    response: {
      seen: seen(id) !== null,
      consent: answered(consent(id)?.state),
      acknowledged: acknowledged(id) !== null,
      stated: stated(id) !== null,
    },
  });
}

const answered = (state: string | undefined): "accepted" | "declined" | null =>
  state === "accepted" || state === "declined" ? state : null;

/** Deliveries of some notices, each with its contact and organization. */
const deliveriesIn = (ctx: Ctx, noticeIds: string[]) =>
  ctx.tx
    .select({
      id: deliveries.id,
      noticeId: deliveries.noticeId,
      organizationId: deliveries.organizationId,
      organization: organizations.name,
      contactId: deliveries.contactId,
      address: deliveries.address,
      kind: contacts.kind,
      contactState: contacts.state,
      admittedBy: contacts.admittedBy,
      addedBy: contacts.addedBy,
      state: deliveries.state,
      held: deliveries.held,
      reason: deliveries.reason,
      attempts: deliveries.attempts,
      nextTryAt: deliveries.nextTryAt,
      firstAttemptAt: deliveries.firstAttemptAt,
      acceptedAt: deliveries.acceptedAt,
    })
    .from(deliveries)
    .innerJoin(organizations, eq(organizations.id, deliveries.organizationId))
    .innerJoin(contacts, eq(contacts.id, deliveries.contactId))
    .where(inArray(deliveries.noticeId, noticeIds))
    .orderBy(asc(organizations.name), asc(deliveries.address));

type Sent = Awaited<ReturnType<typeof deliveriesIn>>[number];

/** @param asks whether the message asks for anything: nobody is silent about one that does not */
function rowsOf(
  sent: Sent[],
  responses: Awaited<ReturnType<typeof responsesOf>>,
  standing: (organizationId: string) => MembershipState | null,
  hours: number,
  ctx: Ctx,
  asks = true,
) {
  const rows = [...new Set(sent.map((d) => d.organizationId))].map((organizationId) => {
    const own = sent
      .filter((d) => d.organizationId === organizationId)
      .map((d) => ({ ...d, accepted: d.acceptedAt !== null }));
    const reachedAt =
      own
        .filter((d) => isReached([d]))
        .map((d) => d.acceptedAt)
        .filter((at) => at !== null)
        .sort((a, b) => a.epochMilliseconds - b.epochMilliseconds)[0] ?? null;
    const did = responses(organizationId);
    const membership = standing(organizationId);
    const person = personState(did.response, asks ? reachedAt : null, hours, ctx.now);
    return {
      organizationId,
      organization: own[0]?.organization ?? "",
      deliveries: own,
      reached: isReached(own),
      reachedAt,
      ...did,
      person,
      membership,
      mayRemind: mayRemind(person, membership, did.remindedAt, hours, ctx.now),
    };
  });
  return rows.sort((a, b) => urgency(a) - urgency(b) || a.organization.localeCompare(b.organization, "en"));
}

/** The rows of one notice, for the board and for a command that acts on some of them. */
export async function noticeRows(
  ctx: Ctx,
  notice: { id: string; caseId: string; kind: NoticeKind },
  projectId: string,
  hours: number,
) {
  const sent = await deliveriesIn(ctx, [notice.id]);
  const standing = await standingIn(
    ctx,
    [projectId],
    sent.map((d) => d.organizationId),
  );
  return rowsOf(
    sent,
    await responsesOf(ctx, notice.caseId),
    (id) => standing(projectId, id),
    hours,
    ctx,
    invitesToRead(notice.kind),
  );
}

/**
 * The delivery board of a notice: organizations with their contacts, gaps first, what the transport said and what
 * people did in two columns, and one line that can be read aloud.
 */
export const deliveryBoard = (viewer: Member, reference: string, noticeId: string) =>
  read(viewer, async (ctx) => {
    if (!isId(noticeId)) throw notFound();
    const caseId = await caseIdFor(ctx, reference);
    const [notice] = await ctx.tx
      .select({
        id: notices.id,
        kind: notices.kind,
        state: notices.state,
        projectId: cases.projectId,
        policyId: cases.policyId,
        caseState: cases.state,
      })
      .from(notices)
      .innerJoin(cases, eq(cases.id, notices.caseId))
      .where(and(eq(notices.id, noticeId), eq(notices.caseId, caseId)));
    if (!notice) throw notFound();
    const wait = silence(await governing(ctx, notice));
    const rows = await noticeRows(ctx, { ...notice, caseId }, notice.projectId, wait.hours);
    return {
      noticeId: notice.id,
      kind: notice.kind,
      state: notice.state,
      caseState: notice.caseState,
      rows,
      line: boardLine(rows),
      silence: wait,
      stopped: await stoppedQueue(ctx),
      viewerId: viewer.userId,
      now: ctx.now,
    };
  });
export type Board = Awaited<ReturnType<typeof deliveryBoard>>;

/** Every running case's notices that left, as boards: what Today counts gaps and silence from. */
export async function runningBoards(
  ctx: Ctx<Member>,
  running: readonly { id: string; projectId: string; policyId: string }[],
) {
  const all = await ctx.tx
    .select({ id: notices.id, caseId: notices.caseId })
    .from(notices)
    .where(
      and(
        inArray(
          notices.caseId,
          running.map((c) => c.id),
        ),
        eq(notices.kind, "prenotification"),
        inArray(notices.state, ["sending", "sent", "halted"]),
      ),
    );
  const sent = await deliveriesIn(
    ctx,
    all.map((n) => n.id),
  );
  const standing = await standingIn(
    ctx,
    running.map((c) => c.projectId),
    sent.map((d) => d.organizationId),
  );
  const policies = await versionsById(
    ctx,
    running.map((c) => c.policyId),
  );
  return Promise.all(
    running
      .filter((c) => all.some((n) => n.caseId === c.id))
      .map(async (c) => {
        const { hours } = silence(policies.get(c.policyId)?.policy ?? { duties: [] });
        const responses = await responsesOf(ctx, c.id);
        return all
          .filter((n) => n.caseId === c.id)
          .map((n) => ({
            noticeId: n.id,
            caseId: c.id,
            rows: rowsOf(
              sent.filter((d) => d.noticeId === n.id),
              responses,
              (id) => standing(c.projectId, id),
              hours,
              ctx,
            ),
          }));
      }),
  ).then((boards) => boards.flat());
}

/** A short text that changes when what a board shows does, and says nothing of it. */
export const versionOf = (board: Board): string =>
  createHash("sha256")
    .update(
      [
        board.state,
        board.caseState,
        board.stopped?.because ?? "",
        ...board.rows.flatMap((r) => [
          `${r.person} ${r.membership} ${r.seenAt} ${r.consent?.state} ${r.acknowledgedAt} ${r.statedAt} ${r.remindedAt}`,
          ...r.deliveries.map(
            (d) => `${d.id} ${d.state} ${d.held} ${d.attempts} ${d.acceptedAt} ${d.contactState} ${d.reason}`,
          ),
        ]),
      ].join("\n"),
    )
    .digest("base64url");

/**
 * What an open page asks for, to draw itself again only when it changed.
 * @throws AppError not_found for whoever may not see the case any more
 */
export const boardVersion = (viewer: Member, reference: string, noticeId: string): Promise<string> =>
  deliveryBoard(viewer, reference, noticeId).then(versionOf);
