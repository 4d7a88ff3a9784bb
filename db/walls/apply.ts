import type { Sql } from "postgres";
import { FUNCTIONS, VIEWS } from "@/db/walls/functions";
import { POLICIES, type Policy } from "@/db/walls/policies";

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The four policies of a table, in place of whatever stood there. */
function policiesOf(table: string, policy: Policy, role: string): string[] {
  const write = policy.write ?? policy.read;
  const rules = {
    select: `using (${policy.read})`,
    insert: `with check (${write})`,
    update: `using (${write}) with check (${write})`,
    delete: `using (${write})`,
  };
  return Object.entries(rules).map(
    ([command, rule]) =>
      `create policy curfew_${command} on ${quoted(table)} for ${command} to ${role} ${rule}`,
  );
}

/**
 * Puts row-level security on every table, all of it or nothing, so that there is no moment with half of it. A table
 * that has no policy shows and takes nothing.
 * @param role the application's role, which owns nothing and bypasses nothing
 */
export async function raiseWalls(sql: Sql, role: string): Promise<void> {
  const app = quoted(role);
  const tables = await sql<{ name: string; policies: string[] }[]>`
    select relname as name, array(select polname from pg_policy where polrelid = c.oid)::text[] as policies
    from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'`;
  const statements = tables.flatMap(({ name, policies }) => [
    `alter table ${quoted(name)} enable row level security`,
    ...policies.map((p) => `drop policy ${quoted(p)} on ${quoted(name)}`),
    ...(POLICIES[name] ? policiesOf(name, POLICIES[name], app) : []),
  ]);
  const views = VIEWS.map((view) => `grant select on ${quoted(view)} to ${app}`);
  // One message: hundreds of them would each wait for an answer.
  await sql.begin((tx) => tx.unsafe([FUNCTIONS, ...views, ...statements].join(";\n")));
}
