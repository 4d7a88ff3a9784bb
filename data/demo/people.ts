import { and, eq } from "drizzle-orm";
import { transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { contacts } from "@/db/schema";
import type { ActingAs } from "@/domain/viewer";

/** A named contact of the demo, as the user and the role to mint. */
export const contactUser = (email: string): Promise<[string, ActingAs]> =>
  transact(systemViewer("seed"), "read", async (ctx) => {
    const [row] = await ctx.tx
      .select({ id: contacts.id, userId: contacts.userId })
      .from(contacts)
      .where(and(eq(contacts.email, email), eq(contacts.state, "admitted")));
    if (!row?.userId) throw new Error("the demo has no such person");
    return [row.userId, { role: "contact", contactId: row.id }];
  });
