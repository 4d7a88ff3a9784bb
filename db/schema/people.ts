import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgEnum,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, secret } from "@/db/schema/columns";

export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    createdAt: instant("created_at").notNull(),
    /** Name and address were erased; the id stays, because evidence names it. */
    erasedAt: instant("erased_at"),
  },
  (t) => [
    uniqueIndex("users_email_idx").on(t.email),
    check("users_email_lower", sql`${t.email} = lower(${t.email})`),
  ],
);

export const teams = pgTable("teams", {
  id: uuid("id").primaryKey().defaultRandom(),
  name: text("name").notNull(),
  createdAt: instant("created_at").notNull(),
});

export const teamMembers = pgTable(
  "team_members",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    teamId: uuid("team_id")
      .notNull()
      .references(() => teams.id),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    admin: boolean("admin").notNull().default(false),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [uniqueIndex("team_members_current_idx").on(t.teamId, t.userId).where(sql`${t.endedAt} is null`)],
);

export const sessionRole = pgEnum("session_role", ["member", "contact", "applicant"]);

/** Real time throughout: a demo that moves its clock must neither end nor extend anybody's session. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    tokenHash: text("token_hash").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    role: sessionRole("role"),
    actingTeamId: uuid("acting_team_id").references(() => teams.id),
    actingContactId: uuid("acting_contact_id"),
    startedAt: instant("started_at").notNull(),
    lastUsedAt: instant("last_used_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    /** Browser and system in a few words, as the browser said; for its owner's eyes alone. */
    device: text("device").notNull().default(""),
    /** When a second factor was proved last; null until one was. */
    factorAt: instant("factor_at"),
    /** What was asked of an authenticator, until it answers: good for one answer. */
    challenge: text("challenge"),
    challengeUntil: instant("challenge_until"),
  },
  (t) => [uniqueIndex("sessions_token_idx").on(t.tokenHash), index("sessions_user_idx").on(t.userId)],
);

/** A sign-in link that was asked for: single use, ten minutes, bound to the browser that asked. Real time. */
export const signInTokens = pgTable(
  "sign_in_tokens",
  {
    tokenHash: text("token_hash").primaryKey(),
    email: text("email").notNull(),
    /** Hash of the asking browser's cookie; null for a link that the operator made on the terminal. */
    browserHash: text("browser_hash"),
    /** Keyed hash of the code that is typed in the browser that asked; null where there is none to type. */
    codeHash: text("code_hash"),
    /** Wrong codes so far. */
    attempts: integer("attempts").notNull().default(0),
    issuedAt: instant("issued_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [index("sign_in_tokens_email_idx").on(t.email)],
);

/** The lane of sign-in and confirmation mail, apart from deliveries: a stopped queue never locks people out. Real time. */
export const signInMails = pgTable("sign_in_mails", {
  id: uuid("id").primaryKey().defaultRandom(),
  address: text("address").notNull(),
  /** Dropped once the transport accepted it. */
  payload: secret("payload"),
  attempts: integer("attempts").notNull().default(0),
  nextTryAt: instant("next_try_at"),
  expiresAt: instant("expires_at").notNull(),
  acceptedAt: instant("accepted_at"),
});
