import type { Temporal } from "temporal-polyfill";
import { finishNotice } from "@/data/deliveries/commands";
import { dueWork, openDeliveries } from "@/data/deliveries/queries";
import { beginDelivery, finishDelivery } from "@/data/deliveries/sending";
import { systemViewer } from "@/data/viewer";

export const worker = systemViewer("seed");

/** Hands everything that is due to a transport that takes it, by the same two halves as the worker. */
export async function sendOpen(at: Temporal.Instant): Promise<void> {
  for (const id of await openDeliveries(worker)) {
    if (await beginDelivery(worker, id, { at }))
      await finishDelivery(worker, id, async (mail) => ({ outcome: "accepted", providerId: mail.id }), {
        at: at.add({ seconds: 2 }),
      });
  }
  const { finished } = await dueWork(worker);
  for (const noticeId of finished) await finishNotice(worker, { noticeId }, { at: at.add({ seconds: 2 }) });
}
