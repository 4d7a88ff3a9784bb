import { eq, exists, or, sql } from "drizzle-orm";
import { refuseWrong } from "@/data/keys/wrong";
import { type Ctx, read } from "@/data/transaction";
import { dataKeys, wrappingKeys } from "@/db/schema";
import type { Sealed } from "@/db/schema/columns";
import { SECRETS } from "@/db/secrets";
import type { SystemViewer } from "@/domain/viewer";
import { unwrap } from "@/lib/crypto/wrapping";
import { env } from "@/lib/env";

const BATCH = 1000;

/** Wrapping keys that something still needs. */
async function inUse(ctx: Ctx) {
  const wraps = ctx.tx.select({ one: sql`1` }).from(dataKeys).where(eq(dataKeys.wrappedBy, wrappingKeys.id));
  return ctx.tx
    .select()
    .from(wrappingKeys)
    .where(or(eq(wrappingKeys.current, true), exists(wraps)));
}

/** @throws WrongKeyError when this process was given other keys than the database was sealed with */
export const refuseWrongKeys = (viewer: SystemViewer): Promise<void> =>
  read(viewer, async (ctx) => refuseWrong(await inUse(ctx), env().wrappingKeys));

export type KeyReport = {
  wrapping: { id: string; current: boolean; given: boolean; wraps: number }[];
  dataKeys: { open: number; destroyed: number };
  values: number;
  /** Where something does not open, never what. */
  broken: string[];
};

/**
 * Opens every data key and every sealed value with the keys of this process: the way to try a copy that was kept apart.
 * @throws WrongKeyError
 */
export const checkKeys = (viewer: SystemViewer): Promise<KeyReport> =>
  read(viewer, async (ctx) => {
    const { wrappingKeys: mine } = env();
    refuseWrong(await inUse(ctx), mine);
    const known = await ctx.tx.select().from(wrappingKeys).orderBy(wrappingKeys.addedAt);
    const rows = await ctx.tx.select().from(dataKeys);
    const broken: string[] = [];
    for (const row of rows) {
      const by = mine.find((k) => k.id === row.wrappedBy);
      if (!row.wrapped || !by) continue;
      try {
        unwrap(by, row.id, row.scope, row.wrapped);
      } catch (error) {
        broken.push((error as Error).message);
      }
    }
    return {
      wrapping: known.map(({ id, current }) => ({
        id,
        current,
        given: mine.some((k) => k.id === id),
        wraps: rows.filter((r) => r.wrappedBy === id).length,
      })),
      dataKeys: {
        open: rows.filter((r) => r.wrapped !== null).length,
        destroyed: rows.filter((r) => r.wrapped === null).length,
      },
      ...(await openAll(ctx, broken)),
    };
  });

type Value = { row: string; scope: string; value: Sealed; at: string };

async function openAll(ctx: Ctx, broken: string[]): Promise<Pick<KeyReport, "values" | "broken">> {
  let values = 0;
  for (const { table, column, row, scope } of SECRETS) {
    for (let after = "(0,0)"; ; ) {
      const name = sql.identifier(column);
      const batch = (await ctx.tx.execute(sql`
        select ctid::text as at, ${sql.raw(row)} as row, ${sql.raw(scope)} as scope, ${name} as value
        from ${sql.identifier(table)}
        where ${name} is not null and ctid > ${after}::tid
          and not exists (select from data_keys k where k.scope = ${sql.raw(scope)} and k.destroyed_at is not null)
        order by ctid limit ${BATCH}`)) as unknown as Value[];
      for (const v of batch) {
        values += 1;
        await ctx
          .open({ scope: v.scope, table, row: v.row, column }, v.value)
          .catch((error: Error) => broken.push(error.message));
      }
      if (batch.length < BATCH) break;
      after = batch.at(-1)?.at ?? after;
    }
  }
  return { values, broken };
}
