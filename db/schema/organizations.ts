import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgEnum,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "@/db/schema/columns";
import { teams, users } from "@/db/schema/people";
import { projects } from "@/db/schema/projects";
import { CONTACT_KINDS, CONTACT_STATES } from "@/domain/organization/contact";
import { MEMBERSHIP_STATES } from "@/domain/organization/membership";

/** A vendor. Name and contacts are shared by the team's projects; memberships and cases are not. */
export const organizations = pgTable(
  "organizations",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    teamId: uuid("team_id")
      .notNull()
      .references(() => teams.id),
    name: text("name").notNull(),
    website: text("website"),
    /** The company behind it, where it is known by another name: what limits per legal entity count. */
    legalEntity: text("legal_entity"),
    about: text("about"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [uniqueIndex("organizations_name_idx").on(t.teamId, sql`lower(${t.name})`)],
);

export const contactKind = pgEnum("contact_kind", CONTACT_KINDS);
export const contactState = pgEnum("contact_state", CONTACT_STATES);

export const contacts = pgTable(
  "contacts",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    kind: contactKind("kind").notNull(),
    email: text("email").notNull(),
    name: text("name"),
    /** The human behind a named contact; a role address has none and never holds a session. */
    userId: uuid("user_id").references(() => users.id),
    state: contactState("state").notNull().default("proposed"),
    /** Keeps the organization's contacts and evidence right; a named person alone. */
    admin: boolean("admin").notNull().default(false),
    addedBy: uuid("added_by").references(() => users.id),
    addedAt: instant("added_at").notNull(),
    admittedBy: uuid("admitted_by").references(() => users.id),
    admittedAt: instant("admitted_at"),
    confirmedAt: instant("confirmed_at"),
    /** How the address was confirmed to belong to the organization, in the words of who admitted it. */
    confirmedHow: text("confirmed_how"),
    endedAt: instant("ended_at"),
    endedBecause: text("ended_because"),
  },
  (t) => [
    uniqueIndex("contacts_current_idx").on(t.organizationId, t.email).where(sql`${t.state} <> 'ended'`),
    index("contacts_user_idx").on(t.userId),
    check("contacts_email_lower", sql`${t.email} = lower(${t.email})`),
    check(
      "contacts_admitted",
      sql`${t.state} <> 'admitted' or (${t.admittedBy} is not null and ${t.admittedAt} is not null)`,
    ),
    check("contacts_admin_is_a_person", sql`${t.kind} = 'person' or not ${t.admin}`),
    check("contacts_role_has_no_user", sql`${t.kind} = 'person' or ${t.userId} is null`),
  ],
);

/** A link that asked a mailbox to confirm itself; only its hash is kept. Real time. */
export const contactConfirmations = pgTable(
  "contact_confirmations",
  {
    tokenHash: text("token_hash").primaryKey(),
    contactId: uuid("contact_id")
      .notNull()
      .references(() => contacts.id),
    askedBy: uuid("asked_by").references(() => users.id),
    askedAt: instant("asked_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [index("contact_confirmations_contact_idx").on(t.contactId)],
);

export const groups = pgTable(
  "groups",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    projectId: uuid("project_id")
      .notNull()
      .references(() => projects.id),
    name: text("name").notNull(),
    description: text("description").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("groups_name_idx").on(t.projectId, sql`lower(${t.name})`),
    unique("groups_project_key").on(t.id, t.projectId),
  ],
);

export const membershipState = pgEnum("membership_state", MEMBERSHIP_STATES);

/** Organization × group. A new membership after an end is a new row, so that the history stays. */
export const memberships = pgTable(
  "memberships",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    projectId: uuid("project_id").notNull(),
    groupId: uuid("group_id").notNull(),
    state: membershipState("state").notNull(),
    pausedUntil: instant("paused_until"),
    /** When it was decided. */
    acceptedAt: instant("accepted_at"),
    /** When it took effect; until then when it was decided. */
    startedAt: instant("started_at").notNull(),
    /** The end of the time for which it was reviewed (P31); from then on it is lapsed, whatever the state says. */
    lapsesAt: instant("lapses_at"),
    /** When the organization was last reminded that a review is due. */
    remindedAt: instant("reminded_at"),
    /** The version of the terms that it was last told to accept. */
    termsAsked: text("terms_asked"),
    /** The version that held when it began, for one from before acceptances were recorded. */
    joinedUnder: text("joined_under"),
    endedAt: instant("ended_at"),
  },
  (t) => [
    foreignKey({ columns: [t.groupId, t.projectId], foreignColumns: [groups.id, groups.projectId] }),
    uniqueIndex("memberships_current_idx").on(t.organizationId, t.groupId).where(sql`${t.endedAt} is null`),
    check(
      "memberships_end",
      sql`(${t.state}::text in ('lapsed', 'withdrawn', 'left', 'transferred')) = (${t.endedAt} is not null)`,
    ),
    check("memberships_pause", sql`(${t.state} = 'paused') = (${t.pausedUntil} is not null)`),
  ],
);

/** What happened to a membership, append-only. */
export const membershipChanges = pgTable(
  "membership_changes",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    membershipId: uuid("membership_id")
      .notNull()
      .references(() => memberships.id),
    number: integer("number").notNull(),
    state: membershipState("state").notNull(),
    reason: text("reason").notNull(),
    by: uuid("by").references(() => users.id),
    at: instant("at").notNull(),
  },
  (t) => [uniqueIndex("membership_changes_number_idx").on(t.membershipId, t.number)],
);
