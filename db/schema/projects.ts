import { sql } from "drizzle-orm";
import { index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant } from "@/db/schema/columns";
import { teams, users } from "@/db/schema/people";

export const projects = pgTable(
  "projects",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    teamId: uuid("team_id")
      .notNull()
      .references(() => teams.id),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    prefix: text("prefix").notNull(),
    /** When a member last said that the addresses for reports hold: security.txt expires a year later (RFC 9116, 2.5.5). */
    doorsConfirmedAt: instant("doors_confirmed_at"),
    doorsConfirmedBy: uuid("doors_confirmed_by").references(() => users.id),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [uniqueIndex("projects_slug_idx").on(t.slug), uniqueIndex("projects_prefix_idx").on(t.prefix)],
);

/** Who works on a project and sees its cases. Ended with a date, never deleted: it says who could read what, and when. */
export const projectMembers = pgTable(
  "project_members",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    projectId: uuid("project_id")
      .notNull()
      .references(() => projects.id),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    startedAt: instant("started_at").notNull(),
    /** Null, as `endedBy`, for what the operator did on the terminal. */
    addedBy: uuid("added_by").references(() => users.id),
    /** The name under which they agreed to stand on the project's public page; null: they are not named. */
    namedAs: text("named_as"),
    endedAt: instant("ended_at"),
    endedBy: uuid("ended_by").references(() => users.id),
  },
  (t) => [
    uniqueIndex("project_members_current_idx").on(t.projectId, t.userId).where(sql`${t.endedAt} is null`),
    index("project_members_user_idx").on(t.userId),
  ],
);
