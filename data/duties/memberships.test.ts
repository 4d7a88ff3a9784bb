import { expect, test } from "vitest";
import { today } from "@/data/duties/queries";
import { proposeTransfer } from "@/data/memberships/transfer";
import { tieMember } from "@/data/teams/ties";
import type { Member } from "@/domain/viewer";
import { realNow } from "@/lib/clock";
import { ofProject } from "@/tests/membership";
import { adopted } from "@/tests/policy";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, vllmPolicy } from "@/tests/world";

const texts = async (viewer: Member): Promise<string> =>
  (await today(viewer)).groups.flatMap((g) => g.duties.map((d) => d.text)).join("\n");

test("Today asks for reviews, transfers and terms that wait, and whoever is tied for none that they would decide", async () => {
  const w = await makeWorld();
  const [org, heir] = [
    await makeOrg(w, { name: "Kestrel" }),
    await makeOrg(w, { name: "Heir", state: "none" }),
  ];
  const successor = heir.person.organizationName;
  const moved = { ...ofProject(w, org), successor, reason: "its own announcement" };
  await proposeTransfer(w.ada, moved, at(1));
  const soon = realNow()
    .add({ hours: 24 * 10 })
    .toString();
  await asOwner((sql) => sql`update memberships set lapses_at = ${soon} where organization_id = ${org.id}`);
  const terms = { version: "2", text: "Tell nobody.", by: null, when: null };
  await adopted(w.projectId, { ...vllmPolicy(), terms });
  const seen = await texts(w.ben);
  expect(seen).toMatch(/Kestrel: its membership in .* is to be reviewed/);
  expect(seen).toMatch(/Kestrel: a transfer in .* waits for a second member/);
  expect(seen).toMatch(/Kestrel has not accepted the terms/);
  await tieMember(w.cyd, { userId: w.cyd.userId, organizationId: org.id }, at(2));
  expect(await texts(w.cyd)).not.toMatch(/to be reviewed|a transfer in/);
});
