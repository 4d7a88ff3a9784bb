import type { Stream } from "@/domain/audit";
import { become, type Decision, refuse } from "@/domain/decision";

/** The last line of the checkpoint file that somebody knows of. */
export type LineEnd = { number: number; hash: string };

/** What a file of checkpoints is, as far as a comparison needs it. */
export type FileEnd = null | "unreadable" | (LineEnd & { previous: string | null });

/** How the entries that stand outside are found inside. */
export type StreamsCompared = { lacking: number; different: number };

export type RestoreKind = "behind" | "missing" | "fork";
export type Comparison =
  /** Nothing was ever written outside. */
  | { state: "new" }
  | { state: "same" }
  /** A writer ended after its line and before its commit: the line is taken over. */
  | { state: "adopt" }
  | { state: RestoreKind };

/**
 * What the file outside says of the database, when both are compared. It knows more than the database: the database was
 * set back. The database knows more than it: lines are missing. They disagree: they are two histories.
 * @param head the last line that the database knows of; null when it knows of none
 * @param streams what is listed in the file and is not, or is otherwise, in the database
 */
export function compareOutside(file: FileEnd, head: LineEnd | null, streams: StreamsCompared): Comparison {
  if (file === null) return { state: head ? "missing" : "new" };
  if (file === "unreadable") return { state: "missing" };
  if (streams.different > 0) return { state: "fork" };
  if (streams.lacking > 0) return { state: "behind" };
  const known = head?.number ?? -1;
  if (file.number < known) return { state: "missing" };
  if (file.number === known) return { state: file.hash === head?.hash ? "same" : "fork" };
  const follows = file.number === known + 1 && file.previous === (head?.hash ?? null);
  return { state: follows ? "adopt" : "behind" };
}

/** An entry that stands outside and not in the database any more: ids, codes and instants alone. */
export type Missing = {
  stream: Stream;
  sequence: number;
  action: string;
  at: string | null;
  facts: Readonly<Record<string, string>>;
};

export type OfProject = { organizationId: string; projectId: string };

/** Decisions that close a project to an organization, and those that open it again. */
const CLOSES = ["membership.paused", "membership.pause_confirmed", "membership.withdrawn", "membership.left"];
const OPENS = ["membership.resumed", "membership.started"];

/** The organizations that were closed out of a project by what is missing, and not let in again by it. */
export function closedByMissing(missing: readonly Missing[]): (OfProject & { action: string })[] {
  const last = new Map<string, OfProject & { action: string }>();
  for (const { stream, action, facts } of missing) {
    const projectId = facts["projectId"];
    if (stream.type !== "organization" || !projectId) continue;
    const key = `${stream.id} ${projectId}`;
    if (OPENS.includes(action)) last.delete(key);
    if (CLOSES.includes(action)) last.set(key, { organizationId: stream.id, projectId, action });
  }
  return [...last.values()];
}

/** Messages that were begun or accepted by what is missing, each once: nobody may send them again by themselves. */
export function sentByMissing(missing: readonly Missing[]): { deliveryId: string; missing: Missing }[] {
  const sent = new Map<string, Missing>();
  for (const m of missing) {
    const id = m.facts["deliveryId"];
    if (id && /^delivery\.(begun|accepted|unknown)$/.test(m.action)) sent.set(id, sent.get(id) ?? m);
  }
  return [...sent].map(([deliveryId, m]) => ({ deliveryId, missing: m }));
}

export type Reconciling = { proposedBy: string | null; confirmedBy: string | null };
export type RestoreCommand =
  | { type: "propose" }
  | { type: "take_back" }
  /** `active`: organizations that what is missing had closed out, and that are in again. */
  | { type: "confirm"; active: readonly string[] };

/** Two members reconcile: one says how, a different one agrees (rule 11: nothing is undone by a backup). */
export function decideRestore(
  { proposedBy, confirmedBy }: Reconciling,
  command: RestoreCommand,
  userId: string,
): Decision<"proposed" | "open" | "confirmed"> {
  if (confirmedBy) return refuse("This was reconciled already.");
  if (command.type === "propose")
    return proposedBy ? refuse("A member proposed to go on already.") : become("proposed");
  if (!proposedBy) return refuse("Nobody proposed to go on yet.");
  if (command.type === "take_back") return become("open");
  if (proposedBy === userId) return refuse("You proposed this. Another member confirms it.");
  return command.active.length > 0
    ? refuse(
        `${command.active.join(", ")}: active again, although withdrawn or paused by what is missing. Withdraw or pause it again first.`,
      )
    : become("confirmed");
}

/** What is missing, by what it means for the team; the first words that fit an action count. */
export const MISSING_KINDS = {
  closed: {
    title: "Withdrawals, pauses and ended contacts",
    actions: /^(membership|contact|member|consent)\./,
  },
  sent: { title: "Messages and notices", actions: /^(delivery|notice)\./ },
  released: { title: "Releases and publications", actions: /^case\./ },
  leaks: { title: "Suspected leaks", actions: /^incident\./ },
  other: { title: "Other decisions", actions: /./ },
} as const;
export type MissingKind = keyof typeof MISSING_KINDS;

export const kindOfMissing = (action: string): MissingKind =>
  (Object.keys(MISSING_KINDS) as MissingKind[]).find((k) => MISSING_KINDS[k].actions.test(action)) ?? "other";

/** A message concerns a case and an organization and stands in both records: each is named once. */
export function onceEach(missing: readonly Missing[]): Missing[] {
  const seen = new Set<string>();
  return missing.filter((m) => {
    const subject = m.facts["deliveryId"] ?? m.facts["incidentId"] ?? `${m.stream.id} ${m.sequence}`;
    const key = `${m.action} ${subject}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
