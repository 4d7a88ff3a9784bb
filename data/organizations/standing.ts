import { and, eq, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { visibleTo } from "@/data/organizations/visibility";
import type { Ctx } from "@/data/transaction";
import { contacts, groups, memberships, organizations } from "@/db/schema";
import { ENDED, MEMBERSHIP_STATES, type MembershipState } from "@/domain/organization/membership";
import type { Member } from "@/domain/viewer";

/** What the directory can be narrowed down by, beside a name. */
export const STANDINGS = [...MEMBERSHIP_STATES, "none"] as const;
export type DirectoryStanding = (typeof STANDINGS)[number];
export const LACKS = ["contact", "confirmation", "admission", "person"] as const;
export type Lack = (typeof LACKS)[number];

export type DirectoryFilter = {
  search?: string;
  standing?: DirectoryStanding;
  /** `contact`: none at all; `confirmation`, `admission`: one waits for it; `person`: nobody who could sign in. */
  lacks?: Lack;
  groupId?: string;
};

/** What is held now goes before what ended, and *active* before everything else. */
const BEST = ["active", "paused", "accepted"] as const satisfies MembershipState[];

/** The best of an organization's states, given the newest first. */
export const bestOf = (states: readonly MembershipState[]): DirectoryStanding =>
  BEST.find((s) => states.includes(s)) ?? states[0] ?? "none";

/** `membershipAt` of domain/organization/membership.ts as SQL: a test holds the two against each other. */
export const stateNow = (ctx: Ctx): SQL<MembershipState> => sql<MembershipState>`case
  when ${inArray(memberships.state, [...ENDED])} then ${memberships.state}
  when ${lte(memberships.lapsesAt, ctx.now)} then 'lapsed'
  when ${memberships.state} = 'paused' and ${lte(memberships.pausedUntil, ctx.now)} then 'active'
  else ${memberships.state} end`;

/** `bestOf` over the memberships in the viewer's projects: the organizations whose standing is this one. */
function standingIs(ctx: Ctx<Member>, standing: DirectoryStanding): SQL {
  const own = inArray(memberships.projectId, [...ctx.viewer.projectIds]);
  if (standing === "none")
    return sql`${organizations.id} not in (select ${memberships.organizationId} from ${memberships} where ${own})`;
  const state = stateNow(ctx);
  const rank = sql`array_position(array['active', 'paused', 'accepted'], (${state})::text)`;
  return sql`${organizations.id} in (select s.organization_id from (
    select distinct on (${memberships.organizationId}) ${memberships.organizationId}, ${state} as state
    from ${memberships} join ${groups} on ${groups.id} = ${memberships.groupId}
    where ${own}
    order by ${memberships.organizationId}, ${rank} nulls last, ${memberships.startedAt} desc, ${groups.name}) s
    where s.state = ${standing})`;
}

const held = (contact: SQL | undefined): SQL =>
  sql`exists (select from ${contacts} where ${contacts.organizationId} = ${organizations.id} and ${contact})`;

const LACKING: Record<Lack, () => SQL> = {
  contact: () => sql`not ${held(eq(contacts.state, "admitted"))}`,
  confirmation: () => held(and(eq(contacts.state, "proposed"), isNull(contacts.confirmedAt))),
  admission: () => held(sql`${contacts.state} = 'proposed' and ${contacts.confirmedAt} is not null`),
  person: () => sql`not ${held(and(eq(contacts.state, "admitted"), eq(contacts.kind, "person")))}`,
};

type Reachable = { kind: string; state: string; confirmedAt: unknown };

/** The same of contacts that were read: what an organization lacks to be reached, and to sign in. */
export function lacksOf(contactsNow: readonly Reachable[]): Lack[] {
  const admitted = contactsNow.filter((c) => c.state === "admitted");
  const found: Lack[] = [];
  if (admitted.length === 0) found.push("contact");
  if (contactsNow.some((c) => c.state === "proposed" && !c.confirmedAt)) found.push("confirmation");
  if (contactsNow.some((c) => c.state === "proposed" && c.confirmedAt)) found.push("admission");
  if (!admitted.some((c) => c.kind === "person")) found.push("person");
  return found;
}

/** What a filter asks of an organization; nothing where it asks nothing. Wildcards are taken literally. */
export function matching(ctx: Ctx<Member>, filter: DirectoryFilter): SQL | undefined {
  const search = (filter.search ?? "").trim().slice(0, 100);
  const pattern = `%${search.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
  const named = or(
    sql`${organizations.name} ilike ${pattern}`,
    sql`${organizations.legalEntity} ilike ${pattern}`,
    sql`${organizations.id} in (select ${contacts.organizationId} from ${contacts} where ${contacts.email} ilike ${pattern})`,
  );
  const inGroup = (groupId: string) => sql`${organizations.id} in (
    select ${memberships.organizationId} from ${memberships}
    where ${memberships.groupId} = ${groupId} and ${isNull(memberships.endedAt)})`;
  return and(
    visibleTo(ctx.viewer),
    search ? named : undefined,
    filter.standing ? standingIs(ctx, filter.standing) : undefined,
    filter.lacks ? LACKING[filter.lacks]() : undefined,
    filter.groupId ? inGroup(filter.groupId) : undefined,
  );
}
