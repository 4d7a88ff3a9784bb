import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, secret } from "@/db/schema/columns";
import { users } from "@/db/schema/people";
import { STREAM_TYPES } from "@/domain/audit";

export const streamType = pgEnum("stream_type", STREAM_TYPES);

/** The head of each stream; its row is locked while a command appends, which is what orders the entries. */
export const auditStreams = pgTable(
  "audit_streams",
  {
    streamType: streamType("stream_type").notNull(),
    streamId: uuid("stream_id").notNull(),
    head: bigint("head", { mode: "number" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.streamType, t.streamId] })],
);

/** Append-only: the application's role may insert and read. No foreign keys to its subjects, which it outlives. */
export const auditEntries = pgTable(
  "audit_entries",
  {
    streamType: streamType("stream_type").notNull(),
    streamId: uuid("stream_id").notNull(),
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    action: text("action").notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: uuid("actor_id"),
    actorName: text("actor_name").notNull(),
    facts: jsonb("facts").notNull(),
    note: secret("note"),
    /** Domain time and real time: equal in production, apart where the demo's clock was moved. */
    at: instant("at").notNull(),
    realAt: instant("real_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.streamType, t.streamId, t.sequence] }),
    check("audit_entries_sequence", sql`${t.sequence} > 0`),
  ],
);

/** A form that was submitted twice gets its first answer again. */
export const submissions = pgTable("submissions", {
  id: uuid("id").primaryKey(),
  userId: uuid("user_id").references(() => users.id),
  command: text("command").notNull(),
  result: jsonb("result"),
  at: instant("at").notNull(),
});

export const workerHeartbeats = pgTable("worker_heartbeats", {
  worker: text("worker").primaryKey(),
  at: instant("at").notNull(),
});

/** One row, written on the embedded database alone: how far the domain clock is ahead, and whether the seed is whole. */
export const demoClock = pgTable(
  "demo_clock",
  {
    id: integer("id").primaryKey(),
    offsetSeconds: bigint("offset_seconds", { mode: "number" }).notNull(),
    seeded: boolean("seeded").notNull().default(false),
  },
  (t) => [
    check("demo_clock_one_row", sql`${t.id} = 1`),
    check("demo_clock_forward", sql`${t.offsetSeconds} >= 0`),
  ],
);
