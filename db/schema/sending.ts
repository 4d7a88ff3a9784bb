import { sql } from "drizzle-orm";
import { boolean, check, index, pgEnum, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "@/db/schema/columns";
import { deliveries } from "@/db/schema/notices";
import { MAIL_REPORTS } from "@/domain/delivery/state";

export const mailReport = pgEnum("mail_report", MAIL_REPORTS);

/**
 * One row for each account at a provider, shared by all workers: when its next request may begin, and whether it is
 * stopped. Real time. Sign-in mail heeds neither.
 */
export const mailQueue = pgTable(
  "mail_queue",
  {
    account: text("account").primaryKey(),
    nextAt: instant("next_at").notNull(),
    stoppedAt: instant("stopped_at"),
    stoppedBecause: text("stopped_because"),
    /** When it goes on by itself; null while it waits for a person. */
    resumesAt: instant("resumes_at"),
  },
  (t) => [check("mail_queue_says_why", sql`(${t.stoppedAt} is null) = (${t.stoppedBecause} is null)`)],
);

/** What the provider told us, once per event: its own id refuses a second copy. */
export const mailReports = pgTable(
  "mail_reports",
  {
    /** The provider's id of the event (`svix-id`). */
    id: text("id").primaryKey(),
    deliveryId: uuid("delivery_id").references(() => deliveries.id),
    report: mailReport("report").notNull(),
    detail: text("detail"),
    permanent: boolean("permanent").notNull(),
    /** When it happened, by the provider's clock; and when we heard. */
    at: instant("at").notNull(),
    receivedAt: instant("received_at").notNull(),
  },
  (t) => [index("mail_reports_delivery_idx").on(t.deliveryId)],
);
