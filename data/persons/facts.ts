import { and, eq, inArray, isNull, ne, or, sql } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import { PERSON_COLUMNS, type PersonColumn } from "@/data/persons/registry";
import { policiesOf } from "@/data/policies/in-force";
import { clockOf, openIncidentsIn, subjectsOf } from "@/data/retention/facts";
import type { Ctx } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { contacts, organizations, teamMembers, teams, users } from "@/db/schema";
import type { PersonFacts } from "@/domain/person";
import { keeping, keepingWords, NO_END } from "@/domain/retention";
import { notFound } from "@/lib/errors";

/** A human with an account, or a role address that stands for itself. */
export type Person = {
  userId: string | null;
  contactIds: string[];
  name: string | null;
  addresses: string[];
  erasedAt: Temporal.Instant | null;
};

/** By an address, for the operator; or by the id of a user or contact, for a page, which names nobody in its address. */
export async function findPerson(ctx: Ctx, by: { address: string } | { id: string }): Promise<Person> {
  const [user] = await ctx.tx
    .select()
    .from(users)
    .where("address" in by ? eq(users.email, by.address) : eq(users.id, by.id));
  const own = await ctx.tx
    .select()
    .from(contacts)
    .where(
      or(
        "address" in by ? eq(contacts.email, by.address) : eq(contacts.id, by.id),
        user ? eq(contacts.userId, user.id) : undefined,
        user ? eq(contacts.email, user.email) : undefined,
      ),
    );
  // A contact leads to the human behind it, with all that they are.
  const behind = own.find((c) => c.userId)?.userId;
  if (!user && behind) return findPerson(ctx, { id: behind });
  if (!user && own.length === 0) throw notFound();
  await requireOwn(ctx, user?.id ?? null, own);
  return {
    userId: user?.id ?? null,
    contactIds: own.map((c) => c.id),
    name: user?.name ?? own[0]?.name ?? null,
    addresses: [...new Set([...(user ? [user.email] : []), ...own.map((c) => c.email)])],
    erasedAt: user?.erasedAt ?? null,
  };
}

/** An admin sees the people of their own team: who is or was a member of it, or a contact of its organizations. */
async function requireOwn(ctx: Ctx, userId: string | null, own: readonly { organizationId: string }[]) {
  const { viewer } = ctx;
  if (viewer.kind === "system") return;
  if (viewer.kind !== "member" || !viewer.admin) throw notFound();
  const [member] = userId
    ? await ctx.tx
        .select({ id: teamMembers.id })
        .from(teamMembers)
        .where(and(eq(teamMembers.userId, userId), eq(teamMembers.teamId, viewer.teamId)))
    : [];
  const [contact] = await ctx.tx
    .select({ id: organizations.id })
    .from(organizations)
    .where(
      and(
        eq(organizations.teamId, viewer.teamId),
        inArray(
          organizations.id,
          own.map((c) => c.organizationId),
        ),
      ),
    );
  if (!member && !contact) throw notFound();
}

const valuesOf = (person: Person, by: PersonColumn["by"]): string[] =>
  by === "user"
    ? person.userId
      ? [person.userId]
      : []
    : by === "contact"
      ? person.contactIds
      : by === "address"
        ? person.addresses
        : [];

/** Where rows name the person, by table and column, and how many. */
export async function inventory(ctx: Ctx, person: Person) {
  const found: { table: string; column: string; erased: string; rows: number }[] = [];
  for (const c of PERSON_COLUMNS) {
    const values = valuesOf(person, c.by);
    if (values.length === 0) continue;
    const [row] = await ctx.tx.execute<{ rows: number }>(sql`
      select count(*)::int as rows from ${sql.identifier(c.table)}
      where ${sql.identifier(c.column)}::text = any(${sql.param(values)}::text[])`);
    if (row && row.rows > 0)
      found.push({ table: c.table, column: c.column, erased: c.erased, rows: row.rows });
  }
  return found;
}

/** Every case that has the person in its evidence. */
async function evidenceOf(ctx: Ctx, person: Person): Promise<string[]> {
  const cases = new Set<string>();
  for (const c of PERSON_COLUMNS) {
    const values = valuesOf(person, c.by);
    if (!c.evidence || values.length === 0) continue;
    const rows = await ctx.tx.execute<{ id: string | null }>(sql`
      select distinct ${sql.raw(c.evidence)} as id from ${sql.identifier(c.table)}
      where ${sql.identifier(c.column)}::text = any(${sql.param(values)}::text[])`);
    for (const { id } of rows) if (id) cases.add(id);
  }
  return [...cases];
}

/**
 * What keeps a person's name and address. It looks into every project: evidence of one that the asker does not work on
 * keeps them too, and is not named.
 */
export async function personFacts(ctx: Ctx, person: Person): Promise<PersonFacts> {
  const { viewer } = ctx;
  const names = viewer.kind === "member" ? viewer.projectIds : null;
  return ctx.everywhere(async () => {
    const all = { ...ctx, viewer: systemViewer("worker") };
    const ids = await evidenceOf(all, person);
    const subjects = (await subjectsOf(all)).filter((s) => s.kind === "case" && ids.includes(s.id));
    const policies = await policiesOf(all, [...new Set(subjects.map((s) => s.projectId))]);
    const open = await openIncidentsIn(all, ids);
    const evidence: PersonFacts["evidence"][number][] = [];
    for (const s of subjects) {
      const kept = keeping(
        s.facts,
        (policies.get(s.projectId)?.retention?.keep ?? NO_END).case,
        clockOf(all),
      );
      evidence.push({
        name:
          names === null || names.includes(s.projectId)
            ? `${s.reference} ${s.codeName}`
            : "A record that you do not see",
        kept: names === null || names.includes(s.projectId) ? keepingWords(kept) : "It is kept",
        past: kept.type === "due" || kept.type === "destroyed",
        openIncident: open.includes(s.id),
      });
    }
    return { erased: person.erasedAt !== null, ...(await rolesNow(all, person)), evidence };
  });
}

async function rolesNow(ctx: Ctx, person: Person) {
  const [active] = person.userId
    ? await ctx.tx
        .select({ id: teamMembers.id })
        .from(teamMembers)
        .innerJoin(teams, eq(teams.id, teamMembers.teamId))
        .where(and(eq(teamMembers.userId, person.userId), isNull(teamMembers.endedAt)))
    : [];
  const current = await ctx.tx
    .select({ name: organizations.name })
    .from(contacts)
    .innerJoin(organizations, eq(organizations.id, contacts.organizationId))
    .where(and(inArray(contacts.id, person.contactIds), ne(contacts.state, "ended")));
  return { activeMember: active !== undefined, contactOf: [...new Set(current.map((c) => c.name))] };
}
