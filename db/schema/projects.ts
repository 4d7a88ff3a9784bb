import { integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
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
    createdAt: instant("created_at").notNull(),
  },
  (t) => [uniqueIndex("projects_slug_idx").on(t.slug), uniqueIndex("projects_prefix_idx").on(t.prefix)],
);

/** Every version that was ever in force; the newest holds. */
export const projectPolicies = pgTable(
  "project_policies",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    projectId: uuid("project_id")
      .notNull()
      .references(() => projects.id),
    number: integer("number").notNull(),
    document: jsonb("document").notNull(),
    adoptedBy: uuid("adopted_by").references(() => users.id),
    adoptedAt: instant("adopted_at").notNull(),
  },
  (t) => [uniqueIndex("project_policies_number_idx").on(t.projectId, t.number)],
);
