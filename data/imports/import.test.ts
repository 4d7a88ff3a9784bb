import { describe, expect, test } from "vitest";
import { applyImport } from "@/data/imports/apply";
import { previewImport } from "@/data/imports/preview";
import { confirmMembership } from "@/data/memberships/start";
import { addOrganization } from "@/data/organizations/commands";
import { getOrganization, listOrganizations } from "@/data/organizations/queries";
import { tieMember } from "@/data/teams/ties";
import { MOST_ROWS } from "@/domain/organization/list";
import { withdraw } from "@/tests/membership";
import { asOwner } from "@/tests/sql";
import { makeOrg, makeWorld, type World } from "@/tests/world";

const HEADER = "organization,website,role address,person,person email,group\n";
const list = (...rows: string[]) => HEADER + rows.join("\n");

async function imported(w: World, text: string) {
  const { digest } = await previewImport(w.ada, text);
  return applyImport(w.ada, { text, digest });
}

describe("an import", () => {
  test("adds what its preview showed: contacts that nobody admitted yet, and memberships that wait for a second member", async () => {
    const w = await makeWorld();
    const text = list(
      "Kestrel,https://kestrel.example,security@kestrel.example,Ann,ann@kestrel.example,Distributors",
      "=BAD,,,,,Distributors",
      "Orchid,,psirt@orchid.example,,,",
      "Orchid,,soc@orchid.example,,,Hosted",
    );
    const preview = await previewImport(w.ada, text);
    expect(preview.counts).toEqual({ new: 2, changed: 0, unchanged: 0, duplicate: 0, refused: 1 });
    expect(preview.rows[0]).toMatchObject({ line: 3, kind: "refused" });
    expect((await listOrganizations(w.ada)).all).toBe(0);
    expect(await applyImport(w.ada, { text, digest: preview.digest })).toEqual({
      added: 2,
      changed: 0,
      proposed: 2,
    });
    const { organizations } = await listOrganizations(w.ada);
    expect(organizations.map((o) => [o.name, o.contacts.map((c) => [c.kind, c.state])])).toEqual([
      [
        "Kestrel",
        [
          ["role", "proposed"],
          ["person", "proposed"],
        ],
      ],
      [
        "Orchid",
        [
          ["role", "proposed"],
          ["role", "proposed"],
        ],
      ],
    ]);
    expect(organizations.flatMap((o) => o.memberships)).toEqual([]);
    const asked = await asOwner(
      (sql) => sql`select 1 from contact_confirmations where asked_by = ${w.ada.userId}`,
    );
    expect(asked).toEqual([]);
    const proposals = await asOwner(
      (sql) =>
        sql`select p.id from membership_proposals p join groups g on g.id = p.group_id where g.project_id = ${w.projectId} and proposed_by = ${w.ada.userId}`,
    );
    expect(proposals).toHaveLength(2);
    const proposalId = String(proposals[0]?.["id"]);
    await expect(confirmMembership(w.ada, { proposalId })).rejects.toThrow("Another member confirms");
    await confirmMembership(w.ben, { proposalId });
    const entries = await asOwner(
      (sql) =>
        sql`select facts->>'name' as name from audit_entries where action = 'organization.imported' and actor_id = ${w.ada.userId}`,
    );
    expect(entries.map((e) => e["name"]).sort()).toEqual(["Kestrel", "Orchid"]);
  });

  test("of the same list again changes nothing, and of a longer one changes what is new alone", async () => {
    const w = await makeWorld();
    const text = list("Kestrel,,security@kestrel.example,,,Distributors");
    await imported(w, text);
    const again = await previewImport(w.ada, text);
    expect(again.counts).toMatchObject({ new: 0, changed: 0, unchanged: 1 });
    await expect(applyImport(w.ada, { text, digest: again.digest })).rejects.toThrow(
      "Nothing of the list adds",
    );
    const longer = list("kestrel,https://kestrel.example,security@kestrel.example,,,Hosted", "Orchid,,,,,");
    expect(await imported(w, longer)).toEqual({ added: 1, changed: 1, proposed: 1 });
    const [kestrel] = (await listOrganizations(w.ada, { search: "kestrel" })).organizations;
    const now = await getOrganization(w.ada, kestrel?.id ?? "");
    expect(now).toMatchObject({ name: "Kestrel", website: "https://kestrel.example" });
    expect(now.contacts).toHaveLength(1);
  });

  test("is refused whole when it would do something else by now, and of two at once one is", async () => {
    const w = await makeWorld();
    const text = list("Kestrel,,,,,", "Orchid,,,,,");
    const { digest } = await previewImport(w.ada, text);
    await addOrganization(w.ben, { name: "Orchid" });
    await expect(applyImport(w.ada, { text, digest })).rejects.toMatchObject({ code: "stale" });
    expect((await listOrganizations(w.ada)).organizations.map((o) => o.name)).toEqual(["Orchid"]);
    const now = await previewImport(w.ada, text);
    const both = await Promise.allSettled(
      [w.ada, w.ben].map((m) => applyImport(m, { text, digest: now.digest })),
    );
    expect(both.map((b) => b.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await listOrganizations(w.ada)).all).toBe(2);
  });

  test("proposes nobody whom its member is tied to, who is paused, or who was withdrawn for good, and says so at the row", async () => {
    const w = await makeWorld();
    const tied = await makeOrg(w, { name: "Tied", state: "none" });
    await makeOrg(w, { name: "Paused", state: "paused" });
    const gone = await makeOrg(w, { name: "Gone" });
    await tieMember(w.ada, { userId: w.ada.userId, organizationId: tied.id });
    const withdrawalId = await withdraw(w, gone, 1);
    await asOwner((sql) => sql`update withdrawals set scope = 'permanent' where id = ${withdrawalId}`);
    const rows = ["Tied", "Paused", "Gone"].map((name) => `${name},,,,,Hosted`);
    const { rows: seen } = await previewImport(w.ada, list(...rows));
    expect(seen.map((r) => [r.name, r.kind])).toEqual([
      ["Tied", "refused"],
      ["Paused", "refused"],
      ["Gone", "refused"],
    ]);
    expect(seen.map((r) => r.words).join(" ")).toMatch(/tied to it.*is paused.*for good/);
    const [own] = (await previewImport(w.ben, list("Tied,,,,,Hosted"))).rows;
    expect(own?.kind).toBe("changed");
  });

  test("takes 5,000 rows, refuses more, and knows the directory of its own team alone", async () => {
    const w = await makeWorld();
    const other = await makeWorld();
    await makeOrg(other, { name: "Theirs 1" });
    const rows = (n: number) => list(...Array.from({ length: n }, (_, i) => `Theirs ${i},,,,,`));
    await expect(previewImport(w.ada, rows(MOST_ROWS + 1))).rejects.toThrow("Split it into parts");
    const text = rows(MOST_ROWS);
    const { counts, rows: shown, notShown, digest } = await previewImport(w.ada, text);
    expect(counts.new).toBe(MOST_ROWS);
    expect(shown.length + notShown).toBe(MOST_ROWS);
    expect(await applyImport(w.ada, { text, digest })).toMatchObject({ added: MOST_ROWS });
    expect((await listOrganizations(other.ada)).all).toBe(1);
  });

  test("of a contact does not exist", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    await expect(applyImport(org.person, { text: "name\nx", digest: "" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
