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
export function decideDelivery(state: DeliveryState, event: DeliveryEvent): Decision<DeliveryState> {
  return FROM[event.type].includes(state)
    ? become(TO[event.type])
    : refuse(`A delivery that is ${state} cannot ${event.type.replace("_", " ")}.`);
}

/** The states that an event may come in: what a statement on many rows asks for. */
export const statesBefore = (type: DeliveryEvent["type"]): DeliveryState[] => [...FROM[type]];

/** An organization is reached when at least one of its contacts accepted delivery without a bounce. */
export const isReached = (states: readonly DeliveryState[]): boolean =>
  states.some((s) => s === "sent" || s === "delivered");

/** Seconds until the next try after `attempts` tries that the transport did not take: 15 s doubling to an hour. */
export const retryAfterSeconds = (attempts: number): number =>
  Math.min(3600, 15 * 2 ** Math.min(attempts - 1, 8));
