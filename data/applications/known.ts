import { and, eq, inArray, ne, notInArray } from "drizzle-orm";
import type { ApplicationRow } from "@/data/applications/places";
import type { Ctx } from "@/data/transaction";
import { applications, contacts, organizations } from "@/db/schema";
import { alike, type Named } from "@/domain/application/alike";
import type { Member } from "@/domain/viewer";

export type Known = Named & { kind: "organization" | "application"; id: string };

/** What an application is held against: the team's directory, and the other applications to the viewer's projects. */
export async function knownTo(ctx: Ctx<Member>): Promise<Known[]> {
  const entries = await ctx.tx
    .select()
    .from(organizations)
    .where(eq(organizations.teamId, ctx.viewer.teamId));
  const people = await ctx.tx
    .select({ organizationId: contacts.organizationId, email: contacts.email })
    .from(contacts)
    .innerJoin(organizations, eq(organizations.id, contacts.organizationId))
    .where(and(eq(organizations.teamId, ctx.viewer.teamId), ne(contacts.state, "ended")));
  const byOrganization = Map.groupBy(people, (p) => p.organizationId);
  const others = await ctx.tx
    .select()
    .from(applications)
    .where(
      and(
        inArray(applications.projectId, [...ctx.viewer.projectIds]),
        notInArray(applications.state, ["draft", "taken_back"]),
      ),
    );
  return [
    ...entries.map((o) => ({
      kind: "organization" as const,
      id: o.id,
      name: o.name,
      legalEntity: o.legalEntity,
      website: o.website,
      addresses: (byOrganization.get(o.id) ?? []).map((c) => c.email),
    })),
    ...others.map((a) => ({
      kind: "application" as const,
      id: a.id,
      name: a.organizationName,
      legalEntity: a.legalEntity,
      website: a.website,
      addresses: a.email ? [a.email] : [],
    })),
  ];
}

export type Alike = { kind: Known["kind"]; id: string; name: string; because: string[] };

/** What an application looks like, and why, in words. */
export const looksLike = (
  row: ApplicationRow,
  addresses: readonly string[],
  known: readonly Known[],
): Alike[] => {
  const own = {
    name: row.organizationName,
    legalEntity: row.legalEntity,
    website: row.website,
    addresses,
  };
  return known.flatMap((k) => {
    if (k.id === row.id) return [];
    const because = alike(own, k);
    return because.length > 0 ? [{ kind: k.kind, id: k.id, name: k.name, because }] : [];
  });
};
