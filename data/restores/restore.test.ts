import { readFileSync, rmSync } from "node:fs";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { DEPLOYMENT } from "@/data/audit";
import { writeCheckpoints } from "@/data/checkpoints/write";
import { dispatchNotice } from "@/data/deliveries/commands";
import type { Handover } from "@/data/deliveries/handover";
import { dueWork } from "@/data/deliveries/queries";
import { beginDelivery, finishDelivery } from "@/data/deliveries/sending";
import { answerTerms } from "@/data/readings/commands";
import { inbox, vendorCase } from "@/data/readings/queries";
import { confirmRestore, proposeRestore } from "@/data/restores/commands";
import { heldBackNow, restorePage } from "@/data/restores/queries";
import { known } from "@/data/restores/state";
import { queueSignInMail, sendLaneMail, waitingLaneMails } from "@/data/sign-in/lane";
import { systemViewer } from "@/data/viewer";
import { approve, deliveriesOf, SEND, scheduled, send, told, written } from "@/tests/case";
import { withdraw } from "@/tests/membership";
import { ownDatabase } from "@/tests/own-database";
import { restoring } from "@/tests/restoring";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, type World, worker } from "@/tests/world";

const own = await ownDatabase();
const { restart, backedUp, note, holds, open, reconcile, cleared } = restoring(own);
afterAll(own.drop);

let w: World;
beforeEach(async () => {
  await cleared();
  w = await makeWorld();
  await restart();
});

describe("a database that was set back behind its checkpoints", () => {
  async function setBack() {
    const [gone, stays] = [await makeOrg(w, { name: "Gone" }), await makeOrg(w, { name: "Stays" })];
    const before = await told(w, [stays]);
    const c = await scheduled(w);
    const noticeId = await written(w, c, [gone, stays]);
    await approve(w, c, noticeId);
    await backedUp(w);
    await dispatchNotice(worker, { noticeId }, at(SEND));
    const sent = await send(noticeId);
    await withdraw(w, gone, SEND + 1);
    await writeCheckpoints(worker);
    await own.restore();
    await restart();
    return { gone, stays, before, noticeId, sent };
  }

  test("sends nothing and shows vendors nothing, while sign-in mail goes on", async () => {
    const { stays, before, noticeId } = await setBack();
    await expect(dispatchNotice(worker, { noticeId }, at(SEND))).rejects.toThrow("two members");
    expect(await dueWork(worker)).toMatchObject({ notices: [], deliveries: [] });
    for (const d of await deliveriesOf(noticeId)) expect(await beginDelivery(worker, d.id)).toBe(false);
    for (const reference of [before.reference, "NOTHING-2027-9"])
      await expect(vendorCase(stays.person, reference)).rejects.toThrow(
        reference === before.reference ? "Reading is off while the team checks its records" : /off|found/,
      );
    await expect(
      answerTerms(stays.person, {
        reference: before.reference,
        answer: "accepted",
        termsVersion: "curfew-1",
      }),
    ).rejects.toThrow("Reading is off");
    expect(await inbox(stays.person)).toMatchObject({ items: [], off: expect.stringContaining("off") });
    expect(await heldBackNow(w.ada)).toContain("two members");

    const mail = {
      from: "a@b.example",
      to: w.ada.email,
      replyTo: null,
      subject: "",
      text: "",
      html: "",
      date: "",
    };
    await queueSignInMail(systemViewer("sign-in"), mail);
    const handed: string[] = [];
    for (const id of await waitingLaneMails(worker))
      await sendLaneMail(worker, id, async ({ to }) => {
        handed.push(to);
        return { outcome: "accepted", providerId: "1" };
      });
    expect(handed).toContain(w.ada.email);
  });

  test("says what is missing: the withdrawal, the messages, the notice", async () => {
    const { gone } = await setBack();
    const found = await open(w);
    expect(found).toMatchObject({ kind: "behind", hidden: 0, active: [{ id: gone.id, name: "Gone" }] });
    const words = found?.missing.map((m) => `${m.kind} ${m.action} ${m.organization?.name ?? ""}`.trim());
    expect(words).toContain("closed withdrew the organization Gone");
    expect(words).toContain("sent began to send a notice");
    expect(words?.filter((x) => x.startsWith("sent had a message accepted"))).toHaveLength(4);
    expect(JSON.stringify(found)).not.toContain("changelog");
  });

  test("goes on when two members agree, not one, and not while who was withdrawn is active again", async () => {
    const { gone, stays, before, noticeId, sent } = await setBack();
    const { id: restoreId = "" } = (await open(w)) ?? {};
    await expect(confirmRestore(w.ben, { restoreId })).rejects.toThrow("Nobody proposed");
    await proposeRestore(w.ada, { restoreId, note: "Gone was withdrawn on Tuesday." });
    await expect(confirmRestore(w.ada, { restoreId })).rejects.toThrow("Another member confirms");
    await expect(confirmRestore(w.ben, { restoreId })).rejects.toThrow(/^Gone: active again/);
    await withdraw(w, gone, SEND + 2);
    await confirmRestore(w.ben, { restoreId });
    expect(await heldBackNow(w.ada)).toBeNull();

    // What had left is known to have left, and nothing of it leaves a second time.
    expect((await deliveriesOf(noticeId)).map((d) => d.state)).toEqual(sent.map(() => "unknown"));
    await dispatchNotice(worker, { noticeId }, at(SEND));
    expect(await send(noticeId)).toEqual([]);
    expect((await vendorCase(stays.person, before.reference)).reference).toBe(before.reference);

    expect(await writeCheckpoints(worker)).toBe("wrote");
    expect(readFileSync(own.checkpoints, "utf8")).toContain('"kind":"restore"');
    await holds();
    await restart();
    expect(await open(w)).toBeNull();
  });

  test("holds again after an agreement also where entries were cut out alone, and the note of the last line stayed", async () => {
    await note(DEPLOYMENT);
    await note(DEPLOYMENT);
    await writeCheckpoints(worker);
    await asOwner(async (sql) => {
      const [last] = await sql<{ sequence: string }[]>`
        select max(sequence) as sequence from audit_entries where stream_type = 'deployment'`;
      const [before] = await sql<{ sequence: string; hash: Uint8Array }[]>`
        select sequence, hash from audit_entries
        where stream_type = 'deployment' and sequence = ${Number(last?.sequence) - 1}`;
      await sql`alter table audit_entries disable trigger audit_entries_append_only`;
      await sql`delete from audit_entries where stream_type = 'deployment' and sequence = ${last?.sequence ?? 0}`;
      await sql`alter table audit_entries enable trigger audit_entries_append_only`;
      const at = before?.sequence ?? 0;
      await sql`update audit_streams set head = ${at}, head_hash = ${before?.hash ?? null}, checkpointed = ${at}
        where stream_type = 'deployment'`;
    });
    await restart();
    expect(await open(w)).toMatchObject({ kind: "behind" });
    await reconcile(w);
    await holds();
    await restart();
    expect(await open(w)).toBeNull();
  });

  test("is found again after a second restore to the same backup", async () => {
    const { gone } = await setBack();
    await withdraw(w, gone, SEND + 2);
    await reconcile(w);
    await own.restore();
    await restart();
    expect(await open(w)).toMatchObject({ kind: "behind" });
  });

  test("is found by the sweep of a worker that never stopped", async () => {
    await backedUp(w);
    await note(DEPLOYMENT);
    await writeCheckpoints(worker);
    await own.restore();
    expect(await writeCheckpoints(worker)).toBe("closed");
    expect(await open(w)).toMatchObject({ kind: "behind" });
  });

  test("counts what happened in projects that a member does not work on, and names none of it", async () => {
    const { gone } = await setBack();
    const other = await makeWorld();
    const theirs = await restorePage(other.ada);
    expect(theirs.open?.hidden).toBeGreaterThan(3);
    expect(JSON.stringify(theirs)).not.toMatch(new RegExp(`${gone.id}|Gone|Stays`));
  });
});

