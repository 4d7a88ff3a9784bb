import { randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import { refuseWrong, WrongKeyError } from "@/data/keys/wrong";
import type { DataKey } from "@/lib/crypto/sealed";
import { checkValueOf, newDataKey, unwrap, type WrappingKey, wrap } from "@/lib/crypto/wrapping";

type Known = { id: string; check_value: Uint8Array; used: boolean };

/** @throws WrongKeyError before anything is read or written */
async function refuseWrongKeys(sql: Sql, keys: readonly WrappingKey[]): Promise<void> {
  const known = await sql<Known[]>`
    select id, check_value, (w.current or exists (select 1 from data_keys d where d.wrapped_by = w.id)) as used
    from wrapping_keys w`;
  refuseWrong(
    known.filter((k) => k.used).map((k) => ({ id: k.id, checkValue: k.check_value })),
    keys,
  );
}

/** The first wrapping key, the deployment's data key, and one for each case and incident that has none. */
export async function ensureKeys(sql: Sql, keys: readonly WrappingKey[]): Promise<Map<string, DataKey>> {
  const [first] = keys;
  if (!first) throw new WrongKeyError("CURFEW_MASTER_KEY is missing.");
  await sql`
    insert into wrapping_keys (id, check_value, current, added_at)
    select ${first.id}, ${Buffer.from(checkValueOf(first))}, true, statement_timestamp()
    where not exists (select 1 from wrapping_keys)`;
  await refuseWrongKeys(sql, keys);
  const [current] = await sql<{ id: string }[]>`select id from wrapping_keys where current`;
  const by = keys.find((k) => k.id === current?.id);
  if (!by) throw new WrongKeyError("No wrapping key of this database is in use.");
  const lacking = await sql<{ scope: string; kind: string; project: string | null; of: string | null }[]>`
    select scope, kind, project, "of" from (
      select 'deployment' as scope, 'deployment' as kind, null::uuid as project, null::uuid as "of"
      union all select id::text, 'case', project_id, id from cases
      union all select i.id::text, 'incident', c.project_id, c.id from incidents i join cases c on c.id = i.case_id
    ) x where not exists (select 1 from data_keys d where d.scope = x.scope)`;
  for (const { scope, kind, project, of } of lacking) {
    const id = randomUUID();
    await sql`
      insert into data_keys (id, scope, kind, project_id, case_id, wrapped, wrapped_by, created_at)
      values (${id}, ${scope}, ${kind}, ${project}, ${of}, ${Buffer.from(wrap(by, id, scope, newDataKey()))}, ${by.id}, statement_timestamp())`;
  }
  const rows = await sql<{ id: string; scope: string; wrapped: Uint8Array; wrapped_by: string }[]>`
    select id, scope, wrapped, wrapped_by from data_keys where wrapped is not null`;
  return new Map(
    rows.map((r) => {
      const unwrapping = keys.find((k) => k.id === r.wrapped_by) as WrappingKey;
      return [r.scope, { id: r.id, key: unwrap(unwrapping, r.id, r.scope, r.wrapped) }];
    }),
  );
}
