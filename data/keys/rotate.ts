import { asc, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import { DEPLOYMENT } from "@/data/audit";
import { bySystem, command } from "@/data/command";
import { refuseWrong } from "@/data/keys/wrong";
import { dataKeys, wrappingKeys } from "@/db/schema";
import { checkValueOf, unwrap, wrap } from "@/lib/crypto/wrapping";
import { env } from "@/lib/env";
import { refused } from "@/lib/errors";

/**
 * Wraps every data key anew with the other of the two keys that every process was given, and retires the old one. All of
 * it in one transaction: a reader finds the old wrapping or the new, and can open either; who makes a new data key waits.
 */
export const rotateKeys = command("keys.rotate", z.object({}), bySystem, async (ctx) => {
  const { wrappingKeys: mine } = env();
  const known = await ctx.tx.select().from(wrappingKeys).orderBy(asc(wrappingKeys.id)).for("update");
  const current = known.find((k) => k.current);
  const next = mine.find((k) => k.id !== current?.id);
  refuseWrong(
    known.filter((k) => k.current),
    mine,
  );
  if (!current || !next)
    throw refused(
      "There is no second key to change to. Make one (`openssl rand -base64 32`), add it to CURFEW_MASTER_KEY after a comma for every process, restart them, and run this again.",
    );
  const earlier = known.find((k) => k.id === next.id);
  if (earlier?.retiredAt)
    throw refused(`The key ${next.id} was retired before. Make a new one; nothing was changed.`);
  await ctx.tx.update(wrappingKeys).set({ current: false }).where(eq(wrappingKeys.id, current.id));
  await ctx.tx.insert(wrappingKeys).values({
    id: next.id,
    checkValue: checkValueOf(next),
    current: true,
    addedAt: ctx.realNow,
  });
  const rows = await ctx.tx.select().from(dataKeys).where(isNotNull(dataKeys.wrapped)).for("update");
  for (const row of rows) {
    const by = mine.find((k) => k.id === row.wrappedBy);
    if (!by || !row.wrapped) throw refused(`CURFEW_MASTER_KEY lacks the key ${row.wrappedBy}.`);
    const key = unwrap(by, row.id, row.scope, row.wrapped);
    await ctx.tx
      .update(dataKeys)
      .set({ wrapped: wrap(next, row.id, row.scope, key), wrappedBy: next.id })
      .where(eq(dataKeys.id, row.id));
  }
  await ctx.tx.update(wrappingKeys).set({ retiredAt: ctx.realNow }).where(eq(wrappingKeys.id, current.id));
  return {
    result: { from: current.id, to: next.id, keys: rows.length },
    audit: [
      {
        stream: DEPLOYMENT,
        action: "keys.rotated",
        facts: { from: current.id, to: next.id, keys: rows.length },
      },
    ],
  };
});
