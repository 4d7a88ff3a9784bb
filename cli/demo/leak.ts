import type { Temporal } from "temporal-polyfill";
import type { Directory } from "@/cli/demo/directory";
import type { Running } from "@/cli/demo/running";
import { sendOpen } from "@/cli/demo/send";
import { utc } from "@/cli/demo/steps";
import type { Team } from "@/cli/demo/team";
import { getCase } from "@/data/cases/queries";
import { attributeIncident, closeIncident, confirmIncident, recordIncident } from "@/data/incidents/commands";
import { writeAppeal } from "@/data/memberships/appeals";
import { startMembership } from "@/data/memberships/start";
import { confirmWithdrawal, proposeWithdrawal } from "@/data/memberships/withdrawal";

/** A vendor that talked early and was withdrawn, what it answered, and a second leak that nobody has judged yet. */
export async function seedLeak(
  team: Team,
  directory: Directory,
  projectId: string,
  running: Running,
  now: Temporal.Instant,
): Promise<void> {
  const [mara, tomas, jiwoo] = [await team.mara(), await team.tomas(), await team.jiwoo()];
  const hours = (n: number) => ({ at: now.subtract({ hours: n }) });
  const { id: caseId } = await getCase(tomas, running.reference);
  const gannet = { organizationId: directory.organizations["Gannet Hosting"] ?? "", projectId };

  const { incidentId } = await recordIncident(
    tomas,
    {
      caseId,
      what: "A maintenance notice says that guided decoding is switched off “until the coming security release of vLLM”.",
      where: "The public status page of Gannet Hosting",
      link: "https://status.gannet.example/notices/2291",
      pasted:
        "Guided decoding will be unavailable on shared plans until the coming security release of vLLM.",
      broughtBy: "A reader of the project’s forum",
      ...utc(now.subtract({ hours: 27 })),
      publicElsewhere: "no",
    },
    hours(26),
  );
  const why = "Their status page, their wording, six hours after Wim read the advisory.";
  await confirmIncident(
    jiwoo,
    { incidentId, reason: "It names the component and a release that nobody announced." },
    hours(25),
  );
  await attributeIncident(
    jiwoo,
    { incidentId, attribution: "organization", organizationId: gannet.organizationId, reason: why },
    hours(25),
  );
  const { withdrawalId } = await proposeWithdrawal(
    jiwoo,
    {
      ...gannet,
      reasonCode: "disclosed",
      scope: "future",
      reason: why,
      told: "Your status page announced a security release of vLLM that was not public, and named the feature that it concerns. Our policy ends a membership for that. What you accepted still binds you.",
      incidentId,
      channels: "Seat on the upstream advisory",
    },
    hours(24),
  );
  await confirmWithdrawal(tomas, { withdrawalId }, hours(23));
  await closeIncident(
    tomas,
    { incidentId, reason: "Withdrawn; the page was changed within the hour." },
    hours(22),
  );
  await sendOpen(now.subtract({ hours: 22 }));
  await writeAppeal(
    await directory.wim(),
    {
      projectId,
      text: "The notice was written by a colleague who had not seen the terms. We changed the page at once, and now show the terms to everybody who is on call. May we apply again?",
    },
    hours(4),
  );

  await recordIncident(
    mara,
    {
      caseId,
      what: "An image whose tag names a version of vLLM that is not released appeared in a public registry.",
      where: "A public container registry",
      link: "https://registry.example/library/vllm/tags",
      pasted: "vllm:0.9.0-hotfix1   pushed 3 hours ago",
      broughtBy: "Ines Moreau, Corvid Images",
      ...utc(now.subtract({ hours: 3 })),
      publicElsewhere: "unknown",
    },
    hours(2),
  );
  await startMembership(
    mara,
    {
      organizationId: directory.organizations["Vale Inference"] ?? "",
      groupId: directory.groups.hosted,
      reason: "Well known to two of us; their documents are still on the way",
    },
    hours(6),
  );
}
