/** One change to what a notice would send. `order` grows with every change and approval of the deployment. */
export type Touch = { userId: string; what: "text" | "organizations" | "instant"; order: number };

/**
 * Rule 3: whoever touched the text, the organizations or the instant since the last approval does not approve.
 * Recusal goes by the human, so `userId` is the person and not a session or a role.
 * @param lastApproval order of the notice's last approval, 0 when it never had one
 */
export function touchedSince(
  touches: readonly Touch[],
  userId: string,
  lastApproval: number,
): Touch["what"][] {
  const own = touches.filter((t) => t.userId === userId && t.order > lastApproval).map((t) => t.what);
  return [...new Set(own)];
}

/** The members who may approve: everybody in the team who touched nothing since the last approval. */
export function possibleApprovers<M extends { userId: string }>(
  members: readonly M[],
  touches: readonly Touch[],
  lastApproval: number,
): M[] {
  return members.filter((m) => touchedSince(touches, m.userId, lastApproval).length === 0);
}
