import { sql } from "drizzle-orm";
import { check, index, pgEnum, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { cases } from "@/db/schema/cases";
import { instant, secret } from "@/db/schema/columns";
import { contacts, groups, organizations } from "@/db/schema/organizations";
import { users } from "@/db/schema/people";
import { projects } from "@/db/schema/projects";
import { WITHDRAWAL_REASONS, WITHDRAWAL_SCOPES } from "@/domain/organization/withdrawal";
import { VERDICTS } from "@/domain/policy/eligibility";
import { keysOf } from "@/lib/keys";

export const verdict = pgEnum("verdict", VERDICTS);
export const withdrawalReason = pgEnum("withdrawal_reason", keysOf(WITHDRAWAL_REASONS));
export const withdrawalScope = pgEnum("withdrawal_scope", keysOf(WITHDRAWAL_SCOPES));

/** What a membership hangs on: an organization in a project, whatever its groups. */
const ofProject = {
  organizationId: uuid("organization_id")
    .notNull()
    .references(() => organizations.id),
  projectId: uuid("project_id")
    .notNull()
    .references(() => projects.id),
};
const someone = (column: string) => uuid(column).references(() => users.id);

/** Dated proof of a criterion, with the verdict of a person; a newer one replaces it and deletes nothing. */
export const evidence = pgTable(
  "evidence",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    ...ofProject,
    /** The id of a statement in the policy's criteria. */
    criterion: text("criterion").notNull(),
    link: text("link"),
    note: text("note").notNull(),
    datedAt: instant("dated_at").notNull(),
    verdict: verdict("verdict").notNull(),
    by: someone("by").notNull(),
    at: instant("at").notNull(),
    /** From then on it shows nothing any more. */
    reviewBy: instant("review_by"),
    /** When the organization was last reminded that it runs out. */
    remindedAt: instant("reminded_at"),
    supersededAt: instant("superseded_at"),
  },
  (t) => [
    uniqueIndex("evidence_current_idx")
      .on(t.organizationId, t.projectId, t.criterion)
      .where(sql`${t.supersededAt} is null`),
  ],
);

/** A membership although the criteria are not met: one member proposes, a second confirms. */
export const membershipProposals = pgTable(
  "membership_proposals",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    organizationId: ofProject.organizationId,
    groupId: uuid("group_id")
      .notNull()
      .references(() => groups.id),
    reason: text("reason").notNull(),
    proposedBy: someone("proposed_by").notNull(),
    proposedAt: instant("proposed_at").notNull(),
    confirmedBy: someone("confirmed_by"),
    confirmedAt: instant("confirmed_at"),
    takenBackAt: instant("taken_back_at"),
  },
  (t) => [
    uniqueIndex("membership_proposals_open_idx")
      .on(t.organizationId, t.groupId)
      .where(sql`${t.confirmedAt} is null and ${t.takenBackAt} is null`),
    check(
      "membership_proposals_two_people",
      sql`${t.confirmedBy} is null or ${t.confirmedBy} <> ${t.proposedBy}`,
    ),
  ],
);

/** One member pauses for 72 hours; a second confirms until a chosen date. The memberships carry the state. */
export const pauses = pgTable(
  "pauses",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    ...ofProject,
    reason: secret("reason").notNull(),
    /** What the organization reads on its own page. */
    told: secret("told").notNull(),
    by: someone("by").notNull(),
    at: instant("at").notNull(),
    until: instant("until").notNull(),
    confirmedBy: someone("confirmed_by"),
    confirmedAt: instant("confirmed_at"),
    endedBy: someone("ended_by"),
    endedAt: instant("ended_at"),
  },
  (t) => [
    index("pauses_organization_idx").on(t.organizationId),
    check("pauses_two_people", sql`${t.confirmedBy} is null or ${t.confirmedBy} <> ${t.by}`),
  ],
);

/** Memberships ended by two members, with reason code and scope; never a deletion. */
export const withdrawals = pgTable(
  "withdrawals",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    ...ofProject,
    reasonCode: withdrawalReason("reason_code").notNull(),
    /** The words of the policy's ground, as they were then; null for a reason of the team's own. */
    ground: text("ground"),
    scope: withdrawalScope("scope").notNull(),
    reason: secret("reason").notNull(),
    /** What the organization reads on its own page: why, and what it stays bound to. */
    told: secret("told").notNull(),
    incidentId: uuid("incident_id"),
    proposedBy: someone("proposed_by").notNull(),
    proposedAt: instant("proposed_at").notNull(),
    confirmedBy: someone("confirmed_by"),
    confirmedAt: instant("confirmed_at"),
    takenBackAt: instant("taken_back_at"),
  },
  (t) => [
    uniqueIndex("withdrawals_open_idx")
      .on(t.organizationId, t.projectId)
      .where(sql`${t.confirmedAt} is null and ${t.takenBackAt} is null`),
    check("withdrawals_two_people", sql`${t.confirmedBy} is null or ${t.confirmedBy} <> ${t.proposedBy}`),
  ],
);

/** A running case that the two who withdrew an organization left readable to it, with the reason. */
export const withdrawalCases = pgTable(
  "withdrawal_cases",
  {
    withdrawalId: uuid("withdrawal_id")
      .notNull()
      .references(() => withdrawals.id),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id),
    organizationId: ofProject.organizationId,
    reason: secret("reason").notNull(),
    /** When the withdrawal was confirmed; nothing is readable by it before. */
    since: instant("since"),
  },
  (t) => [
    primaryKey({ columns: [t.withdrawalId, t.caseId] }),
    index("withdrawal_cases_case_idx").on(t.caseId, t.organizationId),
  ],
);

/** Another channel that a withdrawn organization still has, such as a seat on an upstream advisory: open until confirmed. */
export const channelRevocations = pgTable("channel_revocations", {
  id: uuid("id").primaryKey().defaultRandom(),
  withdrawalId: uuid("withdrawal_id")
    .notNull()
    .references(() => withdrawals.id),
  channel: secret("channel").notNull(),
  doneBy: someone("done_by"),
  doneAt: instant("done_at"),
});

/** What an organization answers to a pause or withdrawal, and what the team says to that. */
export const appeals = pgTable(
  "appeals",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    ...ofProject,
    text: secret("text").notNull(),
    by: someone("by").notNull(),
    contactId: uuid("contact_id")
      .notNull()
      .references(() => contacts.id),
    at: instant("at").notNull(),
    answer: secret("answer"),
    answeredBy: someone("answered_by"),
    answeredAt: instant("answered_at"),
  },
  (t) => [index("appeals_organization_idx").on(t.organizationId)],
);

/** Who of the team is employed by an organization, or otherwise tied to it: the ground of recusal (rule 14). */
export const memberTies = pgTable(
  "member_ties",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: someone("user_id").notNull(),
    organizationId: ofProject.organizationId,
    by: someone("by"),
    at: instant("at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    uniqueIndex("member_ties_current_idx").on(t.userId, t.organizationId).where(sql`${t.endedAt} is null`),
  ],
);
