import { sql } from "drizzle-orm";
import {
  bigserial,
  boolean,
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
import { advisoryVersions, cases } from "@/db/schema/cases";
import { instant, secret } from "@/db/schema/columns";
import { contacts, groups, organizations } from "@/db/schema/organizations";
import { users } from "@/db/schema/people";
import { projects } from "@/db/schema/projects";
import { DELIVERY_STATES } from "@/domain/delivery/state";
import { NOTICE_KINDS } from "@/domain/notice/messages";
import { NOTICE_STATES } from "@/domain/notice/state";

export const noticeKind = pgEnum("notice_kind", NOTICE_KINDS);
export const noticeState = pgEnum("notice_state", NOTICE_STATES);
export const deliveryState = pgEnum("delivery_state", DELIVERY_STATES);
export const touchWhat = pgEnum("touch_what", ["text", "organizations", "instant"]);

/** One message to one audience. */
export const notices = pgTable(
  "notices",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** Null for a message about a membership, which then names the project. */
    caseId: uuid("case_id").references(() => cases.id),
    projectId: uuid("project_id").references(() => projects.id),
    kind: noticeKind("kind").notNull(),
    state: noticeState("state").notNull(),
    sendAt: instant("send_at").notNull(),
    sendZone: text("send_zone").notNull(),
    /** Frozen at approval. */
    versionId: uuid("version_id"),
    approvedBy: uuid("approved_by").references(() => users.id),
    approvedAt: instant("approved_at"),
    /** Place of the approval in the order of touches; 0 when there never was one. */
    approvalOrder: integer("approval_order").notNull().default(0),
    sentBackNote: secret("sent_back_note"),
    revision: integer("revision").notNull().default(1),
    createdBy: uuid("created_by").references(() => users.id),
    createdAt: instant("created_at").notNull(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    foreignKey({
      columns: [t.versionId, t.caseId],
      foreignColumns: [advisoryVersions.id, advisoryVersions.caseId],
    }),
    index("notices_case_idx").on(t.caseId),
    check("notices_of_case_or_project", sql`(${t.caseId} is null) = (${t.projectId} is not null)`),
    check(
      "notices_opening_has_case",
      sql`${t.kind}::text not in ('prenotification', 'reminder', 'date_moved', 'broken', 'lift') or ${t.caseId} is not null`,
    ),
    index("notices_due_idx").on(t.sendAt).where(sql`${t.state} = 'approved'`),
    check(
      "notices_approved",
      sql`${t.kind} <> 'prenotification' or ${t.state} not in ('approved', 'sending', 'sent') or (${t.approvedBy} is not null and ${t.versionId} is not null)`,
    ),
    check(
      "notices_author_is_not_approver",
      sql`${t.approvedBy} is null or ${t.createdBy} is null or ${t.approvedBy} <> ${t.createdBy} or ${t.kind} <> 'prenotification'`,
    ),
  ],
);

export const noticeGroups = pgTable(
  "notice_groups",
  {
    noticeId: uuid("notice_id")
      .notNull()
      .references(() => notices.id),
    groupId: uuid("group_id")
      .notNull()
      .references(() => groups.id),
  },
  (t) => [primaryKey({ columns: [t.noticeId, t.groupId] })],
);

/** The organizations that a notice concerns: chosen or not, what the approver signed, and what sending made of it. */
export const noticeOrganizations = pgTable(
  "notice_organizations",
  {
    noticeId: uuid("notice_id")
      .notNull()
      .references(() => notices.id),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    chosen: boolean("chosen").notNull(),
    approved: boolean("approved"),
    approvedReason: text("approved_reason"),
    /** Null until the notice left. */
    resolved: boolean("resolved"),
    resolvedReason: text("resolved_reason"),
  },
  (t) => [primaryKey({ columns: [t.noticeId, t.organizationId] })],
);

/** Who changed what a case's notices would send; `order` also orders approvals (rule 3). */
export const touches = pgTable(
  "touches",
  {
    order: bigserial("order", { mode: "number" }).primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id),
    /** Null when it touches every notice of the case: the text, the release instant. */
    noticeId: uuid("notice_id").references(() => notices.id),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    what: touchWhat("what").notNull(),
  },
  (t) => [index("touches_case_idx").on(t.caseId)],
);

/** Notice × contact: the evidence. This table is the truth of sending; the queue only wakes the worker. */
export const deliveries = pgTable(
  "deliveries",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    noticeId: uuid("notice_id")
      .notNull()
      .references(() => notices.id),
    caseId: uuid("case_id").references(() => cases.id),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    contactId: uuid("contact_id")
      .notNull()
      .references(() => contacts.id),
    kind: noticeKind("kind").notNull(),
    state: deliveryState("state").notNull().default("planned"),
    /** A sentence for people: why it waits, stopped or failed. */
    reason: text("reason"),
    /** Admitted after the approval: held until a second member agrees. */
    held: boolean("held").notNull().default(false),
    address: text("address").notNull(),
    /** The frozen message, as it was first handed over; a retry is the same bytes. */
    payload: secret("payload"),
    attempts: integer("attempts").notNull().default(0),
    /** Real time: leases and retries must not follow a moved demo clock. */
    leaseUntil: instant("lease_until"),
    nextTryAt: instant("next_try_at"),
    firstAttemptAt: instant("first_attempt_at"),
    acceptedAt: instant("accepted_at"),
    /** Real time of the first request under this delivery's key: what the provider's memory of the key counts from. */
    firstTriedAt: instant("first_tried_at"),
    providerId: text("provider_id"),
  },
  (t) => [
    uniqueIndex("deliveries_once_idx").on(t.noticeId, t.contactId),
    index("deliveries_case_organization_idx").on(t.caseId, t.organizationId),
    index("deliveries_contact_idx").on(t.contactId),
    index("deliveries_organization_idx").on(t.organizationId),
    index("deliveries_open_idx")
      .on(t.noticeId)
      .where(sql`${t.state} in ('queued', 'deferred') and ${t.acceptedAt} is null`),
    check(
      "deliveries_sent_was_begun",
      sql`${t.state} not in ('sent', 'delivered') or (${t.firstAttemptAt} is not null and ${t.acceptedAt} is not null)`,
    ),
  ],
);
