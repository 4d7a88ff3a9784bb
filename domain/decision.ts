/** What a rule answers: the next state, or a refusal that a person can act on. */
export type Decision<T> = { ok: true; next: T } | { ok: false; because: string };

export const become = <T>(next: T): Decision<T> => ({ ok: true, next });
export const refuse = (because: string): { ok: false; because: string } => ({ ok: false, because });
