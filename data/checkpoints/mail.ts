import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { append, DEPLOYMENT } from "@/data/audit";
import { checkpointFile, tryCheckpoints } from "@/data/checkpoints/open";
import { queueMail } from "@/data/sign-in/lane";
import { type Ctx, transact } from "@/data/transaction";
import { auditEntries, teamMembers, users } from "@/db/schema";
import { inUtc, isAfter } from "@/domain/time";
import type { SystemViewer } from "@/domain/viewer";
import { checkpointMail } from "@/emails/checkpoint";
import { lineHash } from "@/formats/chain/checkpoint";
import { writeReceipt } from "@/formats/chain/receipt";
import { realNow } from "@/lib/clock";
import { env } from "@/lib/env";

const EVERY_HOURS = 24;
/** Half a day is how long one is worth sending: the next comes soon. */
const MINUTES = 12 * 60;

/** When this process last saw that one was mailed: until a day later it need not ask. */
let mailedAt: Awaited<ReturnType<typeof lastMailed>> = null;

async function lastMailed(ctx: Ctx) {
  const [row] = await ctx.tx
    .select({ at: auditEntries.realAt })
    .from(auditEntries)
    .where(and(eq(auditEntries.streamType, DEPLOYMENT.type), eq(auditEntries.action, "checkpoint.mailed")))
    .orderBy(desc(auditEntries.sequence))
    .limit(1);
  return row?.at ?? null;
}

/**
 * Once a day, the newest checkpoint to those who were chosen for it and are members at that moment, on the lane that
 * nothing stops: what they keep, no backup and no owner of the database can take back.
 */
export async function mailCheckpoint(viewer: SystemViewer): Promise<void> {
  const { checkpointMail: addresses, mail } = env();
  const due = mailedAt === null || !isAfter(mailedAt.add({ hours: EVERY_HOURS }), realNow());
  if (addresses.length === 0 || !due) return;
  mailedAt = await transact(viewer, "write", async (ctx) => {
    if (!(await tryCheckpoints(ctx))) return mailedAt;
    const last = await lastMailed(ctx);
    if (last && isAfter(last.add({ hours: EVERY_HOURS }), ctx.realNow)) return last;
    const state = await (await checkpointFile(ctx)).state();
    if (state.kind !== "read") return last;
    const { line, text } = state.last;
    const { number, at, signature } = line;
    const receipt = writeReceipt({ number, at, line: lineHash(text), signature });
    const members = await membersAmong(ctx, addresses);
    for (const to of members) {
      const said = { to, number, at: inUtc(ctx.realNow), receipt, date: ctx.realNow.toString() };
      await queueMail(ctx, await checkpointMail(mail, said), MINUTES);
    }
    await append(ctx, [
      { stream: DEPLOYMENT, action: "checkpoint.mailed", facts: { number, to: members.length } },
    ]);
    return ctx.realNow;
  });
}

/** An address that was chosen and is nobody's any more gets nothing. */
async function membersAmong(ctx: Ctx, addresses: readonly string[]): Promise<string[]> {
  const rows = await ctx.tx
    .selectDistinct({ email: users.email })
    .from(users)
    .innerJoin(teamMembers, eq(teamMembers.userId, users.id))
    .where(and(inArray(users.email, [...addresses]), isNull(teamMembers.endedAt)));
  return rows.map((r) => r.email);
}
