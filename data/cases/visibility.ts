import {
  and,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  notExists,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/pg-core";
import type { Ctx } from "@/data/transaction";
import {
  cases,
  deliveries,
  memberships,
  noticeGroups,
  noticeOrganizations,
  notices,
  withdrawalCases,
  withdrawals,
} from "@/db/schema";
import { isReference } from "@/domain/case/reference";
import { NOTICE_KINDS, opensCase } from "@/domain/notice/messages";
import type { ContactViewer, Member } from "@/domain/viewer";
import { notFound } from "@/lib/errors";

const OPENING = NOTICE_KINDS.filter(opensCase);
const never = sql`false`;

/**
 * The one place that says which rows of `cases` a viewer may see; every query on cases ends with it. The rule itself
 * is `maySeeCase` in the domain; a test holds the two together.
 */
export function visibleTo(ctx: Ctx): SQL {
  const { viewer } = ctx;
  switch (viewer.kind) {
    case "member":
      return inArray(cases.projectId, [...viewer.projectIds]);
    case "contact":
      return and(or(toldWhileActive(ctx, viewer), leftReadable(viewer)), agreedTo(viewer)) as SQL;
    case "system":
      return sql`true`;
    case "applicant":
    case "public":
      return never;
  }
}

/** Told while it was chosen and active in a group of the notice: a membership that began later opens nothing. */
const toldWhileActive = (ctx: Ctx, viewer: ContactViewer): SQL =>
  exists(
    new QueryBuilder()
      .select({ one: sql`1` })
      .from(deliveries)
      .innerJoin(notices, eq(notices.id, deliveries.noticeId))
      .innerJoin(
        noticeOrganizations,
        and(
          eq(noticeOrganizations.noticeId, notices.id),
          eq(noticeOrganizations.organizationId, deliveries.organizationId),
        ),
      )
      .innerJoin(noticeGroups, eq(noticeGroups.noticeId, notices.id))
      .innerJoin(
        memberships,
        and(
          eq(memberships.groupId, noticeGroups.groupId),
          eq(memberships.organizationId, deliveries.organizationId),
        ),
      )
      .where(
        and(
          eq(deliveries.caseId, cases.id),
          eq(deliveries.organizationId, viewer.organizationId),
          inArray(deliveries.kind, OPENING),
          isNotNull(deliveries.firstAttemptAt),
          eq(noticeOrganizations.chosen, true),
          lte(memberships.startedAt, deliveries.firstAttemptAt),
          activeAt(ctx),
        ),
      ),
  );

/** Two members left this running case readable when they withdrew the organization. */
const leftReadable = (viewer: ContactViewer): SQL =>
  exists(
    new QueryBuilder()
      .select({ one: sql`1` })
      .from(withdrawalCases)
      .innerJoin(
        deliveries,
        and(
          eq(deliveries.caseId, withdrawalCases.caseId),
          eq(deliveries.organizationId, withdrawalCases.organizationId),
        ),
      )
      .where(
        and(
          eq(withdrawalCases.caseId, cases.id),
          eq(withdrawalCases.organizationId, viewer.organizationId),
          isNotNull(withdrawalCases.since),
          // A later withdrawal made its own exceptions, or none.
          notExists(
            new QueryBuilder()
              .select({ one: sql`1` })
              .from(withdrawals)
              .where(
                and(
                  eq(withdrawals.organizationId, withdrawalCases.organizationId),
                  eq(withdrawals.projectId, cases.projectId),
                  gt(withdrawals.confirmedAt, withdrawalCases.since),
                ),
              ),
          ),
          inArray(deliveries.kind, OPENING),
          isNotNull(deliveries.firstAttemptAt),
        ),
      ),
  );

/**
 * Admitted after an approval, and no second member agreed yet: one member alone opens no running case to anybody. An
 * approval of a later notice that went to the contact is such an agreement.
 */
const agreedTo = (viewer: ContactViewer): SQL | undefined =>
  or(notExists(toContact(viewer, eq(deliveries.held, true))), exists(toContact(viewer, begun)));

const begun = and(
  eq(deliveries.held, false),
  inArray(deliveries.kind, OPENING),
  isNotNull(deliveries.firstAttemptAt),
);

const toContact = (viewer: ContactViewer, which: SQL | undefined) =>
  new QueryBuilder()
    .select({ one: sql`1` })
    .from(deliveries)
    .where(and(eq(deliveries.caseId, cases.id), eq(deliveries.contactId, viewer.contactId), which));

/** A membership that is active at this instant: a pause by one member ends by itself, and so does what nobody reviewed. */
export const activeAt = (ctx: Ctx): SQL | undefined =>
  and(
    or(
      eq(memberships.state, "active"),
      and(eq(memberships.state, "paused"), lte(memberships.pausedUntil, ctx.now)),
    ),
    or(isNull(memberships.lapsesAt), gt(memberships.lapsesAt, ctx.now)),
  );

/**
 * The case by id, locked against a second change; hidden and absent are the same answer. What merely refers to the case,
 * such as a message that is being recorded, does not wait for the lock.
 */
export async function lockCase(ctx: Ctx, id: string) {
  const [row] = await ctx.tx
    .select()
    .from(cases)
    .where(and(eq(cases.id, id), visibleTo(ctx)))
    .for("no key update");
  if (!row) throw notFound();
  return row;
}

/** The id behind a reference, for those who may see it. */
export async function caseIdFor(ctx: Ctx<Member>, reference: string): Promise<string> {
  if (!isReference(reference)) throw notFound();
  const [row] = await ctx.tx
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.reference, reference), visibleTo(ctx)));
  if (!row) throw notFound();
  return row.id;
}
