import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { verifyRecord } from "@/data/chain/verify";
import { mailCheckpoint } from "@/data/checkpoints/mail";
import { writeCheckpoints } from "@/data/checkpoints/write";
import { sendLaneMail, waitingLaneMails } from "@/data/sign-in/lane";
import { systemViewer } from "@/data/viewer";
import type { OutgoingMail } from "@/lib/mail";
import { imported } from "@/tests/case";
import { startedWith } from "@/tests/deployment";
import { ownDatabase } from "@/tests/own-database";
import { asOwner } from "@/tests/sql";
import { makeWorld, worker } from "@/tests/world";

const own = await ownDatabase({
  CURFEW_CHECKPOINT_MAIL: "Ada@checkpoint.example, ben@checkpoint.example, stranger@checkpoint.example",
});
afterAll(own.drop);

async function delivered(): Promise<OutgoingMail[]> {
  const mails: OutgoingMail[] = [];
  for (const id of await waitingLaneMails(worker))
    await sendLaneMail(worker, id, async (mail) => {
      mails.push(mail);
      return { outcome: "accepted", providerId: "1" };
    });
  return mails;
}

test("the newest checkpoint goes to the chosen members once a day, names no case, and can be compared later", async () => {
  const w = await makeWorld();
  const c = await imported(w);
  await asOwner(async (sql) => {
    await sql`update users set email = 'ada@checkpoint.example' where id = ${w.ada.userId}`;
    await sql`update users set email = 'ben@checkpoint.example' where id = ${w.ben.userId}`;
    await sql`update team_members set ended_at = now() where user_id = ${w.ben.userId}`;
  });
  await writeCheckpoints(worker);
  await Promise.all([mailCheckpoint(worker), mailCheckpoint(worker)]);
  await mailCheckpoint(worker);
  // Nor does a second worker, which knows nothing of the first.
  const other = await startedWith({}, async () => ({
    ...(await import("@/data/checkpoints/mail")),
    ...(await import("@/db/client")),
  }));
  await other.mailCheckpoint(worker);
  await other.disconnect();
  const mails = await delivered();
  // Ben is no member any more, and the stranger never was.
  expect(mails.map((m) => m.to)).toEqual(["ada@checkpoint.example"]);
  const { subject = "", text = "", html = "" } = mails[0] ?? {};
  for (const word of [c.reference, c.caseId, w.projectId, "vLLM", "Remote Code"])
    expect(subject + text + html).not.toContain(word);

  const file = join(own.folder, "mailed.txt");
  writeFileSync(file, text);
  expect(await verifyRecord(systemViewer("cli"), { against: file })).toMatchObject({ ok: true });
  writeFileSync(file, text.replace(/"line":"../, '"line":"00'));
  expect(await verifyRecord(systemViewer("cli"), { against: file })).toMatchObject({
    ok: false,
    stream: "checkpoints",
    what: expect.stringContaining("another line was kept"),
  });
});

test("what holds no checkpoint is refused in words", async () => {
  const file = join(own.folder, "other.txt");
  writeFileSync(file, "hello\n");
  await expect(verifyRecord(systemViewer("cli"), { against: file })).rejects.toThrow("holds neither");
  await expect(verifyRecord(systemViewer("cli"), { against: `${file}.none` })).rejects.toThrow(
    "cannot be read",
  );
});
