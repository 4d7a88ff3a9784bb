/** One change to what a notice would send. `order` grows with every change and approval of the deployment. */
export type Touch = { userId: string; what: "text" | "organizations" | "instant"; order: number };

/** A notice as far as its approval goes; `approvalOrder` is 0 when it never had one. */
export type Authored = { createdBy: string | null; approvalOrder: number };

/** What keeps a member from approving a notice, if anything does. */
export type Standing = { mayApprove: boolean; wrote: boolean; touched: Touch["what"][] };

/**
 * Rule 3: whoever touched the text, the organizations or the instant since the last approval does not approve, and
 * whoever wrote the notice never does. Recusal goes by the human, so `userId` is the person, not a session or a role.
 * @param touches those that concern this notice: its own, and those of its whole case
 */
export function standingOf(notice: Authored, touches: readonly Touch[], userId: string): Standing {
  const own = touches.filter((t) => t.userId === userId && t.order > notice.approvalOrder);
  const wrote = notice.createdBy === userId;
  return { mayApprove: !wrote && own.length === 0, wrote, touched: [...new Set(own.map((t) => t.what))] };
}

/** The members who may approve a notice. */
export const possibleApprovers = <M extends { userId: string }>(
  notice: Authored,
  touches: readonly Touch[],
  members: readonly M[],
): M[] => members.filter((m) => standingOf(notice, touches, m.userId).mayApprove);
