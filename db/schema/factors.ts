import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, secret } from "@/db/schema/columns";
import { users } from "@/db/schema/people";

// What a human proves themselves with beside their mailbox. Real time throughout. Ended with a date, never deleted: it
// says with what somebody approved.

/** A credential of WebAuthn Level 3: the public half, which proves nothing by itself. */
export const passkeys = pgTable(
  "passkeys",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    credentialId: text("credential_id").notNull(),
    /** COSE, in base64url. */
    publicKey: text("public_key").notNull(),
    counter: bigint("counter", { mode: "number" }).notNull(),
    transports: text("transports").array().notNull(),
    label: text("label").notNull(),
    /** Kept by a provider on several devices, rather than in one. */
    synced: boolean("synced").notNull(),
    addedAt: instant("added_at").notNull(),
    lastUsedAt: instant("last_used_at"),
    endedAt: instant("ended_at"),
  },
  (t) => [uniqueIndex("passkeys_credential_idx").on(t.credentialId), index("passkeys_user_idx").on(t.userId)],
);

/** A secret of RFC 6238, shared with an authenticator app. */
export const authenticators = pgTable(
  "authenticators",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    secret: secret("secret").notNull(),
    /** The time step of the newest code that was taken; none up to it is taken again. */
    lastStep: bigint("last_step", { mode: "number" }).notNull().default(0),
    addedAt: instant("added_at").notNull(),
    /** When a first code was typed: until then it lets nobody in. */
    confirmedAt: instant("confirmed_at"),
    lastUsedAt: instant("last_used_at"),
    endedAt: instant("ended_at"),
  },
  (t) => [
    uniqueIndex("authenticators_current_idx")
      .on(t.userId)
      .where(sql`${t.endedAt} is null and ${t.confirmedAt} is not null`),
    uniqueIndex("authenticators_pending_idx")
      .on(t.userId)
      .where(sql`${t.endedAt} is null and ${t.confirmedAt} is null`),
  ],
);

/** Each good once, when every other factor is lost; only a hash is kept. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    codeHash: text("code_hash").notNull(),
    madeAt: instant("made_at").notNull(),
    usedAt: instant("used_at"),
    endedAt: instant("ended_at"),
  },
  (t) => [uniqueIndex("recovery_codes_hash_idx").on(t.userId, t.codeHash)],
);

/** An account elsewhere, by the provider's own number for it: a name or an address can change hands (ASVS 6.8.1). */
export const linkedAccounts = pgTable(
  "linked_accounts",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    provider: text("provider").notNull(),
    subject: text("subject").notNull(),
    /** As it was called when it was linked: for eyes alone. */
    login: text("login").notNull(),
    linkedAt: instant("linked_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    uniqueIndex("linked_accounts_subject_idx").on(t.provider, t.subject).where(sql`${t.endedAt} is null`),
    uniqueIndex("linked_accounts_user_idx").on(t.userId, t.provider).where(sql`${t.endedAt} is null`),
  ],
);

/** A browser that somebody signed in with before, by the hash of a cookie that lets nobody in. */
export const devices = pgTable(
  "devices",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    tokenHash: text("token_hash").notNull(),
    firstAt: instant("first_at").notNull(),
    lastAt: instant("last_at").notNull(),
  },
  (t) => [uniqueIndex("devices_token_idx").on(t.userId, t.tokenHash)],
);

/** All factors of somebody were taken off, so that they set up new ones: shown to every member. */
export const factorResets = pgTable(
  "factor_resets",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    at: instant("at").notNull(),
    /** Null for the operator on the terminal. */
    by: uuid("by").references(() => users.id),
  },
  (t) => [check("factor_resets_by_somebody_else", sql`${t.by} is null or ${t.by} <> ${t.userId}`)],
);
