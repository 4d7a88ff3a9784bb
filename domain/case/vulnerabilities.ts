import { type CaseState, isEmbargoed } from "@/domain/case/state";
import { type Decision, refuse } from "@/domain/decision";

/** A case as far as its list of vulnerabilities goes; `present` leaves removed ones out. */
export type Listing = { state: CaseState; publicationProposed: boolean; present: number };

/**
 * Whether a case's vulnerabilities can be changed. A case that was confirmed keeps at least one, and what somebody
 * proposed to publish stays as they saw it until it is published or taken back.
 */
export function decideChange(of: Listing, change: "add" | "edit" | "remove"): Decision<Listing> {
  if (of.state !== "triaging" && !isEmbargoed(of.state))
    return refuse(`The vulnerabilities of a case that is ${of.state} stand as they are.`);
  if (of.publicationProposed)
    return refuse("Publication is proposed with what stands here. Take the proposal back first.");
  if (change === "remove" && of.state !== "triaging" && of.present < 2)
    return refuse(
      "A case that was confirmed has at least one vulnerability. Add the right one first, then remove this.",
    );
  const by = { add: 1, edit: 0, remove: -1 }[change];
  return { ok: true, next: { ...of, present: of.present + by } };
}
