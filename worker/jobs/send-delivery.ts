import { finishNotice } from "@/data/deliveries/commands";
import { noticeOf } from "@/data/deliveries/queries";
import { takeSlot } from "@/data/deliveries/queue";
import { beginDelivery, finishDelivery, postponeDelivery } from "@/data/deliveries/sending";
import { systemViewer } from "@/data/viewer";
import { unlessRefused } from "@/worker/jobs/unless-refused";
import { noTransport } from "@/worker/transports/none";
import { handOver, type Transport } from "@/worker/transports/transport";

const viewer = systemViewer("worker");

/** One delivery, by the pattern: claim, check again, freeze, commit; then hand over under a lock, and record. */
export async function sendDelivery(id: string, transport: Transport): Promise<void> {
  if (transport === noTransport) return postponeDelivery(viewer, id, "No mail transport is configured");
  const { account } = transport;
  const wait = account ? await takeSlot(viewer, account, id) : 0;
  if (wait === null) return;
  const options = { account: account?.account };
  if (await beginDelivery(viewer, id, options)) {
    await pause(wait);
    await finishDelivery(viewer, id, (mail) => handOver(transport, mail), options);
  }
  const noticeId = await noticeOf(viewer, id);
  if (noticeId) await unlessRefused(() => finishNotice(viewer, { noticeId }));
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
