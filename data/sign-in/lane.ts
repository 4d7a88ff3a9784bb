import { and, eq, gt, isNotNull, isNull, lt, lte, or } from "drizzle-orm";
import { newId } from "@/data/audit";
import type { Handover } from "@/data/deliveries/handover";
import { enqueue } from "@/data/jobs";
import { type Ctx, transact } from "@/data/transaction";
import { signInMails } from "@/db/schema";
import { retryAfterSeconds } from "@/domain/delivery/state";
import { LINK_MINUTES } from "@/domain/sign-in/limits";
import type { SystemViewer } from "@/domain/viewer";
import type { OutgoingMail } from "@/lib/mail";

const mailPlace = (row: string) => ({ scope: "deployment", table: "sign_in_mails", row, column: "payload" });

/**
 * Puts a message that lets somebody in, or asks a mailbox to confirm itself, into the lane that nothing stops. Its text
 * holds a secret link: it is sealed, and dropped once it was accepted.
 * @param minutes how long it is worth sending; less than the day for which a provider keeps our key
 */
export async function queueMail(ctx: Ctx, mail: Omit<OutgoingMail, "id">, minutes: number): Promise<void> {
  const id = newId();
  const payload = await ctx.seal(mailPlace(id), JSON.stringify({ ...mail, id }));
  await ctx.tx
    .insert(signInMails)
    .values({ id, address: mail.to, payload, expiresAt: ctx.realNow.add({ minutes }) });
  await enqueue(ctx, { task: "send_sign_in", id });
}

/** Queues the message with a sign-in link. */
export const queueSignInMail = (viewer: SystemViewer, mail: Omit<OutgoingMail, "id">): Promise<void> =>
  transact(viewer, "write", (ctx) => queueMail(ctx, mail, LINK_MINUTES));

const waiting = (ctx: Ctx) =>
  and(
    isNull(signInMails.acceptedAt),
    isNotNull(signInMails.payload),
    gt(signInMails.expiresAt, ctx.realNow),
    or(isNull(signInMails.nextTryAt), lte(signInMails.nextTryAt, ctx.realNow)),
  );

/** Hands over one message of the lane, if it is still of use; a second worker skips the row that the first one holds. */
export const sendLaneMail = (
  viewer: SystemViewer,
  id: string,
  hand: (mail: OutgoingMail) => Promise<Handover>,
): Promise<void> =>
  transact(viewer, "write", async (ctx) => {
    const [row] = await ctx.tx
      .select()
      .from(signInMails)
      .where(and(eq(signInMails.id, id), waiting(ctx)))
      .for("update", { skipLocked: true });
    if (!row?.payload) return;
    const said = await hand(JSON.parse(await ctx.open(mailPlace(id), row.payload)) as OutgoingMail);
    const retried = said.outcome === "retry" || said.outcome === "halt";
    // Half a minute at most: people wait in front of it, and a few more requests in ten minutes cost nothing.
    const seconds = Math.max(
      said.outcome === "retry" ? (said.afterSeconds ?? 0) : 0,
      Math.min(30, retryAfterSeconds(row.attempts + 1)),
    );
    await ctx.tx
      .update(signInMails)
      .set(
        retried
          ? { attempts: row.attempts + 1, nextTryAt: ctx.realNow.add({ milliseconds: seconds * 1000 }) }
          : { acceptedAt: said.outcome === "accepted" ? ctx.realNow : null, payload: null },
      )
      .where(eq(signInMails.id, id));
  });

/** Messages of the lane that no transport took yet; those past their time are dropped. */
export const waitingLaneMails = (viewer: SystemViewer): Promise<string[]> =>
  transact(viewer, "write", async (ctx) => {
    await ctx.tx.delete(signInMails).where(lt(signInMails.expiresAt, ctx.realNow.subtract({ hours: 1 })));
    const rows = await ctx.tx.select({ id: signInMails.id }).from(signInMails).where(waiting(ctx));
    return rows.map((r) => r.id);
  });
