import { glob, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { decide, vote } from "@/data/applications/decide";
import { ownApplication } from "@/data/applications/own";
import { linkOrganization, markCriterion } from "@/data/applications/review";
import { getOrganization } from "@/data/organizations/queries";
import type { Policy } from "@/domain/policy/policy";
import { type Applied, begun, mailsTo, stateOf, submitAs, submitted, votes } from "@/tests/applying";
import { told } from "@/tests/case";
import { withdraw } from "@/tests/membership";
import { adopted, withSanction } from "@/tests/policy";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, vllmPolicy, type World } from "@/tests/world";

const accept = (w: World, id: string, hours: number, more: Record<string, unknown> = {}) =>
  decide(w.ada, { applicationId: id, decision: "accept", reason: "You qualify.", ...more }, at(hours));

async function accepted(w: World, a: Applied, hours: number): Promise<string> {
  await votes(a.id, hours, "accept", w.ada, w.ben);
  await accept(w, a.id, hours);
  const [row] = await asOwner(
    (sql) => sql<{ organization_id: string }[]>`select organization_id from applications where id = ${a.id}`,
  );
  return row?.organization_id ?? "";
}
const membershipsOf = (organizationId: string) =>
  asOwner((sql) => sql`select state, project_id from memberships where organization_id = ${organizationId}`);

describe("an accepted application", () => {
  test("becomes an organization with its contacts proposed, the applicant's confirmed, and a membership that waits for the rest", async () => {
    const w = await makeWorld();
    const a = await submitted(w, 1, { legalEntity: "Osprey Holding" });
    await markCriterion(
      w.ben,
      { applicationId: a.id, criterion: "ships", verdict: "met", reason: "Its images have it" },
      at(2),
    );
    const organizationId = await accepted(w, a, 3);
    const org = await getOrganization(w.ada, organizationId);
    const domain = a.email.split("@")[1];
    expect(org).toMatchObject({ name: `Osprey ${domain?.split(".")[0]}`, website: `https://www.${domain}` });
    expect(org.contacts).toMatchObject([
      { kind: "role", email: `security@${domain}`, state: "proposed", confirmedAt: null },
      {
        kind: "person",
        email: a.email,
        name: "Pia Osprey",
        state: "proposed",
        confirmedAt: expect.anything(),
      },
    ]);
    const people = await asOwner(
      (sql) =>
        sql`select kind, admin, user_id from contacts where organization_id = ${organizationId} order by kind`,
    );
    expect(people).toMatchObject([
      { kind: "role", admin: false },
      { kind: "person", admin: true, user_id: null },
    ]);
    expect(org.memberships.map((m) => m.state)).toEqual(["accepted"]);
    const proof = await asOwner(
      (sql) =>
        sql`select criterion, verdict, note, review_by, by from evidence where organization_id = ${organizationId}`,
    );
    expect(proof).toMatchObject([{ criterion: "ships", verdict: "met", review_by: null, by: w.ben.userId }]);
    // Why a member thought so stays with the team.
    expect(proof[0]?.["note"]).not.toContain("images");
    expect(await mailsTo(`security@${domain}`)).toHaveLength(1);
  });

  test("uses the organization that it was linked to, leaves the contacts that it has, and gives nobody its entry to keep", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w, { state: "none" });
    const a = await submitted(w, 1, { "contact-role": org.address });
    await linkOrganization(w.ada, { applicationId: a.id, organizationId: org.id }, at(2));
    expect(await accepted(w, a, 3)).toBe(org.id);
    const contacts = (await getOrganization(w.ada, org.id)).contacts;
    expect(contacts.filter((c) => c.email === org.address)).toMatchObject([{ state: "admitted" }]);
    expect(contacts.map((c) => c.admin)).not.toContain(true);
    expect(await membershipsOf(org.id)).toHaveLength(1);
  });

  test("carries the acceptance of the terms where applying accepts them, in the version of the form alone", async () => {
    const terms = { version: "2", text: "Keep it.", by: null, when: "apply" as const };
    const policy: Policy = { ...vllmPolicy(), terms };
    const acceptances = (id: string) =>
      asOwner((sql) => sql`select version, how, name from terms_acceptances where organization_id = ${id}`);
    const w = await makeWorld(policy);
    const a = await begun(w, 1);
    expect(await submitAs(a, 1, { terms: "2" })).toBe("submitted");
    expect(await acceptances(await accepted(w, a, 2))).toEqual([
      { version: "2", how: "application", name: "Pia Osprey" },
    ]);
    const b = await submitted(w, 3, { terms: "2" });
    await adopted(w.projectId, { ...policy, terms: { ...terms, version: "3" } });
    expect(await acceptances(await accepted(w, b, 4))).toEqual([]);
  });

  test("is refused after a withdrawal for good, and nothing is changed", async () => {
    const w = await makeWorld(withSanction(true));
    const org = await makeOrg(w);
    await withdraw(w, org, 1, { scope: "permanent" });
    const a = await submitted(w, 2);
    await linkOrganization(w.ada, { applicationId: a.id, organizationId: org.id }, at(3));
    await votes(a.id, 4, "accept", w.ada, w.ben);
    await expect(accept(w, a.id, 5)).rejects.toThrow("for good");
    expect(await stateOf(a.id)).toBe("submitted");
    expect(await membershipsOf(org.id)).toMatchObject([{ state: "withdrawn" }]);
  });
});

