import { sql } from "drizzle-orm";
import type { Ctx } from "@/data/transaction";
import { membershipChanges } from "@/db/schema";

type Change = Omit<typeof membershipChanges.$inferInsert, "id" | "number">;

/** Adds to what happened to a membership, which is locked; the history only grows. */
export const addChange = (ctx: Ctx, change: Change) =>
  ctx.tx.insert(membershipChanges).values({
    ...change,
    number: sql<number>`(select coalesce(max(number), 0) + 1 from membership_changes where membership_id = ${change.membershipId})`,
  });
