import { index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "@/db/schema/columns";

/** What was used up of each limit in its running window, for all web processes. Keys are hashes. Real time. */
export const rateLimits = pgTable(
  "rate_limits",
  {
    key: text("key").primaryKey(),
    used: integer("used").notNull(),
    until: instant("until").notNull(),
  },
  (t) => [index("rate_limits_until_idx").on(t.until)],
);
