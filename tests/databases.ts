import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import postgres from "postgres";
import { env } from "@/lib/env";

type Operator = { superuser: { user: string; password: string } };

/** As the cluster's superuser, which no process of Curfew ever is: to make and drop databases. */
export async function asSuperuser<T>(
  run: (sql: postgres.Sql) => Promise<T>,
  database = "postgres",
): Promise<T> {
  const { superuser } = JSON.parse(readFileSync(".data/test/embedded-operator.json", "utf8")) as Operator;
  const url = new URL(env().databaseUrl);
  url.username = superuser.user;
  url.password = superuser.password;
  url.pathname = `/${database}`;
  const sql = postgres(url.toString(), { max: 1, onnotice: () => {} });
  try {
    return await run(sql);
  } finally {
    await sql.end();
  }
}

export const inDatabase = (url: string, name: string): string => {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.toString();
};

/** A second, empty database of the tests' cluster, gone when `run` ends. */
export async function withDatabase<T>(
  run: (db: { name: string; ownerUrl: string; appUrl: string }) => Promise<T>,
): Promise<T> {
  const name = `other_${randomBytes(6).toString("hex")}`;
  await asSuperuser((sql) => sql`create database ${sql(name)} owner curfew_owner`);
  const { databaseUrl, migrationUrl } = env();
  try {
    return await run({
      name,
      ownerUrl: inDatabase(migrationUrl ?? "", name),
      appUrl: inDatabase(databaseUrl, name),
    });
  } finally {
    await asSuperuser((sql) => sql`drop database ${sql(name)} with (force)`);
  }
}
