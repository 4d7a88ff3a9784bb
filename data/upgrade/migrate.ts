import { upgradeDatabase } from "@/data/upgrade/upgrade";
import { isCurrent, migrateDatabase } from "@/db/migrate";
import { env } from "@/lib/env";

/**
 * Brings the schema, and what is stored in it, to this build.
 * @param only "check" says only whether it is; so does a process that was given no owner of the schema
 * @throws Error that says what to set, WrongKeyError
 */
export async function migrate(only?: "check"): Promise<void> {
  const { databaseUrl, migrationUrl } = env();
  if (only === "check" || !migrationUrl) {
    if (await isCurrent(databaseUrl)) return;
    throw new Error(
      "The database has another schema than this build. Set DATABASE_MIGRATION_URL and run `npm run migrate`.",
    );
  }
  await migrateDatabase(migrationUrl, databaseUrl);
  await upgradeDatabase(migrationUrl);
}
