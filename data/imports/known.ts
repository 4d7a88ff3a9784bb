import { and, asc, eq, inArray, isNotNull, isNull, ne } from "drizzle-orm";
import { holdsPlace } from "@/data/memberships/lapse";
import { visibleTo } from "@/data/organizations/visibility";
import { policiesOf } from "@/data/policies/in-force";
import { tiesOf } from "@/data/teams/ties";
import type { Ctx } from "@/data/transaction";
import {
  contacts,
  groups,
  membershipProposals,
  memberships,
  organizations,
  projects,
  withdrawals,
} from "@/db/schema";
import { enoughFor } from "@/domain/application/quorum";
import type { KnownDirectory, KnownGroup } from "@/domain/organization/import";
import { membershipAt } from "@/domain/organization/membership";
import type { Member } from "@/domain/viewer";

const TIED =
  "You are tied to it, so you take no part in decisions about it. Another member imports this row.";
const FOR_GOOD = "It was withdrawn for good: it may not return to this project.";
const PAUSED = "It is paused in this project. Resume it first, or wait until the pause is over.";
const APPLICATION = "The policy asks for more members, or for several steps. Enter an application for it.";

/**
 * What a list is held against: the team's organizations, and what would keep each from being proposed, as
 * `startMembership` would refuse it.
 */
export async function knownDirectory(ctx: Ctx<Member>): Promise<KnownDirectory> {
  const { viewer } = ctx;
  const own = [...viewer.projectIds];
  const known = await groupsOf(ctx);
  const all = await ctx.tx
    .select()
    .from(organizations)
    .where(visibleTo(viewer))
    .orderBy(asc(organizations.id));
  const people = await ctx.tx
    .select({ organizationId: contacts.organizationId, email: contacts.email })
    .from(contacts)
    .where(ne(contacts.state, "ended"));
  const held = await ctx.tx
    .select()
    .from(memberships)
    .where(and(inArray(memberships.projectId, own), holdsPlace(ctx)));
  const proposed = await ctx.tx
    .select({ organizationId: membershipProposals.organizationId, groupId: membershipProposals.groupId })
    .from(membershipProposals)
    .where(and(isNull(membershipProposals.confirmedAt), isNull(membershipProposals.takenBackAt)));
  const ended = await ctx.tx
    .select({ organizationId: withdrawals.organizationId, projectId: withdrawals.projectId })
    .from(withdrawals)
    .where(
      and(
        inArray(withdrawals.projectId, own),
        eq(withdrawals.scope, "permanent"),
        isNotNull(withdrawals.confirmedAt),
      ),
    );
  const [ties] = await tiesOf(ctx, [viewer.userId]);
  const tied = new Set(ties?.organizationIds);
  const paused = held.filter((m) => membershipAt(m, ctx.now) === "paused");
  const why = new Map<string, Map<string, string>>();
  const bar = (organizationId: string, projectId: string, because: string) => {
    const barred = why.get(organizationId) ?? new Map<string, string>();
    for (const g of known) if (g.projectId === projectId) barred.set(g.id, because);
    why.set(organizationId, barred);
  };
  for (const m of paused) bar(m.organizationId, m.projectId, PAUSED);
  for (const w of ended) bar(w.organizationId, w.projectId, FOR_GOOD);
  for (const id of tied) for (const projectId of own) bar(id, projectId, TIED);
  const [addressesOf, groupsHeld] = [
    Map.groupBy(people, (p) => p.organizationId),
    Map.groupBy([...held, ...proposed], (m) => m.organizationId),
  ];
  return {
    groups: known,
    organizations: all.map((o) => ({
      id: o.id,
      name: o.name,
      website: o.website,
      legalEntity: o.legalEntity,
      addresses: (addressesOf.get(o.id) ?? []).map((p) => p.email),
      groupIds: (groupsHeld.get(o.id) ?? []).map((m) => m.groupId),
      barred: why.get(o.id) ?? new Map(),
    })),
  };
}

async function groupsOf(ctx: Ctx<Member>): Promise<(KnownGroup & { projectId: string })[]> {
  const rows = await ctx.tx
    .select({ id: groups.id, name: groups.name, projectId: groups.projectId, project: projects.name })
    .from(groups)
    .innerJoin(projects, eq(projects.id, groups.projectId))
    .where(inArray(groups.projectId, [...ctx.viewer.projectIds]))
    .orderBy(asc(projects.name), asc(groups.name));
  const policies = await policiesOf(ctx, ctx.viewer.projectIds);
  return rows.map((g) => {
    const policy = policies.get(g.projectId);
    return {
      ...g,
      roleAddresses: policy?.contactRules?.kind === "roleAlias",
      barred: policy && enoughFor(policy, 2) ? null : APPLICATION,
    };
  });
}
