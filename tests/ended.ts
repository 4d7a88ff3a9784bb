import { closeCase } from "@/data/cases/commands";
import { getCase } from "@/data/cases/queries";
import { answerTerms } from "@/data/readings/commands";
import type { Policy } from "@/domain/policy/policy";
import { publish, RELEASE, send, told } from "@/tests/case";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, vllmPolicy, type World } from "@/tests/world";

/** A policy that gives cases and incidents an end. */
export const DAYS = 30;
export const KEPT: Policy = {
  ...vllmPolicy(),
  retention: {
    confidentiality: null,
    deleteMaterial: null,
    keep: { case: DAYS, incident: DAYS, application: null, messages: 10 },
  },
};
export const CLOSED = RELEASE + 1;
export const DUE = CLOSED + 24 * DAYS;
export const revision = async (w: World, reference: string) => (await getCase(w.ada, reference)).revision;

/** Told to an organization that accepted, published, and closed by Ada. */
export async function closed(policy = KEPT) {
  const w = await makeWorld(policy);
  const org = await makeOrg(w);
  const c = await told(w, [org]);
  await answerTerms(
    org.person,
    { reference: c.reference, answer: "accepted", termsVersion: "curfew-1" },
    at(25),
  );
  await publish(w, c);
  await sendLift(c.caseId);
  await closeCase(
    w.ada,
    { caseId: c.caseId, revision: await revision(w, c.reference), reason: "secret-closing-words" },
    at(CLOSED),
  );
  return { w, org, ...c };
}
/** What tells everybody that it is public leaves before the case is closed. */
export async function sendLift(caseId: string) {
  const rows = await asOwner(
    (sql) => sql<{ id: string }[]>`select id from notices where case_id = ${caseId} and kind = 'lift'`,
  );
  for (const { id } of rows) await send(id, RELEASE + 0.1);
}
