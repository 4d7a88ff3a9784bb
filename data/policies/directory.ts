import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { proofsOf } from "@/data/memberships/evidence";
import type { Ctx } from "@/data/transaction";
import { contacts, evidence, groups, memberships, organizations } from "@/db/schema";
import { isCurrent, membershipAt } from "@/domain/organization/membership";
import type { Directory } from "@/domain/policy/directory";

/** The organizations that a project knows, with what is on record of each: what a policy is tried on. */
export async function directoryOf(ctx: Ctx, projectId: string): Promise<Directory> {
  const held = await ctx.tx
    .select({
      organizationId: memberships.organizationId,
      name: organizations.name,
      group: groups.name,
      state: memberships.state,
      pausedUntil: memberships.pausedUntil,
      lapsesAt: memberships.lapsesAt,
    })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .innerJoin(groups, eq(groups.id, memberships.groupId))
    .where(and(eq(memberships.projectId, projectId), isNull(memberships.endedAt)))
    .orderBy(asc(organizations.name), asc(groups.name));
  const ids = [...new Set(held.map((h) => h.organizationId))];
  const people = await ctx.tx
    .select({
      organizationId: contacts.organizationId,
      kind: contacts.kind,
      state: contacts.state,
      confirmedAt: contacts.confirmedAt,
    })
    .from(contacts)
    .where(inArray(contacts.organizationId, ids));
  const shown = await ctx.tx
    .select()
    .from(evidence)
    .where(
      and(
        eq(evidence.projectId, projectId),
        inArray(evidence.organizationId, ids),
        isNull(evidence.supersededAt),
      ),
    );
  const [peopleOf, shownBy] = [
    Map.groupBy(people, (p) => p.organizationId),
    Map.groupBy(shown, (e) => e.organizationId),
  ];
  const standing = held
    .map((h) => ({ ...h, state: membershipAt(h, ctx.now) }))
    .filter((h) => isCurrent(h.state));
  return [...Map.groupBy(standing, (h) => h.organizationId)].map(([organizationId, of]) => ({
    organizationId,
    name: of[0]?.name ?? "",
    memberships: of.map(({ group, state }) => ({ group, state })),
    contacts: (peopleOf.get(organizationId) ?? []).map((p) => ({
      kind: p.kind,
      state: p.state,
      confirmed: p.confirmedAt !== null,
    })),
    proofs: proofsOf(shownBy.get(organizationId) ?? []),
  }));
}
