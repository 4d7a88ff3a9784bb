import type { Sql } from "postgres";
import { publicFacts } from "@/data/publications/document";
import type { Vulnerability } from "@/domain/vulnerability";
import { type DataKey, openText } from "@/lib/crypto/sealed";

type Case = {
  id: string;
  severity: string | null;
  published_at: string;
  version: string;
  number: number;
  content: Uint8Array;
};
type Known = { id: string; severity: string | null; record: Uint8Array };

/** What was published before the public had a copy of its own. */
export async function copyPublished(sql: Sql, keys: ReadonlyMap<string, DataKey>): Promise<void> {
  const rows = await sql<Case[]>`
    select c.id, c.severity, c.published_at, v.id as version, v.number, v.content
    from cases c join advisory_versions v on v.id = c.published_version_id
    where c.published_at is not null and not exists (select 1 from published_advisories p where p.case_id = c.id)`;
  for (const of of rows) {
    const key = keys.get(of.id);
    // The key of a case that was destroyed opens nothing any more; its copy was made when it was published.
    if (!key) continue;
    const opened = (table: string, row: string, column: string, bytes: Uint8Array): unknown =>
      JSON.parse(openText(key, { scope: of.id, table, row, column }, bytes));
    const known = await sql<Known[]>`
      select id, severity, record from vulnerabilities
      where case_id = ${of.id} and removed_at is null order by position`;
    const document = {
      severity: of.severity,
      number: of.number,
      text: opened("advisory_versions", of.version, "content", of.content),
      vulnerabilities: known.map((v) =>
        publicFacts(v.severity, opened("vulnerabilities", v.id, "record", v.record) as Vulnerability),
      ),
    };
    await sql`
      insert into published_advisories (case_id, document, published_at)
      values (${of.id}, ${sql.json(document as never)}, ${of.published_at})`;
  }
}
