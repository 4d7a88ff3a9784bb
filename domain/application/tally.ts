import type { Vote } from "@/domain/application/application";

/** A vote as it was given; one that was changed, or given before the application was, stays on record and counts no more. */
export type Ballot = { round: number; userId: string; vote: Vote; superseded: boolean };

type Votes = { votes: readonly Ballot[]; recused: ReadonlySet<string> };

/** The votes that count in a round: of a recused member none, whenever it was given (rule 14). */
export const counting = ({ votes, recused }: Votes, round: number): Ballot[] =>
  votes.filter((v) => v.round === round && !v.superseded && !recused.has(v.userId));

export function tally(of: Votes, round: number): Record<Vote, number> {
  const all = counting(of, round);
  const those = (vote: Vote) => new Set(all.filter((v) => v.vote === vote).map((v) => v.userId)).size;
  return { accept: those("accept"), decline: those("decline") };
}

/** What a round comes to: as many as the quorum, and more than the others; a tie, or fewer, decides nothing. */
export function verdictOf(of: Votes, round: number, quorum: number): Vote | null {
  const { accept, decline } = tally(of, round);
  if (accept >= quorum && accept > decline) return "accept";
  if (decline >= quorum && decline > accept) return "decline";
  return null;
}
