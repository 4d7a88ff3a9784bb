import type { Temporal } from "temporal-polyfill";
import { type CaseFacts, isEmbargoed } from "@/domain/case/state";
import { become, type Decision, refuse } from "@/domain/decision";
import { isAfter, isAtOrBefore, type MeantInstant } from "@/domain/time";

export const NOTICE_STATES = [
  "draft",
  "in_review",
  "approved",
  "sending",
  "sent",
  "cancelled",
  "halted",
  "void",
] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

export type NoticeFacts = { state: NoticeState; send: MeantInstant };

export type NoticeCommand =
  | { type: "edit"; send: MeantInstant }
  | { type: "approve"; recipients: number; hasAdvisory: boolean }
  | { type: "send_back" }
  | { type: "review_again" }
  | { type: "dispatch" }
  | { type: "cancel" }
  | { type: "halt" }
  | { type: "void" };

/** What a command does to a notice that opens a case. `of` is the case it belongs to. */
export function decideNotice(
  current: NoticeFacts,
  of: CaseFacts,
  command: NoticeCommand,
  now: Temporal.Instant,
): Decision<NoticeFacts> {
  const { state } = current;
  switch (command.type) {
    case "edit": {
      if (state !== "draft" && state !== "in_review")
        return refuse(`A notice that is ${words(state)} cannot be changed. Cancel it and write another.`);
      const refusal = sendingTime(command.send, of, now);
      return refusal ?? become({ state: "in_review", send: command.send });
    }
    case "approve": {
      if (state !== "in_review")
        return refuse(`A notice that is ${words(state)} does not wait for approval.`);
      if (of.state !== "scheduled" && of.state !== "prenotified")
        return refuse(`The case is ${of.state}. Set its release instant before anybody is told.`);
      if (!command.hasAdvisory) return refuse("There is no advisory to send. Write one first.");
      if (command.recipients === 0)
        return refuse("Nobody would receive this notice. Choose organizations that can.");
      return sendingTime(current.send, of, now) ?? become({ ...current, state: "approved" });
    }
    case "send_back":
      if (state !== "in_review")
        return refuse(`A notice that is ${words(state)} does not wait for approval.`);
      return become({ ...current, state: "draft" });
    case "review_again":
      if (state !== "approved") return refuse(`A notice that is ${words(state)} holds no approval.`);
      return become({ ...current, state: "in_review" });
    case "dispatch":
      if (state !== "approved") return refuse(`A notice that is ${words(state)} does not leave.`);
      if (!isEmbargoed(of.state)) return refuse(`The case is ${of.state}: nothing is secret any more.`);
      if (isAfter(current.send.at, now)) return refuse("Its instant has not come.");
      return become({ ...current, state: "sending" });
    case "cancel":
      if (!isUnsent(state)) return refuse(`A notice that is ${words(state)} can no longer be cancelled.`);
      return become({ ...current, state: "cancelled" });
    case "halt":
      if (state !== "sending") return refuse(`A notice that is ${words(state)} is not being sent.`);
      return become({ ...current, state: "halted" });
    case "void":
      if (!isUnsent(state) && state !== "sending") return refuse(`A notice that is ${words(state)} is over.`);
      return become({ ...current, state: "void" });
  }
}

/** None of its messages is on its way any more. */
export const finishes = (state: NoticeState): Decision<{ state: NoticeState }> =>
  state === "sending"
    ? become({ state: "sent" })
    : refuse(`A notice that is ${words(state)} is not being sent.`);

/** Before its instant a notice can be stopped by one member, without anybody having been told. */
export const isUnsent = (state: NoticeState): boolean =>
  state === "draft" || state === "in_review" || state === "approved";

function sendingTime(send: MeantInstant, of: CaseFacts, now: Temporal.Instant) {
  if (isAtOrBefore(send.at, now)) return refuse("The sending time lies in the past. Choose a later one.");
  if (of.release && isAtOrBefore(of.release.at, send.at))
    return refuse("The notice would leave after the embargo ends. Choose an earlier time.");
  return null;
}

function words(state: NoticeState): string {
  return state === "in_review" ? "waiting for approval" : state;
}
