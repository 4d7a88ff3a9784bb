import { sql } from "drizzle-orm";
import { check, integer, pgEnum, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { advisoryVersions, cases, vulnerabilities } from "@/db/schema/cases";
import { instant, secret } from "@/db/schema/columns";
import { contacts, organizations } from "@/db/schema/organizations";
import { users } from "@/db/schema/people";
import { CONSENT_STATES } from "@/domain/consent/terms";
import { JUSTIFICATIONS, STATEMENT_STATES } from "@/domain/statement/state";
import { keysOf } from "@/lib/keys";

export const consentState = pgEnum("consent_state", CONSENT_STATES);

/** Organization × case × version of terms; the newest answer of a named person holds, older ones stay. */
export const consents = pgTable(
  "consents",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    termsVersion: text("terms_version").notNull(),
    termsText: text("terms_text").notNull(),
    state: consentState("state").notNull(),
    by: uuid("by")
      .notNull()
      .references(() => users.id),
    contactId: uuid("contact_id")
      .notNull()
      .references(() => contacts.id),
    at: instant("at").notNull(),
    supersededAt: instant("superseded_at"),
  },
  (t) => [
    uniqueIndex("consents_current_idx").on(t.caseId, t.organizationId).where(sql`${t.supersededAt} is null`),
  ],
);

/** The first rendering of a version's text to a person. */
export const readings = pgTable(
  "readings",
  {
    versionId: uuid("version_id")
      .notNull()
      .references(() => advisoryVersions.id),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id),
    at: instant("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.versionId, t.userId, t.organizationId] })],
);

export const acknowledgements = pgTable(
  "acknowledgements",
  {
    versionId: uuid("version_id")
      .notNull()
      .references(() => advisoryVersions.id),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id),
    by: uuid("by")
      .notNull()
      .references(() => users.id),
    at: instant("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.versionId, t.organizationId] })],
);

export const statementState = pgEnum("statement_state", keysOf(STATEMENT_STATES));
export const justification = pgEnum("justification", keysOf(JUSTIFICATIONS));

/** What an organization says of a vulnerability; the highest number holds, earlier ones stay as they were said. */
export const statements = pgTable(
  "statements",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    vulnerabilityId: uuid("vulnerability_id")
      .notNull()
      .references(() => vulnerabilities.id),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id),
    number: integer("number").notNull(),
    state: statementState("state").notNull(),
    justification: justification("justification"),
    note: secret("note"),
    /** Their own id for it, in their own tracker. */
    trackingId: secret("tracking_id"),
    /** When the fix is, or was, ready. */
    fixAt: instant("fix_at"),
    by: uuid("by")
      .notNull()
      .references(() => users.id),
    contactId: uuid("contact_id")
      .notNull()
      .references(() => contacts.id),
    at: instant("at").notNull(),
  },
  (t) => [
    uniqueIndex("statements_number_idx").on(t.vulnerabilityId, t.organizationId, t.number),
    check(
      "statements_not_affected_says_why",
      sql`(${t.state} = 'not_affected') = (${t.justification} is not null)`,
    ),
  ],
);
