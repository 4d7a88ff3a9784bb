import { sql } from "drizzle-orm";
import { check, index, pgEnum, pgTable, uuid } from "drizzle-orm/pg-core";
import { cases } from "@/db/schema/cases";
import { instant, secret } from "@/db/schema/columns";
import { organizations } from "@/db/schema/organizations";
import { users } from "@/db/schema/people";
import { ATTRIBUTIONS, INCIDENT_STATES } from "@/domain/incident/state";
import { keysOf } from "@/lib/keys";

export const incidentState = pgEnum("incident_state", INCIDENT_STATES);
export const attribution = pgEnum("attribution", keysOf(ATTRIBUTIONS));

/** A suspected leak of a case: what was seen, where, when, and who brought it. */
export const incidents = pgTable(
  "incidents",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id),
    state: incidentState("state").notNull().default("suspected"),
    /** JSON (`IncidentReport` in `data/incidents/report.ts`): what, where, link, pasted text, who brought it. */
    report: secret("report").notNull(),
    seenAt: instant("seen_at").notNull(),
    /** Since when it was public from elsewhere; then it is no leak. */
    publicElsewhereAt: instant("public_elsewhere_at"),
    attribution: attribution("attribution").notNull().default("unknown"),
    organizationId: uuid("organization_id").references(() => organizations.id),
    /** Why it was judged as it was. */
    finding: secret("finding"),
    announcedAt: instant("announced_at"),
    recordedBy: uuid("recorded_by")
      .notNull()
      .references(() => users.id),
    recordedAt: instant("recorded_at").notNull(),
    closedAt: instant("closed_at"),
  },
  (t) => [
    index("incidents_case_idx").on(t.caseId),
    check(
      "incidents_attributed",
      sql`(${t.attribution} = 'organization') = (${t.organizationId} is not null)`,
    ),
  ],
);
