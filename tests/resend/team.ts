import { randomUUID } from "node:crypto";
import { dispatchNotice } from "@/data/deliveries/commands";
import { approve, deliveriesOf, SEND, scheduled, written } from "@/tests/case";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, type Org, type World, worker } from "@/tests/world";
import { sendDelivery } from "@/worker/jobs/send-delivery";
import { resendTransport } from "@/worker/transports/resend";
import type { Transport } from "@/worker/transports/transport";

/** The real transport against a double, through an account that no other test shares. */
export const transportTo = (url: string, perSecond = 100): Transport => ({
  ...resendTransport({ apiKey: "re_test", baseUrl: url }),
  account: { account: `test-${randomUUID()}`, perSecond },
});

/** A notice to some organizations, each with a role address and a person, whose messages are queued. */
export async function leaving(count: number, world?: World) {
  const w = world ?? (await makeWorld());
  const orgs: Org[] = [];
  for (let i = 0; i < count; i++) orgs.push(await makeOrg(w));
  const c = await scheduled(w);
  const noticeId = await written(w, c, orgs);
  await approve(w, c, noticeId);
  await dispatchNotice(worker, { noticeId }, at(SEND));
  return { w, orgs, ...c, noticeId };
}

export const openOf = async (noticeId: string): Promise<string[]> =>
  (await deliveriesOf(noticeId))
    .filter((d) => ["queued", "deferred"].includes(d.state) && d.acceptedAt === null && !d.held)
    .map((d) => d.id);

/** As if the time passed that leases and retries wait for. */
export const passTime = (noticeId: string) =>
  asOwner(
    (sql) =>
      sql`update deliveries set lease_until = least(lease_until, now() - interval '1 second'), next_try_at = null where notice_id = ${noticeId}`,
  );

/** Two workers take what is open, again and again, until nothing is; what they lose track of stays visible. */
export async function drain(noticeId: string, transport: Transport, rounds = 12): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const open = await openOf(noticeId);
    if (open.length === 0) return;
    await passTime(noticeId);
    const work = async (ids: string[]) => {
      for (const id of ids) await sendDelivery(id, transport);
    };
    await Promise.all([work(open), work([...open].reverse())]);
  }
}
