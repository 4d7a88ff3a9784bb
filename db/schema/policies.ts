import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "@/db/schema/columns";
import { organizations } from "@/db/schema/organizations";
import { users } from "@/db/schema/people";
import { projects } from "@/db/schema/projects";
import { DRAFT_STATES, FATES } from "@/domain/policy/draft";
import { keysOf } from "@/lib/keys";

export const draftState = pgEnum("policy_draft_state", DRAFT_STATES);
export const fate = pgEnum("policy_fate", keysOf(FATES));

const project = () =>
  uuid("project_id")
    .notNull()
    .references(() => projects.id);
const someone = (column: string) => uuid(column).references(() => users.id);

/** Every version that was ever adopted; nothing of it changes. In force is the newest whose instant has come. */
export const projectPolicies = pgTable(
  "project_policies",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    projectId: project(),
    number: integer("number").notNull(),
    document: jsonb("document").notNull(),
    /** The document as it was written, YAML; null for what was stored before documents were. */
    source: text("source"),
    effectiveAt: instant("effective_at").notNull(),
    /** Who proposed it, and who adopted it; null for what the operator brought. */
    proposedBy: someone("proposed_by"),
    adoptedBy: someone("adopted_by"),
    adoptedAt: instant("adopted_at").notNull(),
    reason: text("reason"),
    vote: text("vote"),
  },
  (t) => [
    uniqueIndex("project_policies_number_idx").on(t.projectId, t.number),
    index("project_policies_effective_idx").on(t.projectId, t.effectiveAt),
    check("project_policies_two_people", sql`${t.proposedBy} is null or ${t.proposedBy} <> ${t.adoptedBy}`),
  ],
);

/** A version that is being written, one at a time for a project: proposed by one member, adopted by another. */
export const policyDrafts = pgTable(
  "policy_drafts",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    projectId: project(),
    /** The version that it began from. */
    baseNumber: integer("base_number").notNull(),
    state: draftState("state").notNull().default("draft"),
    source: text("source").notNull(),
    /** Grows with every change that a form could overwrite. */
    revision: integer("revision").notNull().default(1),
    startedBy: someone("started_by").notNull(),
    startedAt: instant("started_at").notNull(),
    savedBy: someone("saved_by").notNull(),
    savedAt: instant("saved_at").notNull(),
    reason: text("reason"),
    vote: text("vote"),
    proposedBy: someone("proposed_by"),
    proposedAt: instant("proposed_at"),
    /** What whoever sent it back wrote, until it is proposed again. */
    sentBackNote: text("sent_back_note"),
    endedBy: someone("ended_by"),
    endedAt: instant("ended_at"),
  },
  (t) => [
    uniqueIndex("policy_drafts_open_idx").on(t.projectId).where(sql`${t.endedAt} is null`),
    check("policy_drafts_proposed_by_somebody", sql`${t.state} <> 'proposed' or ${t.proposedBy} is not null`),
  ],
);

/** What becomes of a member whom a draft's criteria would not let in: decided by a member before it is adopted. */
export const policyFates = pgTable(
  "policy_fates",
  {
    draftId: uuid("draft_id")
      .notNull()
      .references(() => policyDrafts.id),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    fate: fate("fate").notNull(),
    reason: text("reason").notNull(),
    by: someone("by").notNull(),
    at: instant("at").notNull(),
    /** For one that was to be reviewed: when a member did. */
    reviewedBy: someone("reviewed_by"),
    reviewedAt: instant("reviewed_at"),
  },
  (t) => [primaryKey({ columns: [t.draftId, t.organizationId] })],
);
