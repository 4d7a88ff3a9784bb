import type { Persona, State } from "../../domain/access/personas";

/** What an attacker would put into every field of every form: real ids of the case, its vendors and people. */
export type Ids = Record<string, string>;
export type Tried = { reference: string; ids: Ids };
export type BreakInWorld = {
  /** Begins every word that stands in the texts of the cases. */
  word: string;
  cookies: Record<Persona, string>;
  cases: Record<State, Tried>;
  shared: Ids;
};

/** Stands in the title and text of the case of that state, and nowhere else. */
export const wordOf = (word: string, state: State): string => `${word}q${state}q`;
