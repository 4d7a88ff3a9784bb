import { afterAll, describe, expect, test } from "vitest";
import { listNotices } from "@/data/notices/queries";
import { keepHouse } from "@/data/retention/housekeeping";
import { retentionReport } from "@/data/retention/queries";
import { closed } from "@/tests/ended";
import { ownDatabase } from "@/tests/own-database";
import { asOwner } from "@/tests/sql";
import { at, vllmPolicy, worker } from "@/tests/world";

const own = await ownDatabase();
afterAll(own.drop);

describe("what ends by itself", () => {
  test("the bytes of sent messages go after the policy's days and the record of them stays", async () => {
    const { w, noticeId } = await closed();
    const silent = await closed(vllmPolicy());
    const bytes = async (id: string) =>
      (
        await asOwner((sql) => sql`select count(payload)::int as n from deliveries where notice_id = ${id}`)
      )[0]?.["n"];
    await keepHouse(worker, {}, at(24 + 24 * 10 - 1)).catch(() => {});
    expect(await bytes(noticeId)).toBe(2);
    await keepHouse(worker, {}, at(24 + 24 * 10 + 1));
    expect([await bytes(noticeId), await bytes(silent.noticeId)]).toEqual([0, 2]);
    const [record] = (await retentionReport(w.ada)).records;
    const notice = (await listNotices(w.ada, record?.reference ?? "")).find((n) => n.id === noticeId);
    expect(notice?.deliveries).toEqual(["sent", "sent"]);
  });

  test("letters, sessions and forms of 30 days ago go, newer ones stay, and it is on record", async () => {
    const { w } = await closed();
    await asOwner(async (sql) => {
      for (const days of [29, 31]) {
        const then = sql`now() - ${`${days} days`}::interval`;
        await sql`insert into sign_in_mails (address, expires_at) values (${`${days}@keep.example`}, ${then})`;
        await sql`insert into submissions (id, user_id, command, at) values (gen_random_uuid(), ${w.ada.userId}, ${`${days}`}, ${then})`;
        await sql`insert into sessions (token_hash, user_id, started_at, last_used_at, expires_at) values (${`${days}`}, ${w.ada.userId}, ${then}, ${then}, ${then})`;
      }
    });
    expect(await keepHouse(worker, {})).toMatchObject({ signInMails: 1, sessions: 1, forms: 1 });
    const left = await asOwner(
      (sql) => sql`select address from sign_in_mails where address like '%@keep.example'`,
    );
    expect(left).toEqual([{ address: "29@keep.example" }]);
    await expect(keepHouse(worker, {})).rejects.toThrow("Nothing is to be dropped");
    await expect(keepHouse(w.ada, {})).rejects.toMatchObject({ code: "not_found" });
  });

  test("a browser that nobody signed in with for a year is forgotten, one of last month is not", async () => {
    const { w } = await closed();
    await asOwner(async (sql) => {
      for (const days of [364, 366])
        await sql`insert into devices (user_id, token_hash, first_at, last_at)
          values (${w.ada.userId}, ${`${days}`}, now() - interval '2 years', now() - ${`${days} days`}::interval)`;
    });
    expect(await keepHouse(worker, {})).toMatchObject({ devices: 1 });
    const left = await asOwner((sql) => sql`select token_hash from devices`);
    expect(left).toEqual([{ token_hash: "364" }]);
  });
});
