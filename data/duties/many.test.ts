import { expect, test } from "vitest";
import { startDrill } from "@/data/drills/start";
import { organizationDuties } from "@/data/duties/organizations";
import { applyImport } from "@/data/imports/apply";
import { previewImport } from "@/data/imports/preview";
import { messagesTo } from "@/data/memberships/messages";
import { read } from "@/data/transaction";
import { at, makeOrg, makeWorld } from "@/tests/world";

test("today tells a few apart of what an import brings in hundreds, and leads to the others", async () => {
  const w = await makeWorld();
  const text = ["name,group", ...Array.from({ length: 40 }, (_, i) => `Org ${i},Distributors`)].join("\n");
  const { digest } = await previewImport(w.ada, text);
  await applyImport(w.ada, { text, digest });
  const duties = await read(w.ben, organizationDuties);
  expect(duties).toHaveLength(11);
  expect(duties.at(-1)).toMatchObject({
    text: "30 more proposed memberships wait",
    action: { href: "/groups" },
  });
});

test("a drill is no decision that an organization was not told of, and its page names nobody else's messages", async () => {
  const w = await makeWorld();
  const org = await makeOrg(w);
  await makeOrg(w);
  await startDrill(w.ada, { groupId: w.groupId }, at(1));
  const duties = await read(w.ada, organizationDuties);
  expect(duties).toEqual([]);
  const of = { organizationId: org.id, projectId: w.projectId };
  expect(await read(w.ada, (ctx) => messagesTo(ctx, of))).toEqual([]);
});
