import { dispatchNotice, finishNotice } from "@/data/deliveries/commands";
import { dueWork } from "@/data/deliveries/queries";
import { forgetLimits } from "@/data/limits/forget";
import { membershipWork, tickMembership } from "@/data/memberships/clock";
import { keepHouse } from "@/data/retention/housekeeping";
import { sendLaneMail, waitingLaneMails } from "@/data/sign-in/lane";
import { systemViewer } from "@/data/viewer";
import { log } from "@/lib/log";
import { sendDelivery } from "@/worker/jobs/send-delivery";
import { unlessRefused } from "@/worker/jobs/unless-refused";
import { handOver, type Transport } from "@/worker/transports/transport";

const worker = systemViewer("worker");

/** A notice's instant came. One that was cancelled, voided or already left is nothing to do. */
export const dispatch = (noticeId: string): Promise<void> =>
  unlessRefused(() => dispatchNotice(worker, { noticeId }));

/** Sign-in mail has its own lane: it goes first, and nothing that stops deliveries stops it. */
export const sendSignIn = (id: string, transport: Transport): Promise<void> =>
  sendLaneMail(worker, id, (mail) => handOver(transport, mail));

/** Finds everything that should be on its way, whoever was to wake us. One bad item never blocks the others. */
export async function sweep(transport: Transport): Promise<void> {
  for (const id of await waitingLaneMails(worker))
    await alone("sign-in", id, () => sendSignIn(id, transport));
  const due = await dueWork(worker, transport.account?.account);
  for (const id of due.notices) await alone("notice", id, () => dispatch(id));
  for (const id of due.deliveries) await alone("delivery", id, () => sendDelivery(id, transport));
  for (const noticeId of due.finished)
    await alone("notice", noticeId, () => unlessRefused(() => finishNotice(worker, { noticeId })));
}

/** What the calendar does to memberships: reminders, lapses, terms that changed. */
export async function tickMemberships(): Promise<void> {
  for (const of of await membershipWork(worker))
    await alone("membership", of.organizationId, () => unlessRefused(() => tickMembership(worker, of)));
}

/** Once an hour at most: nothing of it is in a hurry. */
export async function dropOld(): Promise<void> {
  await alone("limits", "all", () => forgetLimits(worker));
  await alone("housekeeping", "all", () => unlessRefused(() => keepHouse(worker, {})));
}

async function alone(what: string, id: string, run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    log.error(
      { what, id, error: error instanceof Error ? error.name : "unknown" },
      "an item failed and will be tried again",
    );
  }
}
