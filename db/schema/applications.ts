import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, secret } from "@/db/schema/columns";
import { verdict } from "@/db/schema/memberships";
import { groups, organizations } from "@/db/schema/organizations";
import { users } from "@/db/schema/people";
import { projectPolicies } from "@/db/schema/policies";
import { APPLICATION_SOURCES, APPLICATION_STATES, NOTE_FROM, VOTES } from "@/domain/application/application";

export const applicationState = pgEnum("application_state", APPLICATION_STATES);
export const applicationSource = pgEnum("application_source", APPLICATION_SOURCES);
export const applicationVote = pgEnum("application_vote", VOTES);
export const noteFrom = pgEnum("application_note_from", NOTE_FROM);

const someone = (column: string) => uuid(column).references(() => users.id);

/** An organization's wish to be in a group, under the version of the policy that its form was made from. */
export const applications = pgTable(
  "applications",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    projectId: uuid("project_id").notNull(),
    groupId: uuid("group_id").notNull(),
    policyId: uuid("policy_id")
      .notNull()
      .references(() => projectPolicies.id),
    source: applicationSource("source").notNull(),
    state: applicationState("state").notNull().default("draft"),
    /** The human who applies; null for what a member brought in for somebody who never confirmed an address. */
    userId: someone("user_id"),
    /** The applicant's name and address, as given. */
    name: text("name"),
    email: text("email"),
    organizationName: text("organization_name").notNull().default(""),
    legalEntity: text("legal_entity"),
    website: text("website"),
    /** The directory's entry that it is about: chosen by a member, never by the applicant's word. */
    organizationId: uuid("organization_id").references(() => organizations.id),
    /** What was filled in, as JSON. */
    answers: secret("answers").notNull(),
    /** The message that a member brought it in from. */
    message: secret("message"),
    /** Grows with every save, so that an older page overwrites nothing. */
    revision: integer("revision").notNull().default(1),
    /** Which step of the policy's decision it is in; after the last it is decided. An appeal is one more. */
    round: integer("round").notNull().default(0),
    enteredBy: someone("entered_by"),
    createdAt: instant("created_at").notNull(),
    savedAt: instant("saved_at").notNull(),
    submittedAt: instant("submitted_at"),
    /** By when the policy promises a decision of the round; null where it promises none. */
    decideBy: instant("decide_by"),
    decidedAt: instant("decided_at"),
    decidedBy: someone("decided_by"),
    /** What the applicant reads. */
    decision: secret("decision"),
    /** The same, where the policy makes decisions public. */
    publicDecision: text("public_decision"),
    appeal: secret("appeal"),
    appealedAt: instant("appealed_at"),
  },
  (t) => [
    foreignKey({ columns: [t.groupId, t.projectId], foreignColumns: [groups.id, groups.projectId] }),
    index("applications_project_idx").on(t.projectId, t.state),
    index("applications_user_idx").on(t.userId),
    check("applications_email_lower", sql`${t.email} = lower(${t.email})`),
    check(
      "applications_decided",
      sql`${t.state}::text not in ('accepted', 'declined') or (${t.decidedAt} is not null and ${t.decidedBy} is not null and ${t.decision} is not null)`,
    ),
    check(
      "applications_accepted_in_directory",
      sql`${t.state}::text <> 'accepted' or ${t.organizationId} is not null`,
    ),
  ],
);

const application = () =>
  uuid("application_id")
    .notNull()
    .references(() => applications.id);

/** A link that asks an applicant to confirm an address before anything else; only its hash is kept. Real time. */
export const applicationLinks = pgTable(
  "application_links",
  {
    tokenHash: text("token_hash").primaryKey(),
    groupId: uuid("group_id")
      .notNull()
      .references(() => groups.id),
    email: text("email").notNull(),
    askedAt: instant("asked_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [index("application_links_email_idx").on(t.email)],
);

/** Questions and answers between the team and the applicant. */
export const applicationNotes = pgTable(
  "application_notes",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    applicationId: application(),
    from: noteFrom("from").notNull(),
    text: secret("text").notNull(),
    by: someone("by").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [index("application_notes_idx").on(t.applicationId)],
);

/** What a reviewer says of one criterion, with the reason. */
export const applicationMarks = pgTable(
  "application_marks",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    applicationId: application(),
    criterion: text("criterion").notNull(),
    verdict: verdict("verdict").notNull(),
    reason: secret("reason").notNull(),
    by: someone("by").notNull(),
    at: instant("at").notNull(),
    supersededAt: instant("superseded_at"),
  },
  (t) => [
    uniqueIndex("application_marks_current_idx")
      .on(t.applicationId, t.criterion)
      .where(sql`${t.supersededAt} is null`),
  ],
);

/** Somebody who was asked by mail to speak for an applicant, and answers behind the link. */
export const applicationVouchers = pgTable(
  "application_vouchers",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    applicationId: application(),
    name: text("name").notNull(),
    email: text("email").notNull(),
    /** The member organization for which they speak, where they speak for one. */
    organization: text("organization"),
    tokenHash: text("token_hash").notNull(),
    askedBy: someone("asked_by").notNull(),
    askedAt: instant("asked_at").notNull(),
    /** Real time. */
    expiresAt: instant("expires_at").notNull(),
    vouches: text("vouches"),
    text: secret("text"),
    answeredAt: instant("answered_at"),
  },
  (t) => [
    uniqueIndex("application_vouchers_token_idx").on(t.tokenHash),
    uniqueIndex("application_vouchers_once_idx").on(t.applicationId, t.email),
    check("application_vouchers_answer", sql`${t.vouches} is null or ${t.vouches} in ('yes', 'no')`),
  ],
);

/** Votes of members; one that is changed stays on record. */
export const applicationVotes = pgTable(
  "application_votes",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    applicationId: application(),
    round: integer("round").notNull(),
    userId: someone("user_id").notNull(),
    vote: applicationVote("vote").notNull(),
    reason: secret("reason").notNull(),
    at: instant("at").notNull(),
    supersededAt: instant("superseded_at"),
  },
  (t) => [
    uniqueIndex("application_votes_current_idx")
      .on(t.applicationId, t.round, t.userId)
      .where(sql`${t.supersededAt} is null`),
  ],
);

/** Who takes no part, because they said so or another member did (rule 14); by human, and never taken back. */
export const applicationRecusals = pgTable(
  "application_recusals",
  {
    applicationId: application(),
    userId: someone("user_id").notNull(),
    by: someone("by").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.userId] })],
);
