import { pgView, text, uuid } from "drizzle-orm/pg-core";
import { caseState, tlp } from "@/db/schema/cases";
import { instant } from "@/db/schema/columns";

// Made with the policies (`db/walls/functions.ts`): narrow doors through row-level security.

/** What a contact's organization was told of, by plain columns: open to it whatever becomes of its membership. */
export const obligations = pgView("obligations", {
  id: uuid("id").notNull(),
  projectId: uuid("project_id").notNull(),
  reference: text("reference").notNull(),
  codeName: text("code_name").notNull(),
  tlp: tlp("tlp").notNull(),
  state: caseState("state").notNull(),
  releaseAt: instant("release_at"),
  publishedAt: instant("published_at"),
  toldAt: instant("told_at"),
}).existing();

/** Since when the team says that the embargo of a case may not hold. */
export const embargoBreaks = pgView("embargo_breaks", {
  caseId: uuid("case_id").notNull(),
  since: instant("since").notNull(),
}).existing();

/** Members of the projects whose policy publishes them: spans of membership by name. */
export const publishedMembers = pgView("published_members", {
  projectId: uuid("project_id").notNull(),
  name: text("name").notNull(),
  since: instant("since").notNull(),
  until: instant("until"),
}).existing();
