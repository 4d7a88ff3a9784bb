import type { Temporal } from "temporal-polyfill";
import type { ApplicationState, Vote } from "@/domain/application/application";
import { quorums } from "@/domain/application/quorum";
import { type Ballot, verdictOf } from "@/domain/application/tally";
import { become, type Decision, refuse } from "@/domain/decision";
import type { Application as ApplicationPart } from "@/domain/policy/parts/eligibility";
import type { Span } from "@/domain/policy/parts/time";
import type { Policy } from "@/domain/policy/policy";
import { addSpan } from "@/domain/policy/spans";
import { inUtc, isAfter } from "@/domain/time";

/** What a policy says of how an application is decided (P8, P10). */
export type DecisionRules = {
  /** One for each step. */
  quorums: readonly number[];
  /** By when each step is decided; null where the text promises nothing. */
  within: readonly (Span | null)[];
  incomplete: NonNullable<ApplicationPart["incomplete"]>;
  appeal: { to: string; within: Span | null } | null;
};

export function decisionRules(policy: Pick<Policy, "application">): DecisionRules {
  const { application } = policy;
  const asked = quorums(policy);
  const steps = application?.decision?.steps ?? [];
  return {
    quorums: asked,
    within: asked.map((_, i) => steps[i]?.within ?? null),
    // A text that says nothing rejects nobody.
    incomplete: application?.incomplete ?? "hold",
    appeal: application?.decision?.appeal ?? null,
  };
}

export type ApplicationNow = {
  state: ApplicationState;
  /** Counted from 0; one more than there are steps is the appeal. */
  round: number;
  submittedAt: Temporal.Instant | null;
  decideBy: Temporal.Instant | null;
  decidedAt: Temporal.Instant | null;
  decidedBy: string | null;
  appealedAt: Temporal.Instant | null;
  votes: readonly Ballot[];
  /** Who takes no part, by human (rule 14). */
  recused: ReadonlySet<string>;
};

export type ApplicationCommand =
  | { type: "save" }
  | { type: "submit"; missing: readonly string[] }
  | { type: "take_back" }
  | { type: "appeal" }
  | { type: "vote"; by: string; vote: Vote }
  | { type: "mark_incomplete"; by: string }
  | { type: "advance" | "accept" | "decline"; by: string };

const OPEN: readonly ApplicationState[] = ["submitted", "appealed"];
/** Whether members look at it, so that it waits for a vote or a decision. */
export const isUnderReview = (state: ApplicationState): boolean => OPEN.includes(state);
export const isOver = (state: ApplicationState): boolean =>
  ["accepted", "declined", "taken_back"].includes(state);

/** The round in which an appeal is decided. */
export const appealRound = (rules: DecisionRules): number => rules.quorums.length;
/** How many have to agree in a round; those of an appeal are as many as in the last step. */
export const quorumIn = (rules: DecisionRules, round: number): number =>
  rules.quorums[Math.min(round, rules.quorums.length - 1)] ?? 2;

/** Who spoke or decided before an appeal, and so takes no part in it. */
export const tookPart = (
  a: Pick<ApplicationNow, "votes" | "decidedBy">,
  rules: DecisionRules,
): ReadonlySet<string> =>
  new Set([
    ...a.votes.filter((v) => v.round < appealRound(rules)).map((v) => v.userId),
    ...(a.decidedBy ? [a.decidedBy] : []),
  ]);

/** Why a member takes no part at this moment; null when they may. */
export function barred(a: ApplicationNow, by: string, rules: DecisionRules): string | null {
  if (a.recused.has(by)) return "You take no part in this application.";
  if (a.state === "appealed" && tookPart(a, rules).has(by))
    return "You took part in the decision that is appealed. Members who did not decide the appeal.";
  return null;
}

/** The step that a command takes an application to; the only place that knows which may follow which (policies.md 3b). */
export function decideApplication(
  a: ApplicationNow,
  command: ApplicationCommand,
  rules: DecisionRules,
  now: Temporal.Instant,
): Decision<ApplicationNow> {
  const { state } = a;
  switch (command.type) {
    case "save":
      return state === "draft" || state === "incomplete" ? become(a) : refuse(closedToWriting(state));
    case "submit":
      return state === "draft" || state === "incomplete"
        ? submitted(a, command.missing, rules, now)
        : refuse(closedToWriting(state));
    case "take_back":
      if (isOver(state)) return refuse(`An application that was ${wordOf(state)} is over.`);
      return become({ ...a, state: "taken_back", decideBy: null });
    case "appeal":
      return appealed(a, rules, now);
    default:
      return reviewed(a, command, rules, now);
  }
}

