import { confirmWithdrawal, proposeWithdrawal } from "@/data/memberships/withdrawal";
import { at, type Org, type World } from "@/tests/world";

export const ofProject = (w: World, org: Org) => ({ organizationId: org.id, projectId: w.projectId });

/** What a member fills in to withdraw an organization, unless a test says otherwise. */
export const leaked = (w: World, org: Org, more: Record<string, unknown> = {}) => ({
  ...ofProject(w, org),
  reasonCode: "disclosed",
  scope: "future",
  reason: "its changelog named the fix",
  told: "Your changelog named a fix that was not public.",
  ...more,
});

/** Ben proposes, Cyd confirms. */
export async function withdraw(
  w: World,
  org: Org,
  hours: number,
  more: Record<string, unknown> = {},
): Promise<string> {
  const { withdrawalId } = await proposeWithdrawal(w.ben, leaked(w, org, more), at(hours));
  await confirmWithdrawal(w.cyd, { withdrawalId }, at(hours + 0.01));
  return withdrawalId;
}
