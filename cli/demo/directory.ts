import type { Temporal } from "temporal-polyfill";
import { actingAs, type Team } from "@/cli/demo/team";
import { contactUser } from "@/data/demo/people";
import {
  addContact,
  addOrganization,
  admitContact,
  endContact,
  leaveGroup,
  pauseMembership,
  startMembership,
} from "@/data/organizations/commands";
import { getOrganization, listGroups } from "@/data/organizations/queries";
import type { ContactViewer } from "@/domain/viewer";

type Kind = "role" | "person";
type Entry = {
  name: string;
  domain: string;
  about: string;
  groups: ("Distributors" | "Hosted services")[];
  because: string;
  contacts: { kind: Kind; local: string; name?: string; admitted: boolean }[];
};

const ENTRIES: Entry[] = [
  {
    name: "Kestrel Linux",
    domain: "kestrel.example",
    about: "A distribution that ships vLLM in its AI repository.",
    groups: ["Distributors"],
    because: "Ships vLLM; a security team of six with published response times",
    contacts: [
      { kind: "role", local: "security", admitted: true },
      { kind: "person", local: "priya", name: "Priya Natarajan", admitted: true },
    ],
  },
  {
    name: "Orchid Cloud",
    domain: "orchid.example",
    about: "Hosted inference on shared nodes.",
    groups: ["Hosted services"],
    because: "Uses vLLM for all hosted inference: a substantial deployment of upstream releases",
    contacts: [
      { kind: "role", local: "psirt", admitted: true },
      { kind: "person", local: "leon", name: "Leon Achterberg", admitted: true },
    ],
  },
  {
    name: "Basalt Compute",
    domain: "basalt.example",
    about: "Builds images with vLLM and runs them for customers.",
    groups: ["Distributors", "Hosted services"],
    because: "Ships images and contributes to upstream every month",
    contacts: [{ kind: "role", local: "security", admitted: true }],
  },
  {
    name: "Tern Systems",
    domain: "tern.example",
    about: "An appliance with vLLM inside.",
    groups: ["Distributors"],
    because: "Ships vLLM in its appliance; compliance documents were reviewed",
    contacts: [{ kind: "role", local: "sec", admitted: false }],
  },
  {
    name: "Halyard AI",
    domain: "halyard.example",
    about: "A hosted service for fine-tuned models.",
    groups: ["Hosted services"],
    because: "Uses vLLM; established security team",
    contacts: [{ kind: "role", local: "security", admitted: true }],
  },
  {
    name: "Quillwort Labs",
    domain: "quillwort.example",
    about: "Runs vLLM for its own researchers and partners.",
    groups: ["Hosted services"],
    because: "A substantial internal deployment",
    contacts: [{ kind: "person", local: "sam", name: "Sam Okafor", admitted: true }],
  },
  {
    name: "Northlight Research",
    domain: "northlight.example",
    about: "Stopped shipping images this year.",
    groups: ["Distributors"],
    because: "Shipped research images until the summer",
    contacts: [{ kind: "role", local: "security", admitted: true }],
  },
  {
    name: "Vale Inference",
    domain: "vale.example",
    about: "Asked to join; in no group.",
    groups: [],
    because: "",
    contacts: [{ kind: "person", local: "noor", name: "Noor Haddad", admitted: true }],
  },
];

export type Directory = {
  groups: { distributors: string; hosted: string };
  organizations: Record<string, string>;
  priya: () => Promise<ContactViewer>;
  leon: () => Promise<ContactViewer>;
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
    for (const name of e.groups)
      await startMembership(mara, { organizationId, groupId: idOf(name), reason: e.because }, { at: joined });
    for (const c of e.contacts) {
      const at = c.admitted ? joined : now.subtract({ hours: 30 });
      const { contactId } = await addContact(
        mara,
        { organizationId, kind: c.kind, email: `${c.local}@${e.domain}`, name: c.name ?? null },
        { at },
      );
      if (c.admitted)
        await admitContact(
          await team.tomas(),
          {
            organizationId,
            contactId,
            how: `Named on https://www.${e.domain}/security, and answered from there`,
          },
          { at },
        );
    }
  }
  await troubles(team, organizations, now);
  const person = (name: string) => async () =>
    actingAs(...(await contactUser(name))) as Promise<ContactViewer>;
  return {
    groups: { distributors: idOf("Distributors"), hosted: idOf("Hosted services") },
    organizations,
    priya: person("priya@kestrel.example"),
    leon: person("leon@orchid.example"),
  };
}

/** What a directory looks like after a while: somebody left, somebody is paused, somebody's only contact is gone. */
async function troubles(
  team: Team,
  organizations: Record<string, string>,
  now: Temporal.Instant,
): Promise<void> {
  const jiwoo = await team.jiwoo();
  const of = async (name: string) => getOrganization(jiwoo, organizations[name] ?? "");
  const [left] = (await of("Northlight Research")).memberships;
  if (left)
    await leaveGroup(
      jiwoo,
      { membershipId: left.id, reason: "Ships no images any more, and asked to leave" },
      { at: now.subtract({ hours: 24 * 30 }) },
    );
  const [paused] = (await of("Halyard AI")).memberships;
  if (paused)
    await pauseMembership(
      jiwoo,
      { membershipId: paused.id, reason: "A changelog named an unreleased fix; paused until we know more" },
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
