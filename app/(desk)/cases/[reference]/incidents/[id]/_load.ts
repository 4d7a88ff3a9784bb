import { cache } from "react";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { getIncident } from "@/data/incidents/queries";

export type IncidentParams = { params: Promise<{ reference: string; id: string }> };
export type Incident = Awaited<ReturnType<typeof getIncident>>;

export const loadIncident = cache(
  async (reference: string, id: string): Promise<Incident> =>
    orNotFound(getIncident(await requireMember(), reference, id)),
);

/** What every form of an incident says: which one, and where to go back to. */
export const idsOf = (of: Incident) => ({ reference: of.reference, incidentId: of.id });
