import { sql } from "drizzle-orm";
import { check, index, pgEnum, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { cases } from "@/db/schema/cases";
import { instant, secret } from "@/db/schema/columns";
import { notices } from "@/db/schema/notices";
import { contacts, organizations } from "@/db/schema/organizations";
import { users } from "@/db/schema/people";
import { projects } from "@/db/schema/projects";
import { ACCEPTED_HOW } from "@/domain/consent/acceptance";

// What a membership rests on besides its decision: terms, evidence that is offered, drills, transfers, exceptions.

export const acceptedHow = pgEnum("terms_accepted_how", ACCEPTED_HOW);

const ofProject = {
  organizationId: uuid("organization_id")
    .notNull()
    .references(() => organizations.id),
  projectId: uuid("project_id")
    .notNull()
    .references(() => projects.id),
};
const someone = (column: string) => uuid(column).references(() => users.id);

/** The terms of joining, accepted by a named person of the organization (P13); append-only. */
export const termsAcceptances = pgTable(
  "terms_acceptances",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    ...ofProject,
    version: text("version").notNull(),
    /** The text as it was accepted. */
    text: text("text").notNull(),
    how: acceptedHow("how").notNull(),
    /** Who accepted, as they are called; the contact where it was one. */
    name: text("name").notNull(),
    contactId: uuid("contact_id").references(() => contacts.id),
    /** What a member saw who recorded an acceptance given elsewhere. */
    note: text("note"),
    by: someone("by").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    index("terms_acceptances_idx").on(t.projectId, t.organizationId),
    check("terms_acceptances_recorded", sql`${t.how}::text <> 'recorded' or ${t.note} is not null`),
  ],
);

/** Newer evidence that an organization offers for a criterion; a member settles it by recording a verdict. */
export const evidenceOffers = pgTable(
  "evidence_offers",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    ...ofProject,
    criterion: text("criterion").notNull(),
    link: text("link"),
    note: text("note").notNull(),
    datedAt: instant("dated_at").notNull(),
    contactId: uuid("contact_id")
      .notNull()
      .references(() => contacts.id),
    by: someone("by").notNull(),
    at: instant("at").notNull(),
    settledBy: someone("settled_by"),
    settledAt: instant("settled_at"),
  },
  (t) => [
    index("evidence_offers_idx").on(t.organizationId, t.projectId),
    uniqueIndex("evidence_offers_open_idx")
      .on(t.organizationId, t.projectId, t.criterion)
      .where(sql`${t.settledAt} is null`),
  ],
);

/** A person of an organization answered a drill by signing in. */
export const drillAnswers = pgTable(
  "drill_answers",
  {
    noticeId: uuid("notice_id")
      .notNull()
      .references(() => notices.id),
    organizationId: ofProject.organizationId,
    contactId: uuid("contact_id")
      .notNull()
      .references(() => contacts.id),
    by: someone("by").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.noticeId, t.contactId] })],
);

/** An organization was bought or merged: one member proposes, another confirms, and the successor applies. */
export const membershipTransfers = pgTable(
  "membership_transfers",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    ...ofProject,
    successorId: uuid("successor_id")
      .notNull()
      .references(() => organizations.id),
    /** The proof of it, in words. */
    reason: secret("reason").notNull(),
    proposedBy: someone("proposed_by").notNull(),
    proposedAt: instant("proposed_at").notNull(),
    confirmedBy: someone("confirmed_by"),
    confirmedAt: instant("confirmed_at"),
    takenBackAt: instant("taken_back_at"),
  },
  (t) => [
    uniqueIndex("membership_transfers_open_idx")
      .on(t.organizationId, t.projectId)
      .where(sql`${t.confirmedAt} is null and ${t.takenBackAt} is null`),
    check(
      "membership_transfers_two_people",
      sql`${t.confirmedBy} is null or ${t.confirmedBy} <> ${t.proposedBy}`,
    ),
    check("membership_transfers_two_organizations", sql`${t.organizationId} <> ${t.successorId}`),
  ],
);

/** A member decided that an organization is told of a case that ran when it joined (P43). */
export const inFlightDecisions = pgTable(
  "in_flight_decisions",
  {
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id),
    organizationId: ofProject.organizationId,
    reason: secret("reason").notNull(),
    by: someone("by").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.organizationId] })],
);
