import { incidentList } from "@/data/incidents/queries";
import type { Ctx } from "@/data/transaction";
import type { Duty } from "@/domain/duties";
import { isOpenIncident } from "@/domain/incident/state";
import { distance } from "@/domain/time";
import type { Member } from "@/domain/viewer";

/** Suspected and confirmed leaks that nobody closed. */
export async function incidentDuties(ctx: Ctx<Member>): Promise<Duty[]> {
  const open = (await incidentList(ctx)).filter((i) => isOpenIncident(i.state));
  return open.map((i) => ({
    id: `incident-${i.id}`,
    tone: "danger",
    text: `${i.reference} ${i.codeName}: ${i.state === "suspected" ? "a leak is suspected" : "a leak is confirmed"}`,
    detail: `Recorded ${distance(i.recordedAt, ctx.now)}${i.announcedAt ? "" : ". Nobody who was told knows of it yet"}`,
    due: null,
    urgent: true,
    action: { href: `/cases/${i.reference}/incidents/${i.id}`, label: "Decide" },
  }));
}
