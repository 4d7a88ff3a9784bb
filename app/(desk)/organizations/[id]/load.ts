import "server-only";
import { cache } from "react";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { organizationStanding, type Standing } from "@/data/memberships/queries";
import { getOrganization } from "@/data/organizations/queries";

export type Organization = Awaited<ReturnType<typeof getOrganization>>;
export type InProject = Standing["projects"][number];

/** An organization with what decides about it; hidden and absent end here, before anything streams. */
export const organizationOf = cache(async (id: string) => {
  const viewer = await requireMember();
  const of = await orNotFound(getOrganization(viewer, id));
  const standing = await orNotFound(organizationStanding(viewer, id));
  return { viewer, of, standing };
});

/** The link to propose, or decide on, a withdrawal; an incident that led here goes with it. */
export const withdrawalHref = (id: string, projectId?: string, incident?: string): string => {
  const query = new URLSearchParams({
    ...(projectId ? { project: projectId } : {}),
    ...(incident ? { incident } : {}),
  }).toString();
  return `/organizations/${id}/withdrawal${query ? `?${query}` : ""}`;
};
