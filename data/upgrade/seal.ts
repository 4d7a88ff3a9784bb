import type { Sql } from "postgres";
import { SECRETS } from "@/db/secrets";
import { type DataKey, plainText, sealText } from "@/lib/crypto/sealed";

const BATCH = 500;

type Plain = { at: string; row: string; scope: string; value: Uint8Array };

/** Seals what was written before there was encryption. @returns how many values */
export async function sealPlain(sql: Sql, keys: ReadonlyMap<string, DataKey>): Promise<number> {
  let sealed = 0;
  for (const { table, column, row, scope } of SECRETS) {
    for (;;) {
      const rows = await sql<Plain[]>`
        select ctid::text as at, ${sql.unsafe(row)} as row, ${sql.unsafe(scope)} as scope, ${sql(column)} as value
        from ${sql(table)}
        where ${sql(column)} is not null and length(${sql(column)}) > 0 and get_byte(${sql(column)}, 0) = 0
        limit ${BATCH}`;
      for (const r of rows) {
        const key = keys.get(r.scope);
        const text = plainText(r.value);
        if (!key || text === null) throw new Error(`${table}.${column} of ${r.row} has no key`);
        const bytes = sealText(key, { scope: r.scope, table, row: r.row, column }, text);
        await sql`update ${sql(table)} set ${sql(column)} = ${Buffer.from(bytes)} where ctid = ${r.at}::tid`;
      }
      sealed += rows.length;
      if (rows.length < BATCH) break;
    }
  }
  return sealed;
}
