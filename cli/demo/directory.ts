import type { Temporal } from "temporal-polyfill";
import { ENTRIES } from "@/cli/demo/entries";
import { sendOpen } from "@/cli/demo/send";
import { actingAs, type Team } from "@/cli/demo/team";
import { contactUser } from "@/data/demo/people";
import { mailboxConfirms } from "@/data/demo/seeding";
import { recordEvidence } from "@/data/memberships/evidence";
import { leaveProject, pauseOrganization } from "@/data/memberships/pause";
import { confirmMembership, startMembership } from "@/data/memberships/start";
import { recordTerms } from "@/data/memberships/terms";
import { addOrganization } from "@/data/organizations/commands";
import { addContact, admitContact, endContact } from "@/data/organizations/contacts";
import { setContactAdmin } from "@/data/organizations/own";
import { getOrganization, listGroups } from "@/data/organizations/queries";
import type { ContactViewer } from "@/domain/viewer";

export type Directory = {
  groups: { distributors: string; hosted: string };
  organizations: Record<string, string>;
  priya: () => Promise<ContactViewer>;
  leon: () => Promise<ContactViewer>;
  ines: () => Promise<ContactViewer>;
  anton: () => Promise<ContactViewer>;
  wim: () => Promise<ContactViewer>;
};

export async function seedDirectory(
  team: Team,
  projectId: string,
  now: Temporal.Instant,
): Promise<Directory> {
  const mara = await team.mara();
  const joined = now.subtract({ hours: 24 * 45 });
  const groups = await listGroups(mara);
  const idOf = (name: string) => groups.find((g) => g.name === name && g.projectId === projectId)?.id ?? "";
  const organizations: Record<string, string> = {};
  for (const e of ENTRIES) {
    const { organizationId } = await addOrganization(
      mara,
      { name: e.name, website: `https://www.${e.domain}`, about: e.about },
      { at: joined },
    );
    organizations[e.name] = organizationId;
    for (const [criterion, note] of e.groups.length > 0 ? Object.entries(e.evidence) : [])
      await recordEvidence(
        await team.tomas(),
        {
          organizationId,
          projectId,
          criterion,
          link: `https://www.${e.domain}/security`,
          note,
          datedOn: joined.subtract({ hours: 48 }).toString().slice(0, 10),
          verdict: "met",
        },
        { at: joined },
      );
    for (const name of e.groups) {
      const start = { organizationId, groupId: idOf(name), reason: e.because };
      const { id: proposalId } = await startMembership(mara, start, { at: joined });
      await confirmMembership(await team.tomas(), { proposalId }, { at: joined });
    }
    if (e.groups.length > 0 && e.terms !== false)
      await recordTerms(
        mara,
        {
          organizationId,
          projectId,
          version: "curfew-1",
          name: e.contacts.find((c) => c.name)?.name ?? `Head of security, ${e.name}`,
          note: "A signed letter, kept with the project’s papers.",
        },
        { at: joined },
      );
    for (const c of e.contacts) {
      const at = c.admitted ? joined : now.subtract({ hours: 30 });
      const { contactId } = await addContact(
        mara,
        { organizationId, kind: c.kind, email: `${c.local}@${e.domain}`, name: c.name ?? null },
        { at },
      );
      if (!c.admitted && c.waits === "mailbox") continue;
      await mailboxConfirms(contactId, { at });
      if (c.admitted) await admitContact(await team.tomas(), { organizationId, contactId }, { at });
    }
  }
  await sendOpen(joined.add({ minutes: 5 }));
  const priya = await contactUser("priya@kestrel.example");
  if (priya[1].role === "contact")
    await setContactAdmin(
      mara,
      { organizationId: organizations["Kestrel Linux"], contactId: priya[1].contactId, admin: "true" },
      { at: joined.add({ hours: 1 }) },
    );
  await troubles(team, projectId, organizations, now);
  const person = (name: string) => async () =>
    actingAs(...(await contactUser(name))) as Promise<ContactViewer>;
  return {
    groups: { distributors: idOf("Distributors"), hosted: idOf("Hosted services") },
    organizations,
    priya: person("priya@kestrel.example"),
    leon: person("leon@orchid.example"),
    ines: person("ines@corvid.example"),
    anton: person("anton@meridian.example"),
    wim: person("wim@gannet.example"),
  };
}

/** What a directory looks like after a while: somebody left, somebody is paused, somebody's only contact is gone. */
async function troubles(
  team: Team,
  projectId: string,
  organizations: Record<string, string>,
  now: Temporal.Instant,
): Promise<void> {
  const jiwoo = await team.jiwoo();
  const of = async (name: string) => getOrganization(jiwoo, organizations[name] ?? "");
  const entry = (name: string) => ({ organizationId: organizations[name] ?? "", projectId });
  await leaveProject(
    jiwoo,
    { ...entry("Northlight Research"), reason: "Ships no images any more, and asked to leave" },
    { at: now.subtract({ hours: 24 * 30 }) },
  );
  await pauseOrganization(
    jiwoo,
    {
      ...entry("Halyard AI"),
      reason: "A changelog named an unreleased fix; paused until we know more",
      told: "Your public changelog of this week named a fix that is not released. Please tell us how it came there; until we know, nothing that is not public is sent to you.",
    },
    { at: now.subtract({ hours: 5 }) },
  );
  const quillwort = await of("Quillwort Labs");
  const [gone] = quillwort.contacts;
  if (gone)
    await endContact(
      jiwoo,
      { organizationId: quillwort.id, contactId: gone.id, reason: "Left the company, says their manager" },
      { at: now.subtract({ hours: 24 * 3 }) },
    );
}
