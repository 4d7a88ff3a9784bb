import { expect, test } from "vitest";
import { decide } from "@/data/applications/decide";
import { reviewApplication } from "@/data/applications/review-view";
import { mailboxConfirms } from "@/data/demo/seeding";
import { acceptTerms } from "@/data/memberships/terms";
import { getNotice } from "@/data/notices/queries";
import { admitContact } from "@/data/organizations/contacts";
import { getOrganization } from "@/data/organizations/queries";
import { inbox } from "@/data/readings/queries";
import type { ContactViewer } from "@/domain/viewer";
import { mailsTo, stateOf, submitted, votes } from "@/tests/applying";
import { told, written } from "@/tests/case";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, mint, type World } from "@/tests/world";

/** The team admits what the applicant named, and the applicant accepts the terms as a contact. */
async function takesEffect(w: World, organizationId: string, hours: number): Promise<ContactViewer> {
  const { contacts } = await getOrganization(w.ada, organizationId);
  for (const c of contacts) {
    if (!c.confirmedAt) await mailboxConfirms(c.id, at(hours));
    await admitContact(w.cyd, { organizationId, contactId: c.id }, at(hours));
  }
  const person = contacts.find((c) => c.kind === "person");
  const [row] = await asOwner(
    (sql) => sql<{ user_id: string }[]>`select user_id from contacts where id = ${person?.id ?? ""}`,
  );
  const contact = { role: "contact", contactId: person?.id ?? "" } as const;
  const viewer = (await mint(row?.user_id ?? "", contact)) as ContactViewer;
  await acceptTerms(viewer, { projectId: w.projectId, version: "curfew-1" }, at(hours));
  return viewer;
}

test("of twenty who apply in the week of a famous embargo five are accepted, and none of them learns of the case (S11)", async () => {
  const w = await makeWorld();
  const before = await makeOrg(w);
  const t = await told(w, [before]);
  const applied = [];
  // One of them forgot what it ships: by the policy's silence it waits, and is not rejected.
  for (let n = 0; n < 20; n++)
    applied.push(await submitted(w, 40 + n, n === 19 ? { "criterion-ships": "" } : {}));
  const states = await Promise.all(applied.map((a) => stateOf(a.id)));
  expect(states.filter((s) => s === "submitted")).toHaveLength(19);
  expect(states.at(-1)).toBe("incomplete");

  const joined: { organizationId: string; viewer: ContactViewer }[] = [];
  for (const a of applied.slice(0, 5)) {
    await votes(a.id, 100, "accept", w.ada, w.ben);
    await decide(w.ada, { applicationId: a.id, decision: "accept", reason: "You qualify." }, at(101));
    const [row] = await asOwner(
      (sql) => sql<{ id: string }[]>`select organization_id as id from applications where id = ${a.id}`,
    );
    const organizationId = row?.id ?? "";
    joined.push({ organizationId, viewer: await takesEffect(w, organizationId, 102) });
    const mails = (await mailsTo(a.email)).map((m) => `${m.subject} ${m.text} ${m.html}`).join();
    expect(mails).toContain("decision");
    expect(mails).not.toContain(t.reference);
    expect(JSON.stringify(await reviewApplication(w.cyd, a.id))).not.toContain(t.reference);
  }

  const noticeId = await written(w, t, [before, ...joined.map((j) => ({ ...before, id: j.organizationId }))]);
  const { preview } = await getNotice(w.ada, t.reference, noticeId);
  const left = preview.leftOut.filter((l) => joined.some((j) => j.organizationId === l.organizationId));
  expect(left.map((l) => l.reason)).toEqual(
    Array(5).fill("Joined after this case was opened: new members are told of nothing that runs"),
  );
  for (const { viewer, organizationId } of joined) {
    const { memberships } = await getOrganization(w.ada, organizationId);
    expect(memberships.map((m) => m.state)).toEqual(["active"]);
    expect((await inbox(viewer)).items).toEqual([]);
  }
});
