import { and, eq, or } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { recordOf } from "@/data/deliveries/sending";
import type { Ctx } from "@/data/transaction";
import { contacts, deliveries, notices } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { decideDelivery } from "@/domain/delivery/state";
import { type Missing, sentByMissing } from "@/domain/restore";

const REASON =
  "It had been handed over before the database was restored, and what became of it was lost. Nothing sends it again";

type Row = typeof deliveries.$inferSelect;

/**
 * Messages that had left, as the checkpoints know and the database does not: each becomes unknown, so that no worker
 * takes it up again. One that the database never heard of is added, so that a notice which leaves again passes it by.
 */
export async function settleSent(
  ctx: Ctx,
  missing: readonly Missing[],
): Promise<{ events: AuditEvent[]; messages: number }> {
  const events: AuditEvent[] = [];
  let messages = 0;
  for (const { deliveryId, missing: m } of sentByMissing(missing)) {
    const row = (await known(ctx, deliveryId, m)) ?? (await added(ctx, deliveryId, m));
    if (!row) continue;
    const lost = lose(row);
    if (!lost) continue;
    await ctx.tx
      .update(deliveries)
      .set({
        state: lost,
        reason: REASON,
        leaseUntil: null,
        attempts: Math.max(1, row.attempts),
        firstAttemptAt: row.firstAttemptAt ?? begunAt(ctx, m),
      })
      .where(eq(deliveries.id, row.id));
    events.push(...(await recordOf(ctx, row, "delivery.unknown", { because: REASON })));
    messages += 1;
  }
  return { events, messages };
}

/** A message that waits is first queued and then lost; one that ended otherwise stays as it is. */
function lose(row: Row) {
  const facts = { state: row.state, accepted: row.acceptedAt !== null };
  const queued = decideDelivery(facts, { type: "queue" });
  const lost = decideDelivery(queued.ok ? { ...facts, state: queued.next } : facts, { type: "lose_track" });
  return lost.ok ? lost.next : null;
}

const begunAt = (ctx: Ctx, { at }: Missing) => (at ? Temporal.Instant.from(at) : ctx.now);

async function known(ctx: Ctx, deliveryId: string, { facts }: Missing): Promise<Row | null> {
  const [row] = await ctx.tx
    .select()
    .from(deliveries)
    .where(
      or(
        eq(deliveries.id, deliveryId),
        and(
          eq(deliveries.noticeId, facts["noticeId"] ?? deliveryId),
          eq(deliveries.contactId, facts["contactId"] ?? deliveryId),
        ),
      ),
    )
    .for("no key update");
  return row ?? null;
}

/** Where the notice and the contact are there and the message is not: it was planned after the backup. */
async function added(ctx: Ctx, deliveryId: string, { facts }: Missing): Promise<Row | null> {
  const [notice] = await ctx.tx
    .select()
    .from(notices)
    .where(eq(notices.id, facts["noticeId"] ?? deliveryId));
  const [contact] = await ctx.tx
    .select()
    .from(contacts)
    .where(eq(contacts.id, facts["contactId"] ?? deliveryId));
  if (!notice || !contact) return null;
  const [row] = await ctx.tx
    .insert(deliveries)
    .values({
      id: deliveryId,
      noticeId: notice.id,
      caseId: notice.caseId,
      organizationId: contact.organizationId,
      contactId: contact.id,
      kind: notice.kind,
      state: "planned",
      address: contact.email,
    })
    .returning();
  return row ?? null;
}
