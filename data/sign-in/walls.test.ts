import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { read } from "@/data/transaction";
import { publicViewer } from "@/data/viewer";
import type { Viewer } from "@/domain/viewer";
import { asOwner } from "@/tests/sql";
import { makeOrg, makeWorld } from "@/tests/world";

const OWN = ["passkeys", "authenticators", "recovery_codes", "linked_accounts", "devices", "sessions"];

/** Whose rows a query without a `where` finds. */
const ownersIn = (viewer: Viewer, table: string): Promise<unknown[]> =>
  read(viewer, async (ctx) => {
    const rows = await ctx.tx.execute<{ user_id: string }>(
      sql`select distinct user_id from ${sql.identifier(table)}`,
    );
    return rows.map((r) => r.user_id);
  });

test("the database shows nobody what another human proves themselves with, nor their devices and sessions, nor any window of a limit", async () => {
  const w = await makeWorld();
  const org = await makeOrg(w);
  for (const id of [w.ada.userId, w.ben.userId, org.person.userId])
    await asOwner(async (q) => {
      await q`insert into passkeys (user_id, credential_id, public_key, counter, transports, label, synced, added_at)
        values (${id}, ${id}, 'key', 0, '{}', 'Laptop', false, now())`;
      await q`insert into recovery_codes (user_id, code_hash, made_at) values (${id}, 'hash', now())`;
      await q`insert into linked_accounts (user_id, provider, subject, login, linked_at)
        values (${id}, 'github', ${id}, 'x', now())`;
      await q`insert into devices (user_id, token_hash, first_at, last_at) values (${id}, 'hash', now(), now())`;
      await q`insert into authenticators (user_id, secret, added_at) values (${id}, '\\x01', now())`;
      await q`insert into sessions (token_hash, user_id, started_at, last_used_at, expires_at)
        values (${`hash ${id}`}, ${id}, now(), now(), now() + interval '1 hour')`;
      await q`insert into rate_limits (key, used, until) values (${id}, 1, now() + interval '1 hour')`;
    });
  for (const viewer of [w.ada, org.person]) {
    for (const table of OWN) expect(await ownersIn(viewer, table), table).toEqual([viewer.userId]);
    const windows = await read(viewer, (ctx) => ctx.tx.execute(sql`select 1 from rate_limits`));
    expect(windows).toHaveLength(0);
  }
  for (const table of OWN) expect(await ownersIn(publicViewer(), table), table).toEqual([]);
});
