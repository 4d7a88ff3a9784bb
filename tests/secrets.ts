import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const masterKey = (): string => randomBytes(32).toString("base64");

/** The settings of a production deployment on a database. */
export const production = (db: { ownerUrl: string; appUrl: string }, key: string) => ({
  DATABASE_URL: db.appUrl,
  DATABASE_MIGRATION_URL: db.ownerUrl,
  CURFEW_URL: "http://localhost:3999",
  CURFEW_SECRET: randomBytes(32).toString("base64url"),
  CURFEW_MASTER_KEY: key,
  CURFEW_CHECKPOINTS: join(tmpdir(), `curfew-${randomBytes(6).toString("hex")}.jsonl`),
});
