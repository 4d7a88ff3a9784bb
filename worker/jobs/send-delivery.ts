import { finishNotice } from "@/data/deliveries/commands";
import { noticeOf } from "@/data/deliveries/queries";
import { beginDelivery, finishDelivery } from "@/data/deliveries/sending";
import { systemViewer } from "@/data/viewer";
import { unlessRefused } from "@/worker/jobs/unless-refused";
import { handOver, type Transport } from "@/worker/transports/transport";

/** One delivery, by the pattern: claim, check again, freeze, commit; then hand over under a lock, and record. */
export async function sendDelivery(id: string, transport: Transport): Promise<void> {
  const viewer = systemViewer("worker");
  if (await beginDelivery(viewer, id)) await finishDelivery(viewer, id, (mail) => handOver(transport, mail));
  const noticeId = await noticeOf(viewer, id);
  if (noticeId) await unlessRefused(() => finishNotice(viewer, { noticeId }));
}
