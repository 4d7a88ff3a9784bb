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
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, instant, secret } from "@/db/schema/columns";
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
    /** The hash of the entry at the head. */
    headHash: bytes("head_hash").notNull(),
    /** Up to where the checkpoints outside the database have it. */
    checkpointed: bigint("checkpointed", { mode: "number" }).notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.streamType, t.streamId] })],
);

/** Append-only: the application's role may insert and read, and a trigger refuses the rest to everybody. No foreign keys to its subjects, which it outlives. */
export const auditEntries = pgTable(
  "audit_entries",
  {
    streamType: streamType("stream_type").notNull(),
    streamId: uuid("stream_id").notNull(),
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    action: text("action").notNull(),
    actorKind: text("actor_kind").notNull(),
    /** A human's id; the name is looked up, so that a person's data can be corrected without touching the record. */
    actorId: uuid("actor_id"),
    /** Which of our processes acted, where no human did. */
    actorProcess: text("actor_process"),
    facts: jsonb("facts").notNull(),
    note: secret("note"),
    /** HMAC-SHA-256 of the note under its case's key: what the hash covers, so that a destroyed key breaks no chain. */
    noteMac: bytes("note_mac"),
    /** SHA-256 of the hash before it and of the entry as canonical JSON (`formats/chain/entry.ts`). */
    hash: bytes("hash").notNull(),
    /** Domain time and real time: equal in production, apart where the demo's clock was moved. */
    at: instant("at").notNull(),
    realAt: instant("real_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.streamType, t.streamId, t.sequence] }),
    // What a page of the record is ordered by.
    index("audit_entries_real_idx").on(t.realAt, t.streamId, t.sequence),
    index("audit_entries_terminal_idx").on(t.realAt).where(sql`${t.actorProcess} = 'cli'`),
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
