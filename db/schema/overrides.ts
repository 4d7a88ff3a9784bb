import { sql } from "drizzle-orm";
import { check, pgEnum, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { cases } from "@/db/schema/cases";
import { instant, secret } from "@/db/schema/columns";
import { users } from "@/db/schema/people";

export const overrideWants = pgEnum("override_wants", ["yes", "no"]);

/** Prenotification against what the policy says of a severity: one member proposes, a second confirms (policies.md 3e, 4). */
export const prenotifyOverrides = pgTable(
  "prenotify_overrides",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id),
    wants: overrideWants("wants").notNull(),
    /** The severity that it was proposed for: it holds for no other. */
    severity: text("severity").notNull(),
    reason: secret("reason").notNull(),
    proposedBy: uuid("proposed_by")
      .notNull()
      .references(() => users.id),
    proposedAt: instant("proposed_at").notNull(),
    confirmedBy: uuid("confirmed_by").references(() => users.id),
    confirmedAt: instant("confirmed_at"),
    takenBackAt: instant("taken_back_at"),
  },
  (t) => [
    uniqueIndex("prenotify_overrides_open_idx")
      .on(t.caseId)
      .where(sql`${t.confirmedAt} is null and ${t.takenBackAt} is null`),
    check(
      "prenotify_overrides_two_people",
      sql`${t.confirmedBy} is null or ${t.confirmedBy} <> ${t.proposedBy}`,
    ),
  ],
);
