/** Why somebody's name and address are kept, each reason a sentence; empty when nothing keeps them. */
export type PersonFacts = {
  erased: boolean;
  activeMember: boolean;
  /** Names of the organizations that they are a contact of at this moment. */
  contactOf: readonly string[];
  /** Cases that must be able to prove what the person did or was told, with how long each is kept. */
  evidence: readonly { name: string; kept: string; past: boolean; openIncident: boolean }[];
};

export function keptBecause(facts: PersonFacts): string[] {
  if (facts.erased) return ["Name and address were erased already."];
  return [
    ...(facts.activeMember ? ["A member of the team. The membership has to end first."] : []),
    ...facts.contactOf.map((name) => `A contact of ${name}. The contact has to end first.`),
    ...facts.evidence
      .filter((c) => c.openIncident)
      .map((c) => `${c.name} has an open incident, and this person is part of its evidence.`),
    ...facts.evidence
      .filter((c) => !c.past && !c.openIncident)
      .map((c) => `${c.name} must be able to prove what this person did or was told. ${c.kept}.`),
  ];
}

/** What stands in place of an address: its own for each row, at a domain that no mail reaches (RFC 2606). */
export const erasedAddress = (id: string): string => `erased-${id}@erased.invalid`;
export const ERASED_NAME = "Somebody whose data was erased";
