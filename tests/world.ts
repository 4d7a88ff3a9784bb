import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { transact } from "@/data/transaction";
import { systemViewer, viewerFor } from "@/data/viewer";
import type { Tx } from "@/db/client";
import {
  contacts,
  groups,
  membershipChanges,
  memberships,
  organizations,
  projectMembers,
  projectPolicies,
  projects,
  teamMembers,
  teams,
  termsAcceptances,
  users,
} from "@/db/schema";
import { termsOf } from "@/domain/consent/terms";
import { isCurrent, type MembershipState } from "@/domain/organization/membership";
import type { Policy } from "@/domain/policy/policy";
import type { MEMBER_LISTS } from "@/domain/policy/vocabulary";
import type { ContactViewer, Member, SignedIn } from "@/domain/viewer";
import { parsePolicy } from "@/formats/policy/read";

const seed = systemViewer("seed");
export const worker = systemViewer("worker");

/** When the tests' cases happen; every command takes its instant as an argument. */
export const T0 = Temporal.Instant.from("2027-01-04T09:00:00Z");
export const at = (hours: number) => ({ at: T0.add({ minutes: Math.round(hours * 60) }) });
export const wall = (hours: number) => ({ local: T0.add({ hours }).toString().slice(0, 16), zone: "UTC" });

export type Org = {
  id: string;
  roleContact: string;
  address: string;
  person: ContactViewer;
  membershipIds: string[];
};
export type World = {
  teamId: string;
  projectId: string;
  groupId: string;
  otherGroupId: string;
  ada: Member;
  ben: Member;
  cyd: Member;
};

export const sample = (name: string) => readFileSync(`formats/samples/osv/${name}.json`, "utf8");
export const vllmPolicy = (): Policy => parsePolicy(readFileSync("policies/vllm.yaml", "utf8"));

/** The same with its list of members for everybody, or for nobody. */
export const publishingPolicy = (memberList: keyof typeof MEMBER_LISTS | null): Policy => ({
  ...vllmPolicy(),
  transparency: {
    memberList,
    decisionLog: null,
    statistics: null,
    postEmbargoDecisions: null,
    retrospective: null,
    text: null,
  },
});

/** A policy without severities, groups or prenotification. */
export const omniPolicy = (): Policy => parsePolicy(omniSource());
export const omniSource = (): string => readFileSync("policies/vllm-omni.yaml", "utf8");

/** A team of three with one project of its own; every test makes one, and sees nobody else's. */
export async function makeWorld(policy: Policy = vllmPolicy()): Promise<World> {
  const unique = randomUUID().slice(0, 8);
  const ids = {
    teamId: randomUUID(),
    projectId: randomUUID(),
    groupId: randomUUID(),
    otherGroupId: randomUUID(),
  };
  const people = ["Ada", "Ben", "Cyd"].map((name) => ({
    id: randomUUID(),
    name,
    email: `${name.toLowerCase()}-${unique}@team.example`,
    createdAt: T0,
  }));
  await transact(seed, "write", async ({ tx }) => {
    await tx.insert(teams).values({ id: ids.teamId, name: `Team ${unique}`, createdAt: T0 });
    await tx.insert(users).values(people);
    await tx
      .insert(teamMembers)
      .values(people.map((p) => ({ teamId: ids.teamId, userId: p.id, startedAt: T0 })));
    await tx.insert(projects).values({
      id: ids.projectId,
      teamId: ids.teamId,
      slug: `p-${unique}`,
      name: `Project ${unique}`,
      prefix: `P${unique.toUpperCase()}`,
      createdAt: T0,
    });
    await tx
      .insert(projectMembers)
      .values(people.map((p) => ({ projectId: ids.projectId, userId: p.id, startedAt: T0 })));
    await tx
      .insert(projectPolicies)
      .values({ projectId: ids.projectId, number: 1, document: policy, effectiveAt: T0, adoptedAt: T0 });
    await tx.insert(groups).values([
      { id: ids.groupId, projectId: ids.projectId, name: "Distributors", description: "ship", createdAt: T0 },
      { id: ids.otherGroupId, projectId: ids.projectId, name: "Hosted", description: "run", createdAt: T0 },
    ]);
  });
  const member = async (i: number) =>
    (await mint(people[i]?.id ?? "", { role: "member", teamId: ids.teamId })) as Member;
  return { ...ids, ada: await member(0), ben: await member(1), cyd: await member(2) };
}

/** Somebody who has just proved a second factor. */
export async function mint(userId: string, acting: Parameters<typeof viewerFor>[2]): Promise<SignedIn> {
  const viewer = await transact(seed, "read", (ctx) => viewerFor(ctx, userId, acting, ctx.realNow));
  if (!viewer) throw new Error("no such viewer");
  return viewer;
}

/** Its named contact accepted the terms that the project began with. */
async function storeTerms(tx: Tx, { projectId }: World, organizationId: string, by: string): Promise<void> {
  const [first] = await tx.select().from(projectPolicies).where(eq(projectPolicies.projectId, projectId));
  const { version, text } = termsOf(first?.document as Policy);
  await tx
    .insert(termsAcceptances)
    .values({ organizationId, projectId, version, text, how: "portal", name: "Person", by, at: T0 });
}

type OrgOptions = {
  name?: string;
  state?: MembershipState | "none";
  groupIds?: string[];
  contact?: "admitted" | "proposed" | "none";
};

/** An organization with a role address and a named contact, in the first group unless said otherwise. */
export async function makeOrg(world: World, o: OrgOptions = {}): Promise<Org> {
  const unique = randomUUID().slice(0, 8);
  const [id, roleContact, personContact, userId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const address = `security@${unique}.example`;
  const state = o.state ?? "active";
  const membershipIds: string[] = [];
  await transact(seed, "write", async ({ tx }) => {
    await tx
      .insert(organizations)
      .values({ id, teamId: world.teamId, name: o.name ?? `Org ${unique}`, createdAt: T0 });
    const admitted = {
      state: "admitted" as const,
      admittedBy: world.ada.userId,
      admittedAt: T0,
      confirmedAt: T0,
      confirmedHow: "in the test",
    };
    if (o.contact !== "none")
      await tx.insert(contacts).values({
        id: roleContact,
        organizationId: id,
        kind: "role",
        email: address,
        addedAt: T0,
        ...(o.contact === "proposed" ? {} : admitted),
      });
    await tx
      .insert(users)
      .values({ id: userId, name: `Person ${unique}`, email: `person@${unique}.example`, createdAt: T0 });
    await tx.insert(contacts).values({
      id: personContact,
      organizationId: id,
      kind: "person",
      email: `person@${unique}.example`,
      name: "Person",
      userId,
      addedAt: T0,
      ...admitted,
    });
    if (state === "none") return;
    for (const groupId of o.groupIds ?? [world.groupId]) {
      const membershipId = randomUUID();
      membershipIds.push(membershipId);
      const ended = !isCurrent(state);
      await tx.insert(memberships).values({
        id: membershipId,
        organizationId: id,
        projectId: world.projectId,
        groupId,
        state,
        pausedUntil: state === "paused" ? T0.add({ hours: 24 * 365 }) : null,
        acceptedAt: T0,
        startedAt: T0,
        endedAt: ended ? T0 : null,
      });
      await storeTerms(tx, world, id, userId);
      await tx
        .insert(membershipChanges)
        .values({ membershipId, number: 1, state, reason: "in the test", at: T0 });
    }
  });
  const person = (await mint(userId, { role: "contact", contactId: personContact })) as ContactViewer;
  return { id, roleContact, address, person, membershipIds };
}
