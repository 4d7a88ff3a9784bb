import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { DEPLOYMENT } from "@/data/audit";
import { verifyRecord } from "@/data/chain/verify";
import { checkpointLine } from "@/data/checkpoints/lines";
import { checkpointFile } from "@/data/checkpoints/open";
import { writeCheckpoints } from "@/data/checkpoints/write";
import { proposeRestore, takeBackRestore } from "@/data/restores/commands";
import { headOf } from "@/data/restores/compare";
import { heldBackNow } from "@/data/restores/queries";
import { transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { ownDatabase } from "@/tests/own-database";
import { restoring } from "@/tests/restoring";
import { makeWorld, type World, worker } from "@/tests/world";

const own = await ownDatabase();
const operator = systemViewer("cli");
const { earlier, restart, backedUp, note, holds, open, reconcile, cleared } = restoring(own);
afterAll(own.drop);

let w: World;
beforeEach(async () => {
  await cleared();
  w = await makeWorld();
  await restart();
});

describe("checkpoints that are not there any more", () => {
  test.each([
    ["the file is gone", async () => rmSync(own.checkpoints)],
    ["its last line is gone", async () => copyFileSync(earlier, own.checkpoints)],
    [
      "a line of it was changed",
      async () =>
        writeFileSync(
          own.checkpoints,
          readFileSync(own.checkpoints, "utf8").replace("case.closed", "case.reject"),
        ),
    ],
  ])("%s: everything stops, and goes on with a record that holds once two agree", async (_, spoil) => {
    await backedUp(w);
    await note(DEPLOYMENT);
    await writeCheckpoints(worker);
    await spoil();
    await restart();
    expect(await open(w)).toMatchObject({ kind: "missing", missing: [] });
    expect(await writeCheckpoints(worker)).toBe("closed");
    await reconcile(w);
    await note(DEPLOYMENT);
    await writeCheckpoints(worker);
    await holds();
    await restart();
    expect(await open(w)).toBeNull();

    // What two members agreed to once is no leave to do it again.
    await spoil();
    await restart();
    expect(await open(w)).toMatchObject({ kind: "missing" });
  });
});

test("a file that is put back opens nothing by itself: two members still say how it goes on", async () => {
  await backedUp(w);
  rmSync(own.checkpoints);
  await restart();
  copyFileSync(earlier, own.checkpoints);
  await restart();
  await note(DEPLOYMENT);
  expect(await writeCheckpoints(worker)).toBe("closed");
  expect(await heldBackNow(w.ada)).toContain("two members");
  await reconcile(w);
  await holds();
});

test("a database from before its checkpoints is found: it knows of none", async () => {
  await own.backUp();
  await writeCheckpoints(worker);
  await own.restore();
  await restart();
  expect(await open(w)).toMatchObject({ kind: "behind" });
});

test("a restored database that was written to is another history, and goes on from where both agree", async () => {
  await backedUp(w);
  await note(DEPLOYMENT);
  await writeCheckpoints(worker);
  await own.restore();
  await note(DEPLOYMENT, "case.rejected");
  await restart();
  expect(await open(w)).toMatchObject({ kind: "fork" });
  await reconcile(w);
  await holds();
});

test("a dump restored beside its own checkpoints says nothing itself: what was kept of a later time does", async () => {
  await backedUp(w);
  await note(DEPLOYMENT);
  await writeCheckpoints(worker);
  const kept = `${own.checkpoints}.kept`;
  copyFileSync(own.checkpoints, kept);
  const head = await transact(operator, "read", headOf);
  const mail = `${own.checkpoints}.mail`;
  const receipt = { number: head?.number, at: "2027-01-04T09:00:00Z", line: head?.hash, signature: "00" };
  writeFileSync(mail, `Subject: the newest checkpoint\r\n\r\n${JSON.stringify(receipt)}\r\n`);
  expect(await verifyRecord(operator, { against: kept })).toMatchObject({ ok: true });
  expect(await verifyRecord(operator, { against: mail })).toMatchObject({ ok: true });

  await own.restore();
  copyFileSync(earlier, own.checkpoints);
  await restart();
  expect(await open(w)).toBeNull();
  await holds();
  for (const against of [kept, mail])
    expect(await verifyRecord(operator, { against })).toMatchObject({
      ok: false,
      stream: "checkpoints",
      position: head?.number,
    });
  // And once it went on: the same number, another line.
  await note(DEPLOYMENT, "case.rejected");
  await writeCheckpoints(worker);
  expect(await verifyRecord(operator, { against: mail })).toMatchObject({
    ok: false,
    position: head?.number,
  });
});

test("a writer that is killed between its line and its commit is taken over by the next, without a word", async () => {
  await backedUp(w);
  await note(DEPLOYMENT);
  await expect(
    transact(worker, "write", async (ctx) => {
      const file = await checkpointFile(ctx);
      await file.state();
      const head = await headOf(ctx);
      const line = head && (await checkpointLine(ctx, head));
      file.append(line?.text ?? "");
      throw new Error("killed");
    }),
  ).rejects.toThrow("killed");
  await restart();
  expect(await open(w)).toBeNull();
  await note(DEPLOYMENT);
  expect(await writeCheckpoints(worker)).toBe("wrote");
  await holds();
});

test("a line that was killed in its middle is written again", async () => {
  await backedUp(w);
  writeFileSync(own.checkpoints, `${readFileSync(own.checkpoints, "utf8")}{"at":"20`);
  await note(DEPLOYMENT);
  expect(await writeCheckpoints(worker)).toBe("wrote");
  await holds();
});

test("workers write one line at a time, however many they are", async () => {
  await Promise.all(Array.from({ length: 6 }, () => note(DEPLOYMENT)));
  const said = await Promise.all(Array.from({ length: 6 }, () => writeCheckpoints(worker)));
  expect(said).toContain("wrote");
  await writeCheckpoints(worker);
  await holds();
});

test("a proposal can be taken back, and another one made", async () => {
  await backedUp(w);
  rmSync(own.checkpoints);
  await restart();
  const { id: restoreId = "" } = (await open(w)) ?? {};
  await expect(proposeRestore(w.ada, { restoreId, note: " " })).rejects.toThrow("Correct what is marked");
  await proposeRestore(w.ada, { restoreId, note: "the disk was full" });
  await expect(proposeRestore(w.ben, { restoreId, note: "again" })).rejects.toThrow("already");
  await takeBackRestore(w.ada, { restoreId });
  await proposeRestore(w.ben, { restoreId, note: "the disk was full" });
  expect((await open(w))?.note).toBe("the disk was full");
});
