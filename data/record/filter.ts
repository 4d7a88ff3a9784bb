import { and, eq, ilike, inArray, or, type SQL, sql } from "drizzle-orm";
import { visibleTo as caseVisible } from "@/data/cases/visibility";
import { visibleTo as organizationVisible } from "@/data/organizations/visibility";
import type { Ctx } from "@/data/transaction";
import { auditEntries, cases, organizations, users } from "@/db/schema";
import type { RecordFilter } from "@/domain/record";
import type { Member } from "@/domain/viewer";

const fact = (name: string) => sql`${auditEntries.facts} ->> ${name}`;

/**
 * Which entries a member may see: of own projects and their cases, of the team's organizations as far as they name no
 * other project and none of its cases, and of the deployment alike.
 */
export function visibleEntries(ctx: Ctx<Member>): SQL | undefined {
  const own = ctx.tx
    .select({ id: sql<string>`${cases.id}::text` })
    .from(cases)
    .where(caseVisible(ctx));
  const projectIds = [...ctx.viewer.projectIds];
  const id = sql`${auditEntries.streamId}::text`;
  const teams = ctx.tx
    .select({ id: sql<string>`${organizations.id}::text` })
    .from(organizations)
    .where(organizationVisible(ctx.viewer));
  return and(
    or(
      and(eq(auditEntries.streamType, "case"), sql`${id} in ${own}`),
      and(eq(auditEntries.streamType, "project"), inArray(auditEntries.streamId, projectIds)),
      and(eq(auditEntries.streamType, "organization"), sql`${id} in ${teams}`),
      eq(auditEntries.streamType, "deployment"),
    ),
    or(sql`${fact("caseId")} is null`, sql`${fact("caseId")} in ${own}`),
    or(sql`${fact("projectId")} is null`, inArray(fact("projectId"), projectIds)),
  );
}

/** What a person typed, with `%` and `_` as letters. */
const like = (text: string): string => `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;

/** @returns false in SQL where something is named that the member does not see: hidden and absent are the same */
export async function matching(ctx: Ctx<Member>, filter: RecordFilter): Promise<SQL | undefined> {
  return and(
    filter.kind ? eq(auditEntries.streamType, filter.kind) : undefined,
    filter.action ? eq(auditEntries.action, filter.action) : undefined,
    ...days(filter),
    filter.reference ? await aboutCase(ctx, filter.reference) : undefined,
    filter.organization ? await aboutOrganization(ctx, filter.organization) : undefined,
    filter.person ? await byPerson(ctx, filter.person) : undefined,
  );
}

function days({ from, to, clock }: RecordFilter): SQL[] {
  const column = clock === "domain" ? auditEntries.at : auditEntries.realAt;
  return [
    ...(from ? [sql`${column} >= ${from}::date::timestamp at time zone 'UTC'`] : []),
    ...(to ? [sql`${column} < (${to}::date + 1)::timestamp at time zone 'UTC'`] : []),
  ];
}

async function aboutCase(ctx: Ctx<Member>, reference: string): Promise<SQL> {
  const [of] = await ctx.tx
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.reference, reference), caseVisible(ctx)));
  return of
    ? sql`((${auditEntries.streamType} = 'case' and ${auditEntries.streamId} = ${of.id}) or ${fact("caseId")} = ${of.id})`
    : sql`false`;
}

async function aboutOrganization(ctx: Ctx<Member>, name: string): Promise<SQL | undefined> {
  const found = await ctx.tx
    .select({ id: organizations.id })
    .from(organizations)
    .where(and(ilike(organizations.name, like(name)), organizationVisible(ctx.viewer)));
  const ids = found.map((o) => o.id);
  return or(
    and(eq(auditEntries.streamType, "organization"), inArray(auditEntries.streamId, ids)),
    inArray(fact("organizationId"), ids),
  );
}

async function byPerson(ctx: Ctx<Member>, name: string): Promise<SQL> {
  const found = await ctx.tx
    .select({ id: users.id })
    .from(users)
    .where(or(ilike(users.name, like(name)), ilike(users.email, like(name))));
  return inArray(
    auditEntries.actorId,
    found.map((u) => u.id),
  );
}