test("a process that has not compared yet begins nothing, finishes nothing, and shows vendors nothing", async () => {
  const org = await makeOrg(w);
  const t = await told(w, [org]);
  const c = await scheduled(w);
  const noticeId = await written(w, c, [org]);
  await approve(w, c, noticeId);
  await dispatchNotice(worker, { noticeId }, at(SEND));
  const [d] = await deliveriesOf(noticeId);
  expect(await beginDelivery(worker, d?.id ?? "", at(SEND))).toBe(true);
  known.compared = false;
  let handed = false;
  await finishDelivery(
    worker,
    d?.id ?? "",
    async () => {
      handed = true;
      return { outcome: "accepted", providerId: "1" };
    },
    at(SEND),
  );
  expect(handed).toBe(false);
  expect(await beginDelivery(worker, d?.id ?? "", at(SEND))).toBe(false);
  await expect(vendorCase(org.person, t.reference)).rejects.toThrow("Reading is off");
  await restart();
  expect((await vendorCase(org.person, t.reference)).reference).toBe(t.reference);
});

test("a call that is under way when it is found ends first and is recorded; none begins after", async () => {
  const org = await makeOrg(w);
  const c = await scheduled(w);
  const noticeId = await written(w, c, [org]);
  await approve(w, c, noticeId);
  await dispatchNotice(worker, { noticeId }, at(SEND));
  await backedUp(w);
  rmSync(own.checkpoints);
  const [first, second] = await deliveriesOf(noticeId);
  await beginDelivery(worker, first?.id ?? "", at(SEND));
  await beginDelivery(worker, second?.id ?? "", at(SEND));
  const [arrived, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const hand = async (): Promise<Handover> => {
    arrived.resolve();
    await release.promise;
    return { outcome: "accepted", providerId: "1" };
  };
  const sending = finishDelivery(worker, first?.id ?? "", hand, at(SEND));
  await arrived.promise;
  let found = false;
  const finding = writeCheckpoints(worker).then((said) => {
    found = true;
    return said;
  });
  await waitingForCalls();
  expect(found).toBe(false);
  release.resolve();
  await sending;
  expect(await finding).toBe("closed");
  let handed = false;
  await finishDelivery(
    worker,
    second?.id ?? "",
    async () => {
      handed = true;
      return { outcome: "accepted", providerId: "2" };
    },
    at(SEND),
  );
  expect(handed).toBe(false);
  expect((await deliveriesOf(noticeId)).map((d) => d.state).sort()).toEqual(["queued", "sent"]);
});

/** Until somebody waits for the lock that a call under way holds. */
const waitingForCalls = () =>
  asOwner(async (sql) => {
    for (;;) {
      const [row] = await sql`select count(*)::int as n from pg_locks
        where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`;
      if (row?.["n"] > 0) return;
    }
  });
