import { appealApplication } from "@/data/applications/apply";
import { decide, vote } from "@/data/applications/decide";
import { enterApplication } from "@/data/applications/enter";
import { writeNote } from "@/data/applications/notes";
import { ownApplication } from "@/data/applications/own";
import { markCriterion } from "@/data/applications/review";
import { reviewApplication } from "@/data/applications/review-view";
import { askVoucher, vouch } from "@/data/applications/vouchers";
import { decideInFlight } from "@/data/memberships/in-flight";
import { proposeTransfer } from "@/data/memberships/transfer";
import type { Policy } from "@/domain/policy/policy";
import { mailsTo, submitted, tokenIn, web } from "@/tests/applying";
import { scheduled } from "@/tests/case";
import { ofProject } from "@/tests/membership";
import { withQuorum } from "@/tests/policy";
import { at, makeOrg, makeWorld, vllmPolicy } from "@/tests/world";

/** One member decides, an appeal is heard, vouchers are asked, and joining while a case runs is decided. */
function policy(): Policy {
  const base = withQuorum(vllmPolicy(), 1);
  const { application, prenotification } = base;
  if (!application?.decision || !prenotification) throw new Error("a policy without what is tried here");
  return {
    ...base,
    prenotification: { ...prenotification, newMembersInFlight: "byDecision" },
    application: {
      ...application,
      vouching: { need: "onRequest", by: "A member", count: 1, independent: null, chain: null, text: null },
      decision: { ...application.decision, appeal: { to: "the team", within: null } },
    },
  };
}

/** Puts a word into every secret field about applications and memberships. @returns who reads what of it */
export async function plantMembers(word: (where: string) => string): Promise<Record<string, string>> {
  const w = await makeWorld(policy());
  const a = await submitted(w, 1, { "criterion-ships": word("answer") });
  const of = { applicationId: a.id };
  await enterApplication(
    w.ada,
    { groupId: w.groupId, message: word("message"), answers: { organizationName: "Tern", name: "Tern" } },
    at(1),
  );
  await writeNote(w.ada, { ...of, text: word("question") }, at(2));
  await markCriterion(w.ada, { ...of, criterion: "ships", verdict: "met", reason: word("mark") }, at(2));
  const voucher = `voucher@${w.projectId.slice(0, 8)}.example`;
  await askVoucher(w.ada, { ...of, name: "A voucher", email: voucher }, at(2));
  const token = tokenIn((await mailsTo(voucher)).at(-1));
  await vouch(web, { token, vouches: "yes", text: word("vouching") }, at(2));
  await vote(w.ben, { ...of, vote: "decline", reason: word("vote") }, at(3));
  await decide(w.ben, { ...of, decision: "decline", reason: word("decision") }, at(3));
  await appealApplication(a.applicant, { ...of, text: word("appeal") }, at(4));
  const [org, heir] = [await makeOrg(w), await makeOrg(w, { state: "none" })];
  const successor = heir.person.organizationName;
  await proposeTransfer(w.ada, { ...ofProject(w, org), successor, reason: word("transfer") }, at(5));
  const { caseId } = await scheduled(w);
  await decideInFlight(w.ada, { caseId, organizationId: org.id, reason: word("in flight") }, at(6));
  return {
    "a member, of an application": JSON.stringify(await reviewApplication(w.cyd, a.id)),
    "an applicant, of their own": JSON.stringify(await ownApplication(a.applicant, a.id)),
  };
}
