import postgres from "postgres";
import { confirmContact } from "@/data/organizations/confirmation";
import { type Options, transact } from "@/data/transaction";
import { upgradeDatabase } from "@/data/upgrade/upgrade";
import { systemViewer } from "@/data/viewer";
import { GRANTS } from "@/db/grants";
import { contactConfirmations, demoClock, signInMails, teams } from "@/db/schema";
import { env } from "@/lib/env";
import { hashToken, newToken } from "@/lib/random";

/**
 * Says whether the seed has to run, and clears what an interrupted one left. A database that somebody already works
 * with is left alone, and so is every one but the embedded.
 */
export async function beginSeeding(): Promise<boolean> {
  const { demo, migrationUrl } = env();
  if (!demo || !migrationUrl) throw new Error("The demo is for the embedded database alone.");
  const viewer = systemViewer("seed");
  const [clock, used] = await transact(
    viewer,
    "read",
    async (ctx) =>
      [
        (await ctx.tx.select().from(demoClock))[0],
        (await ctx.tx.select().from(teams).limit(1)).length > 0,
      ] as const,
  );
  if (clock?.seeded || (!clock && used)) return false;
  if (clock && used) await clear(migrationUrl);
  await transact(viewer, "write", (ctx) =>
    ctx.tx.insert(demoClock).values({ id: 1, offsetSeconds: 0 }).onConflictDoNothing(),
  );
  return true;
}

/** What asked the demo's mailboxes to confirm themselves is answered already, and would only fill the local mailbox. */
export const finishSeeding = () =>
  transact(systemViewer("seed"), "write", async (ctx) => {
    await ctx.tx.delete(signInMails);
    await ctx.tx.update(demoClock).set({ seeded: true });
  });

/** Answers as the mailbox of a contact does that follows the link which it was sent. */
export async function mailboxConfirms(contactId: string, options: Options = {}): Promise<void> {
  const viewer = systemViewer("seed");
  const token = newToken();
  await transact(viewer, "write", (ctx) =>
    ctx.tx.insert(contactConfirmations).values({
      tokenHash: hashToken(token),
      contactId,
      askedAt: ctx.realNow,
      expiresAt: ctx.realNow.add({ hours: 1 }),
    }),
  );
  await confirmContact(viewer, { token }, options);
}

async function clear(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  // Nobody worked with it yet, and so its record is no proof of anything.
  await sql`alter table audit_entries disable trigger audit_entries_append_only`;
  await sql`truncate ${sql(Object.keys(GRANTS))} restart identity cascade`;
  await sql`alter table audit_entries enable trigger audit_entries_append_only`;
  await sql.end();
  // With everything else its keys went too.
  await upgradeDatabase(ownerUrl);
}
