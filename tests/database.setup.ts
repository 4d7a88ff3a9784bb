import { migrate } from "@/data/upgrade/migrate";
import { env } from "@/lib/env";

/** The run's own PostgreSQL was started by the caller; bring it to this build's schema once. */
export default async function setup(): Promise<void> {
  if (!env().migrationUrl) throw new Error("npm run verify starts the database that these tests need");
  await migrate();
}
