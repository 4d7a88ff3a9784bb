import { expect, test } from "vitest";
import {
  attributeIncident,
  closeIncident,
  confirmIncident,
  recordIncident,
  reopenIncident,
} from "@/data/incidents/commands";
import { getIncident } from "@/data/incidents/queries";
import { tieMember } from "@/data/teams/ties";
import { told } from "@/tests/case";
import { at, makeOrg, makeWorld, wall } from "@/tests/world";

const report = {
  what: "A post names the parser.",
  where: "forum.example",
  broughtBy: "A reader",
  publicElsewhere: "unknown",
  stop: "on",
};

async function leaked() {
  const world = await makeWorld();
  const org = await makeOrg(world, { name: `Basalt ${world.projectId.slice(0, 6)}` });
  const { caseId, reference } = await told(world, [org]);
  const { incidentId } = await recordIncident(world.ada, { ...report, caseId, ...wall(30) }, at(31));
  return { world, org, caseId, reference, incidentId };
}

test("what was judged stays when the incident is closed, and is gone when it is opened again", async () => {
  const { world, reference, incidentId } = await leaked();
  const now = () => getIncident(world.ada, reference, incidentId);
  expect((await now()).report.publicElsewhere).toBe("unknown");
  await confirmIncident(world.ada, { incidentId, reason: "It names what only we said." }, at(32));
  await closeIncident(world.ben, { incidentId, reason: "Everything is done." }, at(33));
  expect((await now()).finding).toBe("It names what only we said.");
  await reopenIncident(world.ben, { incidentId, reason: "A second post." }, at(34));
  expect((await now()).finding).toBeNull();
});

test("a member who is tied to the organization is told who decides instead", async () => {
  const { world, org, reference, incidentId } = await leaked();
  await attributeIncident(
    world.ada,
    { incidentId, attribution: "organization", organizationId: org.id, reason: "The same words." },
    at(32),
  );
  await tieMember(world.cyd, { userId: world.cyd.userId, organizationId: org.id }, at(33));
  const seen = await getIncident(world.cyd, reference, incidentId);
  expect(seen.recused).toBe(true);
  expect(seen.deciders.map((d) => d.name)).toEqual(["Ada", "Ben"]);
  expect((await getIncident(world.ada, reference, incidentId)).recused).toBe(false);
});

test("a report says nothing of a time that has not come", async () => {
  const { world, caseId } = await leaked();
  const elsewhere = { publicElsewhere: "yes", elsewhereLocal: wall(99).local };
  await expect(
    recordIncident(world.ada, { ...report, caseId, ...wall(30), ...elsewhere }, at(31)),
  ).rejects.toMatchObject({ fields: { elsewhereLocal: "This lies in the future." } });
});
