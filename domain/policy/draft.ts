import type { Temporal } from "temporal-polyfill";
import { become, type Decision, refuse } from "@/domain/decision";

export const DRAFT_STATES = ["draft", "proposed", "adopted", "dropped"] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

/** What becomes of a member whom the new criteria would not let in. Nothing of it happens by itself (rule 13). */
export const FATES = {
  keep: "Stays a member as it is",
  review: "Stays, and a member reviews it",
  withdraw: "A withdrawal is proposed, which a second member confirms",
} as const;

export type Draft = {
  state: DraftState;
  /** The number of the version that it began from. */
  base: number;
  proposedBy: string | null;
};

export type DraftCommand =
  | { type: "save" }
  | { type: "propose"; by: string; findings: "read" | "unread" }
  | { type: "send_back" }
  | { type: "adopt"; by: string; newest: number; undecided: number }
  | { type: "drop" };

/** Proposed by one member and adopted by another, from a version that is still the newest (P1). */
export function decideDraft(d: Draft, c: DraftCommand): Decision<Draft> {
  if (d.state === "adopted" || d.state === "dropped")
    return refuse(d.state === "adopted" ? "This draft was adopted already." : "This draft was dropped.");
  switch (c.type) {
    case "save":
      return d.state === "draft"
        ? become(d)
        : refuse("This draft is proposed: send it back first, then change it.");
    case "propose":
      if (d.state === "proposed") return refuse("This draft is proposed already.");
      if (c.findings === "unread")
        return refuse("It has findings. Mend them, or say that you read them and propose it as it is.");
      return become({ ...d, state: "proposed", proposedBy: c.by });
    case "send_back":
      return d.state === "proposed"
        ? become({ ...d, state: "draft", proposedBy: null })
        : refuse("This draft is not proposed.");
    case "adopt":
      if (d.state !== "proposed") return refuse("Propose it first: one member proposes, another adopts.");
      if (d.proposedBy === c.by) return refuse("You proposed this. Another member adopts it.");
      if (c.newest !== d.base)
        return refuse(`Version ${c.newest} was adopted meanwhile. Send this back and compare it again.`);
      if (c.undecided > 0)
        return refuse(
          `Say first what becomes of ${c.undecided === 1 ? "the member" : `the ${c.undecided} members`} whom the new criteria would not let in.`,
        );
      return become({ ...d, state: "adopted" });
    case "drop":
      return become({ ...d, state: "dropped", proposedBy: null });
  }
}

/** A version holds from its own first day, and never from before its adoption. */
export const effectiveAt = (
  firstDay: Temporal.Instant | null,
  adoptedAt: Temporal.Instant,
): Temporal.Instant =>
  firstDay && firstDay.epochMilliseconds > adoptedAt.epochMilliseconds ? firstDay : adoptedAt;