const wordOf = (state: ApplicationState): string => state.replace("_", " ");
const closedToWriting = (state: ApplicationState): string =>
  isOver(state)
    ? `This application was ${wordOf(state)}. Nothing was changed.`
    : "It was submitted and is being looked at. Write to the team to add something; nothing was changed.";

const within = (rules: DecisionRules, round: number, from: Temporal.Instant): Temporal.Instant | null => {
  const span = rules.within[round];
  return span ? addSpan(from, span) : null;
};

function submitted(
  a: ApplicationNow,
  missing: readonly string[],
  rules: DecisionRules,
  now: Temporal.Instant,
): Decision<ApplicationNow> {
  if (missing.length > 0 && rules.incomplete === "reject")
    return refuse(
      `It is not complete and would be rejected, by the policy. Missing: ${missing.join("; ")}. What you wrote is kept.`,
    );
  // What was voted on has changed.
  const votes = a.votes.map((v) => (v.round === a.round ? { ...v, superseded: true } : v));
  const held = missing.length > 0 && rules.incomplete === "hold";
  return become({
    ...a,
    votes,
    state: held ? "incomplete" : "submitted",
    submittedAt: now,
    decideBy: held ? null : within(rules, a.round, now),
  });
}

function appealed(a: ApplicationNow, rules: DecisionRules, now: Temporal.Instant): Decision<ApplicationNow> {
  if (a.state !== "declined" || !a.decidedAt)
    return refuse("Only an application that was declined can be appealed.");
  if (!rules.appeal) return refuse("The policy has no appeal. You may apply again.");
  if (a.appealedAt) return refuse("It was appealed already, and that decision is final.");
  const until = rules.appeal.within ? addSpan(a.decidedAt, rules.appeal.within) : null;
  if (until && isAfter(now, until)) return refuse(`An appeal was possible until ${inUtc(until)}.`);
  return become({ ...a, state: "appealed", round: appealRound(rules), appealedAt: now, decideBy: null });
}

type Reviewing = Extract<ApplicationCommand, { by: string }>;

function reviewed(
  a: ApplicationNow,
  command: Reviewing,
  rules: DecisionRules,
  now: Temporal.Instant,
): Decision<ApplicationNow> {
  const no = barred(a, command.by, rules);
  if (no) return refuse(no);
  if (isOver(a.state)) return refuse("It is decided already, or was taken back. Nothing was changed.");
  if (!isUnderReview(a.state))
    return refuse("It waits for the applicant. It can be decided once it is submitted.");
  const end = { decidedAt: now, decidedBy: command.by, decideBy: null };
  switch (command.type) {
    case "vote": {
      const { by: userId, vote } = command;
      const votes = a.votes.map((v) =>
        v.round === a.round && v.userId === userId ? { ...v, superseded: true } : v,
      );
      return become({ ...a, votes: [...votes, { round: a.round, userId, vote, superseded: false }] });
    }
    case "mark_incomplete":
      if (a.state === "appealed") return refuse("An appeal is decided on what was submitted.");
      if (rules.incomplete === "countAgainst")
        return refuse("By the policy what is missing counts against it. Ask the applicant, or vote.");
      return become(
        rules.incomplete === "reject"
          ? { ...a, ...end, state: "declined" }
          : { ...a, state: "incomplete", decideBy: null },
      );
    case "accept":
    case "advance":
    case "decline":
      return decided(a, command, rules, { now, end });
  }
}

function decided(
  a: ApplicationNow,
  command: { type: "advance" | "accept" | "decline" },
  rules: DecisionRules,
  { now, end }: { now: Temporal.Instant; end: Pick<ApplicationNow, "decidedAt" | "decidedBy" | "decideBy"> },
): Decision<ApplicationNow> {
  const quorum = quorumIn(rules, a.round);
  const reached = verdictOf(a, a.round, quorum);
  const wanted: Vote = command.type === "decline" ? "decline" : "accept";
  if (reached !== wanted)
    return refuse(`${quorum} members have to vote to ${wanted} first, and more than vote otherwise.`);
  if (wanted === "decline") return become({ ...a, ...end, state: "declined" });
  const last = a.round >= rules.quorums.length - 1;
  if (last && command.type === "advance") return refuse("This is the last step. Accept it, or decline it.");
  if (last) return become({ ...a, ...end, state: "accepted" });
  return become({ ...a, round: a.round + 1, decideBy: within(rules, a.round + 1, now) });
}
