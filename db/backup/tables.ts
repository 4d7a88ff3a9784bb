import type postgres from "postgres";
import type { SchemaVersion } from "@/db/backup/format";

/** The tables of Curfew with their columns, a table after all that it refers to. */
export async function tablesOf(sql: postgres.Sql): Promise<{ name: string; columns: string[] }[]> {
  const rows = await sql<{ name: string; columns: string[] }[]>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    group by c.relname order by c.relname`;
  const refers = await sql<{ child: string; parent: string }[]>`
    select child.relname as child, parent.relname as parent
    from pg_constraint k join pg_class child on child.oid = k.conrelid join pg_class parent on parent.oid = k.confrelid
    where k.contype = 'f' and child.relnamespace = 'public'::regnamespace and child.oid <> parent.oid`;
  const placed = new Set<string>();
  const ordered: (typeof rows)[number][] = [];
  while (ordered.length < rows.length) {
    const next = rows.find(
      (t) => !placed.has(t.name) && refers.every((r) => r.child !== t.name || placed.has(r.parent)),
    );
    if (!next) throw new Error("tables refer to each other in a circle");
    placed.add(next.name);
    ordered.push(next);
  }
  return ordered;
}

/** What the database's own record of migrations says. */
export async function schemaVersionOf(sql: postgres.Sql): Promise<SchemaVersion> {
  const rows = await sql<{ hash: string; created_at: string }[]>`
    select hash, created_at::text from drizzle.__drizzle_migrations order by created_at`;
  return { newest: rows.at(-1)?.created_at ?? "none", migrations: rows.map((r) => r.hash) };
}

export const sequencesOf = (sql: postgres.Sql) =>
  sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'S' order by relname`;
