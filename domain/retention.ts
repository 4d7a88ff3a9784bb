import type { Temporal } from "temporal-polyfill";
import { become, type Decision, refuse } from "@/domain/decision";
import { inUtc, isAfter, isAtOrBefore } from "@/domain/time";

/** Days for which a policy has each kind of record kept, from its end; null where the text gives no end. */
export type Retention = {
  case: number | null;
  incident: number | null;
  application: number | null;
  messages: number | null;
};

export const NO_END: Retention = { case: null, incident: null, application: null, messages: null };

/** What a policy can give an end to: from when its days count, and what destroys it then. */
export const KEPT_KINDS = {
  case: { label: "Text of a case", from: "its close or rejection", by: "Two members, who destroy its key" },
  incident: { label: "Text of an incident", from: "its close", by: "Two members, who destroy its key" },
  application: { label: "Application", from: "the decision", by: "Two members, who destroy its text" },
  messages: { label: "Bytes of a sent message", from: "the end of its notice", by: "The worker, by itself" },
} as const satisfies Record<keyof Retention, { label: string; from: string; by: string }>;

/** Links, letters and forms of signing in. No policy speaks of them: the number is ours. */
export const SIGN_IN_DAYS = 30;

/** How long a mail provider shows what it sent, by its own word. */
export const PROVIDER_LOG_DAYS = 30;

export type KeepingFacts = {
  /** When the case or incident was closed or rejected; null while it runs. */
  endedAt: Temporal.Instant | null;
  /** When its key was destroyed, in real time, and how many days a backup lived by what was set then. */
  destroyed: { at: Temporal.Instant; backupDays: number | null } | null;
};

export type Keeping =
  | { type: "no_end" }
  | { type: "running" }
  | { type: "until"; until: Temporal.Instant }
  | { type: "due"; since: Temporal.Instant }
  /** `completeAt` is null where nobody said how long a backup lives. */
  | { type: "destroyed"; at: Temporal.Instant; completeAt: Temporal.Instant | null; complete: boolean };

/**
 * How long a record is kept, and where its destruction stands. A copy of the key lives on in backups: destruction is
 * complete only when the last of those is gone, by the longer of what was set then and what is set now.
 * @param days of the policy; null has no end
 * @param clock domain time for what is kept, real time for what backups hold
 */
export function keeping(
  facts: KeepingFacts,
  days: number | null,
  clock: { now: Temporal.Instant; realNow: Temporal.Instant; backupDays: number | null },
): Keeping {
  if (facts.destroyed) {
    const { at, backupDays } = facts.destroyed;
    const lives =
      backupDays === null && clock.backupDays === null
        ? null
        : Math.max(backupDays ?? 0, clock.backupDays ?? 0);
    const completeAt = lives === null ? null : after(at, lives);
    const complete = completeAt !== null && isAtOrBefore(completeAt, clock.realNow);
    return { type: "destroyed", at, completeAt, complete };
  }
  if (days === null) return { type: "no_end" };
  if (!facts.endedAt) return { type: "running" };
  const until = after(facts.endedAt, days);
  return isAfter(until, clock.now) ? { type: "until", until } : { type: "due", since: until };
}

const after = (at: Temporal.Instant, days: number): Temporal.Instant => at.add({ hours: 24 * days });

/** Whether two members may destroy it at this moment; why not, in words. */
export function decideDestruction(
  kept: Keeping,
  running: { openIncidents: number; openMessages: number },
): Decision<Temporal.Instant> {
  switch (kept.type) {
    case "no_end":
      return refuse("The policy names no end: this is kept.");
    case "running":
      return refuse("It is not closed yet: its time has not begun.");
    case "until":
      return refuse(`The policy has it kept until ${inUtc(kept.until)}.`);
    case "destroyed":
      return refuse(`Its key was destroyed on ${inUtc(kept.at)}.`);
    case "due":
      if (running.openIncidents > 0) return refuse("An incident of the case is open: it is evidence.");
      if (running.openMessages > 0) return refuse("A message of the case is still on its way.");
      return become(kept.since);
  }
}

/** What stands where a text was. */
export const destroyedWords = (at: Temporal.Instant): string => `Destroyed with its key on ${inUtc(at)}.`;

/** How it stands, in words. */
export function keepingWords(kept: Keeping): string {
  switch (kept.type) {
    case "no_end":
      return "Kept: the policy names no end";
    case "running":
      return "Kept: not closed yet";
    case "until":
      return `Kept until ${inUtc(kept.until)}`;
    case "due":
      return `Due since ${inUtc(kept.since)}`;
    case "destroyed":
      if (kept.completeAt === null)
        return `Destroyed on ${inUtc(kept.at)}. Complete when the last backup from before is gone; nobody said when that is`;
      return kept.complete
        ? `Destroyed on ${inUtc(kept.at)}, complete since ${inUtc(kept.completeAt)}`
        : `Destroyed on ${inUtc(kept.at)}. Complete on ${inUtc(kept.completeAt)}: backups hold its key until then`;
  }
}
