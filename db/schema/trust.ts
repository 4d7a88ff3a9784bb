import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { cases } from "@/db/schema/cases";
import { bytes, instant, secret } from "@/db/schema/columns";
import { users } from "@/db/schema/people";
import { projects } from "@/db/schema/projects";

/** The wrapping keys that this database knows: never the key, only a value that a wrong one can't open. Real time. */
export const wrappingKeys = pgTable(
  "wrapping_keys",
  {
    /** Drawn from the key itself (`lib/crypto/wrapping.ts`). */
    id: text("id").primaryKey(),
    checkValue: bytes("check_value").notNull(),
    current: boolean("current").notNull(),
    addedAt: instant("added_at").notNull(),
    retiredAt: instant("retired_at"),
  },
  (t) => [
    uniqueIndex("wrapping_keys_current_idx").on(t.current).where(sql`${t.current}`),
    check("wrapping_keys_retired", sql`not (${t.current} and ${t.retiredAt} is not null)`),
  ],
);

export const dataKeyKind = pgEnum("data_key_kind", ["deployment", "case", "incident", "report"]);

/** One key per case, report and incident, and one of the deployment; each wrapped by a key that is not in the database. */
export const dataKeys = pgTable(
  "data_keys",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** The id of what it covers, or "deployment". */
    scope: text("scope").notNull(),
    kind: dataKeyKind("kind").notNull(),
    projectId: uuid("project_id").references(() => projects.id),
    /** No foreign key: the key is made before the row whose first text it seals. */
    caseId: uuid("case_id"),
    /** Null once destroyed: what it sealed can't be opened again. */
    wrapped: bytes("wrapped"),
    wrappedBy: text("wrapped_by").references(() => wrappingKeys.id),
    createdAt: instant("created_at").notNull(),
    destroyedAt: instant("destroyed_at"),
  },
  (t) => [
    uniqueIndex("data_keys_scope_idx").on(t.scope),
    index("data_keys_case_idx").on(t.caseId),
    index("data_keys_wrapped_by_idx").on(t.wrappedBy),
    check("data_keys_destroyed", sql`(${t.wrapped} is null) = (${t.destroyedAt} is not null)`),
    check("data_keys_wrapped_by_somebody", sql`(${t.wrapped} is null) = (${t.wrappedBy} is null)`),
    check(
      "data_keys_belong",
      sql`(${t.kind} = 'deployment') = (${t.projectId} is null) and (${t.kind} not in ('case', 'incident') or ${t.caseId} is not null)`,
    ),
  ],
);

/** What everybody may read of a published case, as it was published: plain, and kept when the case's key is destroyed. */
export const publishedAdvisories = pgTable("published_advisories", {
  caseId: uuid("case_id")
    .primaryKey()
    .references(() => cases.id),
  /** `PublishedDocument` in `data/publications/document.ts`. */
  document: jsonb("document").notNull(),
  publishedAt: instant("published_at").notNull(),
});

/** The last line that was written to the checkpoint file outside. Real time. */
export const checkpointHead = pgTable(
  "checkpoint_head",
  {
    id: integer("id").primaryKey(),
    number: bigint("number", { mode: "number" }).notNull(),
    lineHash: bytes("line_hash").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [check("checkpoint_head_one_row", sql`${t.id} = 1`)],
);

export const restoreKind = pgEnum("restore_kind", ["behind", "missing", "fork"]);

/**
 * The database was found behind its outside checkpoints, or apart from them. Until two members reconcile it, nothing is
 * sent and no vendor reads. Real time.
 */
export const restores = pgTable(
  "restores",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    kind: restoreKind("kind").notNull(),
    foundAt: instant("found_at").notNull(),
    checkpoint: bigint("checkpoint", { mode: "number" }).notNull(),
    /** What is missing, as ids and codes: `Finding` in `data/restores/find.ts`. */
    missing: jsonb("missing").notNull(),
    note: secret("note"),
    proposedBy: uuid("proposed_by").references(() => users.id),
    proposedAt: instant("proposed_at"),
    confirmedBy: uuid("confirmed_by").references(() => users.id),
    confirmedAt: instant("confirmed_at"),
  },
  (t) => [
    uniqueIndex("restores_open_idx").on(sql`(true)`).where(sql`${t.confirmedAt} is null`),
    check("restores_two_people", sql`${t.confirmedBy} is null or ${t.confirmedBy} <> ${t.proposedBy}`),
    check(
      "restores_proposed_first",
      sql`(${t.confirmedBy} is null) = (${t.confirmedAt} is null) and (${t.proposedBy} is null) = (${t.proposedAt} is null) and (${t.confirmedBy} is null or ${t.proposedBy} is not null)`,
    ),
  ],
);

/** Everything that leaves is stopped, sign-in mail aside; null people are the operator on the terminal. */
export const sendingStops = pgTable(
  "sending_stops",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    reason: secret("reason").notNull(),
    by: uuid("by").references(() => users.id),
    at: instant("at").notNull(),
    endedBy: uuid("ended_by").references(() => users.id),
    endedAt: instant("ended_at"),
  },
  (t) => [uniqueIndex("sending_stops_open_idx").on(sql`(true)`).where(sql`${t.endedAt} is null`)],
);

export const destroyedKind = pgEnum("destroyed_kind", ["case", "incident"]);

/** The key of a case or incident, destroyed by two members once its time has passed. */
export const destructions = pgTable(
  "destructions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    kind: destroyedKind("kind").notNull(),
    subjectId: uuid("subject_id").notNull(),
    projectId: uuid("project_id")
      .notNull()
      .references(() => projects.id),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id),
    /** Until when the policy kept it. */
    keptUntil: instant("kept_until").notNull(),
    proposedBy: uuid("proposed_by")
      .notNull()
      .references(() => users.id),
    proposedAt: instant("proposed_at").notNull(),
    confirmedBy: uuid("confirmed_by").references(() => users.id),
    confirmedAt: instant("confirmed_at"),
    /** How long a backup lives, as it was set at the confirmation; null when nobody had said. */
    backupDays: integer("backup_days"),
    takenBackAt: instant("taken_back_at"),
  },
  (t) => [
    uniqueIndex("destructions_open_idx").on(t.subjectId).where(sql`${t.takenBackAt} is null`),
    check("destructions_two_people", sql`${t.confirmedBy} is null or ${t.confirmedBy} <> ${t.proposedBy}`),
  ],
);
