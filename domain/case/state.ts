import type { Temporal } from "temporal-polyfill";
import { become, type Decision, refuse } from "@/domain/decision";
import { isAfter, type MeantInstant } from "@/domain/time";

/** The states of a case that this product has so far (canonical names of a disclosure event). */
export const CASE_STATES = [
  "triaging",
  "confirmed",
  "scheduled",
  "prenotified",
  "public",
  "rejected",
  "closed",
] as const;
export type CaseState = (typeof CASE_STATES)[number];

export type CaseFacts = {
  state: CaseState;
  /** How often a release instant was confirmed: 0 none, 1 the first, more: the embargo was revised. */
  releaseRevision: number;
  release: MeantInstant | null;
};

export type CaseCommand =
  | { type: "confirm"; vulnerabilities: number; undecidedSeverities: number }
  | { type: "schedule"; release: MeantInstant }
  | { type: "prenotify" }
  | { type: "publish" }
  | { type: "reject" }
  | { type: "close" };

/** What a command does to a case. The only place that knows which step may follow which. */
export function decide(current: CaseFacts, command: CaseCommand, now: Temporal.Instant): Decision<CaseFacts> {
  const { state } = current;
  switch (command.type) {
    case "confirm":
      if (state !== "triaging") return refuse(`A case that is ${state} is not in triage any more.`);
      if (command.vulnerabilities === 0) return refuse("Add the vulnerability first, then confirm the case.");
      if (command.undecidedSeverities > 0)
        return refuse("Decide the severity of every vulnerability first, then confirm the case.");
      return become({ ...current, state: "confirmed" });
    case "schedule":
      if (!isEmbargoed(state))
        return refuse(`A case that is ${state} has no release instant to set. Confirm the case first.`);
      if (!isAfter(command.release.at, now))
        return refuse("The release instant lies in the past. Choose a later one.");
      return become({
        state: state === "confirmed" ? "scheduled" : state,
        release: command.release,
        releaseRevision: current.releaseRevision + 1,
      });
    case "prenotify":
      if (state === "prenotified") return become(current);
      if (state !== "scheduled")
        return refuse(
          `A case that is ${state} cannot be prenotified: it needs a release instant, and must not be public.`,
        );
      return become({ ...current, state: "prenotified" });
    case "publish":
      if (!isEmbargoed(state)) return refuse(`A case that is ${state} cannot be published.`);
      return become({ ...current, state: "public" });
    case "reject":
      if (state !== "triaging" && state !== "confirmed")
        return refuse("Only a case that nobody was told of can be rejected.");
      return become({ ...current, state: "rejected" });
    case "close":
      if (state !== "public" && state !== "rejected")
        return refuse("Only a public or rejected case can be closed.");
      return become({ ...current, state: "closed" });
  }
}

/** Confirmed and not yet public: what the embargo is about. */
export const isEmbargoed = (state: CaseState): boolean =>
  state === "confirmed" || state === "scheduled" || state === "prenotified";

export type EmbargoState = "none" | "active" | "revised" | "exited";

/** The embargo is active from the moment an instant is confirmed, and exited when public (product.md). */
export function embargoOf(facts: CaseFacts): EmbargoState {
  if (facts.state === "public" || facts.state === "closed")
    return facts.releaseRevision > 0 ? "exited" : "none";
  if (facts.releaseRevision === 0 || facts.state === "rejected") return "none";
  return facts.releaseRevision === 1 ? "active" : "revised";
}

/** Past its date and unpublished: a state of its own, derived from the clock (rule 10). */
export function isOverdue(facts: CaseFacts, now: Temporal.Instant): boolean {
  return isEmbargoed(facts.state) && facts.release !== null && !isAfter(facts.release.at, now);
}

/** Publishing before the instant needs the reference typed out (product.md, Settled details). */
export function publishesEarly(facts: CaseFacts, now: Temporal.Instant): boolean {
  return facts.release === null || isAfter(facts.release.at, now);
}
