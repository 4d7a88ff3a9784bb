import postgres from "postgres";
import { chainEntries } from "@/data/upgrade/chain";
import { noteTermsOfOld } from "@/data/upgrade/joined";
import { ensureKeys } from "@/data/upgrade/keys";
import { copyPublished } from "@/data/upgrade/published";
import { sealPlain } from "@/data/upgrade/seal";
import { env } from "@/lib/env";

/**
 * What a migration can't say in SQL, as the schema's owner, after the schema is this build's: makes the keys, and brings
 * what an earlier version wrote under them. All of it or nothing; safe to run again, and by several at once.
 * @throws WrongKeyError when the wrapping key is not this database's
 */
export async function upgradeDatabase(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await sql.begin(async (tx) => {
      await tx`lock table wrapping_keys in exclusive mode`;
      await tx`alter table audit_entries disable trigger audit_entries_append_only`;
      const within = tx as unknown as postgres.Sql;
      const keys = await ensureKeys(within, env().wrappingKeys);
      await sealPlain(within, keys);
      await chainEntries(within, keys);
      await copyPublished(within, keys);
      await noteTermsOfOld(within);
      await tx`alter table audit_entries enable trigger audit_entries_append_only`;
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}