/** vLLM's policy with places in its first group. */
const capped = (max: number): Policy => {
  const policy = vllmPolicy();
  return {
    ...policy,
    eligibility: policy.eligibility && {
      ...policy.eligibility,
      capacity: { max, appliesTo: "Distributors" },
    },
  };
};

describe("a group with few places", () => {
  test("takes exactly as many of twenty that are accepted at once, and of the others nothing is changed", async () => {
    const w = await makeWorld(capped(3));
    const all: Applied[] = [];
    for (let i = 0; i < 20; i += 1) {
      const a = await submitted(w, 1);
      await votes(a.id, 2, "accept", w.ada, w.ben);
      all.push(a);
    }
    const said = await Promise.allSettled(all.map((a) => accept(w, a.id, 3)));
    expect(said.filter((s) => s.status === "fulfilled")).toHaveLength(3);
    for (const s of said) if (s.status === "rejected") expect(String(s.reason)).toContain("All 3 places");
    const count = async (what: string) =>
      (
        await asOwner((sql) =>
          what === "memberships"
            ? sql<{ n: number }[]>`select count(*)::int as n from memberships where group_id = ${w.groupId}`
            : sql<{ n: number }[]>`select count(*)::int as n from organizations where team_id = ${w.teamId}`,
        )
      )[0]?.n;
    expect(await count("memberships")).toBe(3);
    expect(await count("organizations")).toBe(3);
    expect((await Promise.all(all.map((a) => stateOf(a.id)))).filter((s) => s === "accepted")).toHaveLength(
      3,
    );
  }, 60_000);
});

test("while a case runs an acceptance says nothing of it: not in mail, not on a page, and nothing opens (S11)", async () => {
  const w = await makeWorld();
  const org = await makeOrg(w);
  const running = await told(w, [org]);
  const a = await submitted(w, 40);
  await mailsTo(a.email);
  const organizationId = await accepted(w, a, 41);
  const mails = [...(await mailsTo(a.email)), ...(await mailsTo(`security@${a.email.split("@")[1]}`))];
  const page = JSON.stringify(await ownApplication(a.applicant, a.id));
  const [row] = await asOwner(
    (sql) => sql<{ code_name: string }[]>`select code_name from cases where reference = ${running.reference}`,
  );
  for (const secret of [running.reference, row?.code_name ?? "?"])
    expect(`${page}${JSON.stringify(mails)}`).not.toContain(secret);
  const deliveries = await asOwner(
    (sql) =>
      sql`select kind from deliveries where organization_id = ${organizationId} and case_id is not null`,
  );
  expect(deliveries).toEqual([]);
});

test("a vote of a member whose vote was changed by nobody else is theirs alone", async () => {
  const w = await makeWorld();
  const a = await submitted(w, 1);
  await Promise.all(
    [w.ada, w.ada, w.ada].map((m) => vote(m, { applicationId: a.id, vote: "accept", reason: "Fine" }, at(2))),
  );
  await expect(accept(w, a.id, 3)).rejects.toThrow("2 members");
});

test("links of applicants are never followed by us: nothing of applications can fetch", async () => {
  const files: string[] = [];
  for await (const file of glob("{data/applications,domain/application}/**/*.ts"))
    if (!file.endsWith(".test.ts")) files.push(file);
  expect(files.length).toBeGreaterThan(15);
  for (const file of files)
    expect(await readFile(file, "utf8"), file).not.toMatch(
      /\bfetch\(|node:https?|undici|lib\/github|node:net/,
    );
});
