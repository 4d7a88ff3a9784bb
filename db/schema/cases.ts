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
import { instant, secret } from "@/db/schema/columns";
import { users } from "@/db/schema/people";
import { projectPolicies } from "@/db/schema/policies";
import { projects } from "@/db/schema/projects";
import { CASE_STATES } from "@/domain/case/state";
import { TLP_LABELS } from "@/domain/consent/tlp";

export const caseState = pgEnum("case_state", CASE_STATES);
export const tlp = pgEnum("tlp", TLP_LABELS);
export const prenotifyChoice = pgEnum("prenotify_choice", ["undecided", "yes", "no"]);

/** One release instant, one embargo, one or more vulnerabilities. Plain: reference, code name, severity, state, instants. */
export const cases = pgTable(
  "cases",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    projectId: uuid("project_id")
      .notNull()
      .references(() => projects.id),
    reference: text("reference").notNull(),
    codeName: text("code_name").notNull(),
    title: secret("title").notNull(),
    state: caseState("state").notNull().default("triaging"),
    severity: text("severity"),
    tlp: tlp("tlp").notNull().default("AMBER+STRICT"),
    prenotify: prenotifyChoice("prenotify").notNull().default("undecided"),
    prenotifyReason: secret("prenotify_reason"),
    /** Two members decided against what the policy says of this severity; void when the severity changes. */
    overriddenAt: instant("overridden_at"),
    /** The version of the policy that governs it: the one in force when it began, until a member moves it. */
    policyId: uuid("policy_id")
      .notNull()
      .references(() => projectPolicies.id),
    releaseAt: instant("release_at"),
    releaseZone: text("release_zone"),
    releaseRevision: integer("release_revision").notNull().default(0),
    /** A published record that is worked on as if it were not (the demo and trainings). */
    replay: boolean("replay").notNull().default(false),
    /** Known in public since, by its record: nothing of it may be prenotified. */
    publicSince: instant("public_since"),
    publishedAt: instant("published_at"),
    publishedVersionId: uuid("published_version_id"),
    endReason: secret("end_reason"),
    /** Grows with every change that a form could overwrite. */
    revision: integer("revision").notNull().default(1),
    createdBy: uuid("created_by").references(() => users.id),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    // A reference begins with its project's prefix. A lookup that names the viewer's projects too never touches the row
    // of another one, which takes longer to refuse than nothing at all; neither does one among what is public.
    uniqueIndex("cases_reference_idx").on(t.projectId, t.reference),
    index("cases_published_idx").on(t.reference).where(sql`${t.publishedAt} is not null`),
    uniqueIndex("cases_code_name_idx").on(t.codeName),
    index("cases_project_idx").on(t.projectId, t.createdAt),
    check("cases_release_has_zone", sql`(${t.releaseAt} is null) = (${t.releaseZone} is null)`),
    check(
      "cases_scheduled_has_release",
      sql`${t.state} not in ('scheduled', 'prenotified') or ${t.releaseAt} is not null`,
    ),
    check(
      "cases_public_has_version",
      sql`${t.state} <> 'public' or (${t.publishedAt} is not null and ${t.publishedVersionId} is not null)`,
    ),
    check("cases_public_is_not_prenotified", sql`${t.publicSince} is null or ${t.state} <> 'prenotified'`),
  ],
);

export const vulnerabilities = pgTable(
  "vulnerabilities",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id),
    position: integer("position").notNull(),
    /** The vulnerability as data (`domain/vulnerability.ts`), sealed as one JSON document. */
    record: secret("record").notNull(),
    /** The record as it came in, to be able to say later what was imported; null for one that was typed in a form. */
    source: secret("source"),
    severity: text("severity"),
    severityReason: secret("severity_reason"),
    severityBy: uuid("severity_by").references(() => users.id),
    severityAt: instant("severity_at"),
    /** Null for what the case began with; what was added later is no part of a notice that was approved before. */
    addedAt: instant("added_at"),
    /** Taken out of the case: kept, and counted nowhere. */
    removedAt: instant("removed_at"),
    removedBy: uuid("removed_by").references(() => users.id),
    removedReason: secret("removed_reason"),
  },
  (t) => [
    uniqueIndex("vulnerabilities_position_idx").on(t.caseId, t.position),
    check("vulnerabilities_removed_by_somebody", sql`(${t.removedAt} is null) = (${t.removedBy} is null)`),
  ],
);

/** A record as it stood before somebody changed it: by whom, and when. */
export const vulnerabilityRevisions = pgTable(
  "vulnerability_revisions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    vulnerabilityId: uuid("vulnerability_id")
      .notNull()
      .references(() => vulnerabilities.id),
    number: integer("number").notNull(),
    record: secret("record").notNull(),
    by: uuid("by")
      .notNull()
      .references(() => users.id),
    at: instant("at").notNull(),
  },
  (t) => [uniqueIndex("vulnerability_revisions_number_idx").on(t.vulnerabilityId, t.number)],
);

export const advisoryVersions = pgTable(
  "advisory_versions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id),
    number: integer("number").notNull(),
    content: secret("content").notNull(),
    savedBy: uuid("saved_by").references(() => users.id),
    savedAt: instant("saved_at").notNull(),
  },
  (t) => [
    uniqueIndex("advisory_versions_number_idx").on(t.caseId, t.number),
    unique("advisory_versions_case_key").on(t.id, t.caseId),
  ],
);

/** One member proposes, which freezes the version; a different one confirms. */
export const publications = pgTable(
  "publications",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id),
    versionId: uuid("version_id").notNull(),
    proposedBy: uuid("proposed_by")
      .notNull()
      .references(() => users.id),
    proposedAt: instant("proposed_at").notNull(),
    confirmedBy: uuid("confirmed_by").references(() => users.id),
    confirmedAt: instant("confirmed_at"),
    withdrawnAt: instant("withdrawn_at"),
  },
  (t) => [
    foreignKey({
      columns: [t.versionId, t.caseId],
      foreignColumns: [advisoryVersions.id, advisoryVersions.caseId],
    }),
    uniqueIndex("publications_open_idx").on(t.caseId).where(sql`${t.withdrawnAt} is null`),
    check("publications_two_people", sql`${t.confirmedBy} is null or ${t.confirmedBy} <> ${t.proposedBy}`),
  ],
);
