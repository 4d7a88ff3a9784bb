import { beginDelivery, finishDelivery } from "@/data/deliveries/sending";
import { systemViewer } from "@/data/viewer";
import { handOver, type Transport } from "@/worker/transports/transport";

/** One delivery, by the pattern: claim, check again, freeze, commit; then hand over under a lock, and record. */
export async function sendDelivery(id: string, transport: Transport): Promise<void> {
  const viewer = systemViewer("worker");
  if (await beginDelivery(viewer, id)) await finishDelivery(viewer, id, (mail) => handOver(transport, mail));
}
