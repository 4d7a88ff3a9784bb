import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "@/db/schema";

export type Db = PostgresJsDatabase<typeof schema>;
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const pools = new Map<string, { db: Db; end: () => Promise<void> }>();

/** One pool per address and process. Only `data/transaction.ts` asks for it, and only to open a transaction. */
export function connect(url: string): Db {
  const open = pools.get(url);
  if (open) return open.db;
  const client = postgres(url, {
    max: 10,
    onnotice: () => {},
    connection: { application_name: "curfew", TimeZone: "UTC" },
  });
  const db = drizzle(client, { schema });
  pools.set(url, { db, end: () => client.end({ timeout: 5 }) });
  return db;
}

export async function disconnect(): Promise<void> {
  const all = [...pools.values()];
  pools.clear();
  await Promise.all(all.map((p) => p.end()));
}
