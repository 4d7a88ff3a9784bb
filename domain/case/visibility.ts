import type { MembershipState } from "@/domain/organization/membership";
import type { Viewer } from "@/domain/viewer";

/** What decides whether a viewer may know of a case. `toViewer` is about the viewer's own organization alone. */
export type CaseReach = {
  projectId: string;
  published: boolean;
  toViewer: {
    /** A request for a message that opens the case was begun to one of its contacts. */
    told: boolean;
    /** Its memberships in the groups that those messages addressed, where it was chosen, that began before them. */
    memberships: readonly MembershipState[];
    /** Two members left this case readable when they withdrew it. */
    leftReadable: boolean;
    /** The viewer is a contact admitted after the approval, and no second member agreed to it yet. */
    held: boolean;
    consent: "accepted" | "declined" | "none";
  };
};

/**
 * Rules 1 and 2. A vendor knows a case that it was told of while it is active in a group that the notice addressed. A
 * membership that began later, such as a return after a withdrawal, opens nothing that was sent before.
 * The data layer repeats this in SQL; one table of viewers and states holds the two together.
 */
export function maySeeCase(viewer: Viewer, reach: CaseReach): boolean {
  switch (viewer.kind) {
    case "member":
      return viewer.projectIds.includes(reach.projectId);
    case "contact":
      return (
        reach.toViewer.told &&
        !reach.toViewer.held &&
        (reach.toViewer.memberships.includes("active") || reach.toViewer.leftReadable)
      );
    case "system":
      return true;
    case "applicant":
    case "public":
      return false;
  }
}

/** The embargoed text itself: for a vendor, only after its consent, or once it is public anyway. */
export function mayReadContent(viewer: Viewer, reach: CaseReach): boolean {
  if (!maySeeCase(viewer, reach)) return false;
  if (viewer.kind !== "contact") return true;
  return reach.toViewer.consent === "accepted" || reach.published;
}

/** Published stays published: a case that is closed afterwards keeps its public advisory. */
export const isPublished = (of: { publishedAt: unknown }): boolean => of.publishedAt !== null;
