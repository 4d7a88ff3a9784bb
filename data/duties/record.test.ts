import { afterAll, describe, expect, test } from "vitest";
import { append, DEPLOYMENT } from "@/data/audit";
import { writeCheckpoints } from "@/data/checkpoints/write";
import { today } from "@/data/duties/queries";
import { transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import type { Member } from "@/domain/viewer";
import { ownDatabase } from "@/tests/own-database";
import { asOwner } from "@/tests/sql";
import { makeWorld, worker } from "@/tests/world";

const own = await ownDatabase();
afterAll(own.drop);

const texts = async (viewer: Member) =>
  (await today(viewer)).groups.flatMap((g) => g.duties.map((d) => `${d.text}. ${d.detail}`));
const note = (facts: Record<string, string | number | boolean>) =>
  transact(systemViewer("cli"), "write", (ctx) =>
    append(ctx, [{ stream: DEPLOYMENT, action: "audit.verified", facts }]),
  );

describe("Today tells every member", () => {
  test("that no checkpoint was written for a quarter of an hour, and nothing of it once one was", async () => {
    const w = await makeWorld();
    await note({ ok: true });
    expect(await texts(w.cyd)).toEqual([]);
    await asOwner(async (sql) => {
      await sql`alter table audit_entries disable trigger audit_entries_append_only`;
      await sql`update audit_entries set real_at = real_at - interval '16 minutes'`;
      await sql`alter table audit_entries enable trigger audit_entries_append_only`;
    });
    expect(await texts(w.cyd)).toEqual([
      expect.stringContaining("No checkpoint of the record was written for 15 minutes"),
    ]);
    await writeCheckpoints(worker);
    expect(await texts(w.cyd)).toEqual([]);
  });

  test("that the record does not hold, and where, until a verification finds that it does", async () => {
    const w = await makeWorld();
    await note({ ok: false, verified: "deployment:00000000-0000-0000-0000-000000000000", position: 3 });
    expect(await texts(w.ada)).toEqual([
      "The record does not hold: somebody changed it. First at deployment:00000000-0000-0000-0000-000000000000, 3",
    ]);
    await note({ ok: true });
    expect(await texts(w.ada)).toEqual([]);
  });
});
