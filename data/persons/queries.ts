import { asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { byAdmin } from "@/data/command";
import { findPerson, inventory, personFacts } from "@/data/persons/facts";
import { type Ctx, read } from "@/data/transaction";
import { contacts, organizations, teamMembers, users } from "@/db/schema";
import { normalizeAddress } from "@/domain/organization/contact";
import { keptBecause } from "@/domain/person";
import type { Member, SystemViewer } from "@/domain/viewer";
import { notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";

type By = { address: string } | { id: string };

/** An address as people write it; an id as a page has it. @throws AppError */
export function understood(by: By): By {
  if ("id" in by) {
    if (!isId(by.id)) throw notFound();
    return by;
  }
  const address = normalizeAddress(by.address);
  if (!address) throw notFound();
  return { address };
}

/** What is stored of a person, where, and what keeps their name and address. */
export const showPerson = (viewer: Member | SystemViewer, by: By) =>
  read(viewer, async (ctx) => personPage(ctx, understood(by)));

export async function personPage(ctx: Ctx, by: By) {
  const person = await findPerson(ctx, by);
  const places = await ctx.everywhere(() => inventory(ctx, person));
  const kept = keptBecause(await personFacts(ctx, person));
  return { person, places, kept, now: ctx.now };
}

/** The people of an admin's team: members, also former ones, and contacts of its organizations. */
export const listPersons = (viewer: Member) =>
  read(viewer, async (ctx) => {
    if (!byAdmin(viewer)) throw notFound();
    const ofTeam = ctx.tx
      .select({ id: teamMembers.userId })
      .from(teamMembers)
      .where(eq(teamMembers.teamId, viewer.teamId));
    const ofOrganizations = ctx.tx
      .select({ id: contacts.userId })
      .from(contacts)
      .innerJoin(organizations, eq(organizations.id, contacts.organizationId))
      .where(eq(organizations.teamId, viewer.teamId));
    const humans = await ctx.tx
      .select({ id: users.id, name: users.name, email: users.email, erasedAt: users.erasedAt })
      .from(users)
      .where(or(inArray(users.id, ofTeam), inArray(users.id, ofOrganizations)))
      .orderBy(asc(users.name));
    const addresses = await ctx.tx
      .select({
        id: contacts.id,
        name: contacts.name,
        email: contacts.email,
        organization: organizations.name,
      })
      .from(contacts)
      .innerJoin(organizations, eq(organizations.id, contacts.organizationId))
      .where(sql`${isNull(contacts.userId)} and ${eq(organizations.teamId, viewer.teamId)}`)
      .orderBy(asc(contacts.email));
    return { humans, addresses };
  });
