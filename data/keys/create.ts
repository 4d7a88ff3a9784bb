import { and, eq } from "drizzle-orm";
import { newId } from "@/data/audit";
import type { Ctx } from "@/data/transaction";
import { dataKeys, wrappingKeys } from "@/db/schema";
import { newDataKey, wrap } from "@/lib/crypto/wrapping";
import { env } from "@/lib/env";

type Covered = { kind: "case" | "incident"; id: string; projectId: string; caseId: string };

/**
 * Makes the data key of a new case or incident, before the first text of it is sealed. The lock makes it wait for a
 * rotation that is under way: nothing is ever wrapped by a key that was just retired.
 */
export async function createDataKey(ctx: Ctx, of: Covered): Promise<void> {
  const current = async () =>
    (
      await ctx.tx
        .select({ id: wrappingKeys.id })
        .from(wrappingKeys)
        .where(and(eq(wrappingKeys.current, true)))
        .for("share")
    )[0];
  const row = (await current()) ?? (await current());
  const by = env().wrappingKeys.find((k) => k.id === row?.id);
  if (!by) throw new Error(`CURFEW_MASTER_KEY lacks the key ${row?.id ?? "in use"}, which wraps new keys`);
  const [id, key] = [newId(), newDataKey()];
  await ctx.tx.insert(dataKeys).values({
    id,
    scope: of.id,
    kind: of.kind,
    projectId: of.projectId,
    caseId: of.caseId,
    wrapped: wrap(by, id, of.id, key),
    wrappedBy: by.id,
    createdAt: ctx.realNow,
  });
  ctx.keys.put(of.id, { id, key });
}
