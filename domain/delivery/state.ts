import { become, type Decision, refuse } from "@/domain/decision";

/** Transport states of a delivery: what the transport said, never what was planned (rule 6). */
export const DELIVERY_STATES = [
  "planned",
  "queued",
  "sent",
  "delivered",
  "deferred",
  "bounced",
  "suppressed",
  "failed",
  "unknown",
  "cancelled",
  "stopped",
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** `accepted`: the transport took it, so that *deferred* means its receiver delays it and nothing of ours tries again. */
export type DeliveryFacts = { state: DeliveryState; accepted: boolean };

export type DeliveryEvent =
  | { type: "queue" }
  | { type: "accept" }
  | { type: "defer" }
  | { type: "fail" }
  | { type: "lose_track" }
  | { type: "stop" }
  | { type: "cancel" };

const FROM: Record<DeliveryEvent["type"], readonly DeliveryState[]> = {
  queue: ["planned"],
  accept: ["queued", "deferred"],
  defer: ["queued", "deferred"],
  fail: ["queued", "deferred"],
  lose_track: ["queued", "deferred"],
  stop: ["planned", "queued", "deferred"],
  cancel: ["planned", "queued", "deferred"],
};
const TO: Record<DeliveryEvent["type"], DeliveryState> = {
  queue: "queued",
  accept: "sent",
  defer: "deferred",
  fail: "failed",
  lose_track: "unknown",
  stop: "stopped",
  cancel: "cancelled",
};

/** Moves a delivery forward; a message that the transport accepted is never sent, stopped or cancelled again. */
export function decideDelivery(current: DeliveryFacts, event: DeliveryEvent): Decision<DeliveryState> {
  if (current.accepted)
    return refuse("The transport accepted this message: it is never sent or stopped again.");
  return FROM[event.type].includes(current.state)
    ? become(TO[event.type])
    : refuse(`A delivery that is ${current.state} cannot ${event.type.replace("_", " ")}.`);
}

/** The states that an event may come in: what a statement on many rows asks for, of those that nobody accepted. */
export const statesBefore = (type: DeliveryEvent["type"]): DeliveryState[] => [...FROM[type]];

/** What a provider says later of a message that it was handed. */
export const MAIL_REPORTS = [
  "sent",
  "delivered",
  "deferred",
  "bounced",
  "complained",
  "suppressed",
  "failed",
] as const;
export type MailReport = (typeof MAIL_REPORTS)[number];

/** How much a report says. A later one never takes back what a stronger one said, so that their order does not matter. */
const WEIGHT: Partial<Record<DeliveryState, number>> = {
  sent: 1,
  deferred: 2,
  delivered: 3,
  failed: 4,
  bounced: 5,
  suppressed: 5,
};

/**
 * What a report makes of a delivery whose request was begun; null when it says nothing new. Reports come twice and in
 * any order: the strongest stands, and a bounce beats a delivery, because a gap must not hide (rule 6). A message that
 * we stopped, and that was accepted all the same, is shown as what it became: a lost race is not hidden.
 */
export function afterReport(current: DeliveryFacts, report: MailReport): DeliveryState | null {
  const said: DeliveryState = report === "complained" ? "delivered" : report;
  const known = current.accepted || current.state === "failed" ? (WEIGHT[current.state] ?? 0) : 0;
  return (WEIGHT[said] ?? 0) > known ? said : null;
}

/** An organization is reached when at least one of its contacts accepted delivery without a bounce. */
export const isReached = (deliveries: readonly DeliveryFacts[]): boolean =>
  deliveries.some((d) => d.accepted && (d.state === "sent" || d.state === "delivered"));

/** Why an organization is not reached, when that is so: what a person has to look at. */
export const isGap = (state: DeliveryState): boolean =>
  state === "bounced" || state === "suppressed" || state === "failed" || state === "unknown";

/** Seconds until the next try after `attempts` tries that the transport did not take: 15 s doubling to an hour. */
export const retryAfterSeconds = (attempts: number): number =>
  Math.min(3600, 15 * 2 ** Math.min(attempts - 1, 8));

/** A provider keeps an idempotency key for 24 hours; an hour before, nobody may try again by themselves (rule 5). */
export const KEY_HOURS = 23;
