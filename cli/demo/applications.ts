import type { Temporal } from "temporal-polyfill";
import type { Directory } from "@/cli/demo/directory";
import { days } from "@/cli/demo/steps";
import { actingAs, type Team } from "@/cli/demo/team";
import { submitApplication } from "@/data/applications/apply";
import { decide, vote } from "@/data/applications/decide";
import { enterApplication } from "@/data/applications/enter";
import { writeNote } from "@/data/applications/notes";
import { linkOrganization, markCriterion } from "@/data/applications/review";
import { applicantConfirms } from "@/data/demo/applying";
import type { Applicant } from "@/domain/viewer";

/** Who asks for a place: one under review, one that waits for its applicant, and one that was declined. */
export async function seedApplications(
  team: Team,
  directory: Directory,
  now: Temporal.Instant,
): Promise<void> {
  await vale(team, directory, now.subtract(days(6)));
  await osprey(team, directory, now.subtract(days(2)));
  await tallow(team, directory, now.subtract(days(20)));
}

/** It wrote to every member, as the policy asks; a member brought that in, and one has voted. */
async function vale(team: Team, directory: Directory, at: Temporal.Instant): Promise<void> {
  const [mara, tomas] = [await team.mara(), await team.tomas()];
  const { applicationId } = await enterApplication(
    mara,
    {
      groupId: directory.groups.hosted,
      message: [
        "From: Noor Haddad <noor@vale.example>",
        "To: all members of the vulnerability management team",
        "Subject: prenotification for Vale Inference",
        "",
        "Hello,",
        "we run vLLM for about 300 customers in two regions, and patch within a day. Please tell us ahead of a release.",
        "Noor Haddad, Vale Inference",
      ].join("\n"),
      email: "noor@vale.example",
      answers: {
        name: "Noor Haddad",
        organizationName: "Vale Inference",
        website: "https://www.vale.example",
        "contact-role": "security@vale.example",
      },
    },
    { at },
  );
  const step = (hours: number) => ({ at: at.add({ hours }) });
  const organizationId = directory.organizations["Vale Inference"];
  await linkOrganization(tomas, { applicationId, organizationId }, step(3));
  await markCriterion(
    tomas,
    {
      applicationId,
      criterion: "uses",
      verdict: "met",
      reason: "Its status page names vLLM, and two members have talked to its operators.",
    },
    step(4),
  );
  await vote(
    tomas,
    { applicationId, vote: "accept", reason: "Runs it at scale for others, and patches fast." },
    step(5),
  );
}

/** Nobody knows it yet. It submitted with something missing, so that it waits; the team asked already. */
async function osprey(team: Team, directory: Directory, at: Temporal.Instant): Promise<void> {
  const { applicationId, applicant } = await begun(
    directory.groups.distributors,
    "pia@osprey.example",
    "Pia Lund",
    at,
  );
  const answers = {
    name: "Pia Lund",
    organizationName: "Osprey Robotics",
    website: "https://www.osprey.example",
    "criterion-ships": "Our robot images carry vLLM 0.8, and customers update them over the air.",
    "contact-role": "psirt@osprey.example",
  };
  await submitApplication(applicant, { applicationId, revision: 1, answers }, { at: at.add({ hours: 1 }) });
  await writeNote(
    await team.jiwoo(),
    {
      applicationId,
      text: "Do you run the upstream project yourselves, or a fork of it? How many robots is that?",
    },
    { at: at.add({ hours: 8 }) },
  );
}

async function tallow(team: Team, directory: Directory, at: Temporal.Instant): Promise<void> {
  const [mara, tomas, jiwoo] = [await team.mara(), await team.tomas(), await team.jiwoo()];
  const { applicationId, applicant } = await begun(
    directory.groups.distributors,
    "rui@tallow.example",
    "Rui Sato",
    at,
  );
  const answers = {
    name: "Rui Sato",
    organizationName: "Tallow Audits",
    website: "https://www.tallow.example",
    "criterion-uses": "We scan customers' installations.",
    "criterion-security-team": "Nine people, certified.",
    "contact-role": "intake@tallow.example",
  };
  const step = (hours: number) => ({ at: at.add({ hours }) });
  await submitApplication(applicant, { applicationId, revision: 1, answers }, step(1));
  await vote(
    mara,
    { applicationId, vote: "decline", reason: "It scans others and ships nothing." },
    step(26),
  );
  await vote(
    jiwoo,
    { applicationId, vote: "decline", reason: "Would have to tell its customers." },
    step(30),
  );
  await decide(
    tomas,
    {
      applicationId,
      decision: "decline",
      reason:
        "You neither ship nor run vLLM yourselves, so there is nothing that you could fix before a release.",
    },
    step(48),
  );
}

async function begun(groupId: string, email: string, name: string, at: Temporal.Instant) {
  const { applicationId, userId } = await applicantConfirms(groupId, email, name, { at });
  return { applicationId, applicant: (await actingAs(userId, { role: "applicant" })) as Applicant };
}
