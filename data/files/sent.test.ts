import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { caseActivity } from "@/data/activity/queries";
import { saveAdvisory } from "@/data/advisories/commands";
import { listVersions } from "@/data/advisories/queries";
import { dispatchNotice } from "@/data/deliveries/commands";
import { openFile, openSentFile, recordFileDownload, recordFileRead } from "@/data/files/download";
import { listFiles } from "@/data/files/queries";
import { removeFile } from "@/data/files/remove";
import { approveNotice } from "@/data/notices/approval";
import { getNotice } from "@/data/notices/queries";
import { answerTerms } from "@/data/readings/commands";
import { vendorCase } from "@/data/readings/queries";
import type { ContactViewer } from "@/domain/viewer";
import { approve, type Case, publish, scheduled, send, written } from "@/tests/case";
import { accept, bring, hex, PATCH, rows, sent, upload } from "@/tests/case-files";
import { AUTHOR } from "@/tests/files";
import { withdraw } from "@/tests/membership";
import { ownDatabase } from "@/tests/own-database";
import { asOwner, setMembership } from "@/tests/sql";
import { at, makeOrg, makeWorld, worker } from "@/tests/world";

const own = await ownDatabase();
afterAll(own.drop);

const missing = { code: "not_found" };

const gets = (who: ContactViewer, c: Case, id: string) => openSentFile(who, { reference: c.reference, id });

describe("a version of the advisory", () => {
  test("brings files, keeps them until they are taken out, names what changed, and has a digest that covers them", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    const [a, b] = [await upload(w.ada, c, "a.patch"), await upload(w.ada, c, "b.patch")];
    await bring(w.ada, c, [a]);
    const [second] = (await listVersions(w.ada, c.reference)).versions;
    await saveAdvisory(w.ada, { caseId: c.caseId, base: 2, ...second?.content, impact: "new" }, at(1));
    await bring(w.ada, c, [b, "", b]);
    const { versions } = await listVersions(w.ben, c.reference);
    expect(versions.map((v) => v.files.map((f) => f.name))).toEqual([
      ["b.patch"],
      ["a.patch"],
      ["a.patch"],
      [],
    ]);
    expect(versions.map((v) => v.changed)).toEqual([
      ["file b.patch added", "file a.patch taken out"],
      ["Impact"],
      ["file a.patch added"],
      [],
    ]);
    expect(new Set(versions.map((v) => v.digest)).size).toBe(4);
    await expect(bring(w.ada, c, [b])).rejects.toThrow("Nothing differs");
  });

  test("takes no file of another case, and none that was taken off the list", async () => {
    const w = await makeWorld();
    const [c, other] = [await scheduled(w), await scheduled(w)];
    const [foreign, removed] = [await upload(w.ada, other), await upload(w.ada, c)];
    await removeFile(w.ada, { reference: c.reference, fileId: removed }, at(1));
    for (const id of [foreign, removed, randomUUID()])
      await expect(bring(w.ada, c, [id])).rejects.toMatchObject({ code: "invalid" });
    expect(await listFiles(w.ada, c.reference)).toMatchObject([
      { name: "fix.patch", removedAt: expect.anything() },
    ]);
  });

  test("with other files is not approved by who chose them, nor by who uploaded them", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    const org = await makeOrg(w);
    const noticeId = await written(w, c, [org]);
    const theirs = await upload(w.cyd, c);
    await bring(w.ben, c, [theirs], 1.5);
    for (const who of [w.ben, w.cyd])
      await expect(approve(w, c, noticeId, who)).rejects.toThrow("You changed the text");
    const notice = await getNotice(w.cyd, c.reference, noticeId);
    expect(notice.version?.files.map((f) => f.digest)).toEqual([hex(PATCH)]);
  });

  test("that was approved leaves with the files that the approver saw; what is changed since waits", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    const org = await makeOrg(w);
    const [a, b] = [await upload(w.ada, c, "a.patch"), await upload(w.ada, c, "b.patch")];
    await bring(w.ada, c, [a]);
    const noticeId = await written(w, c, [org]);
    const open = await getNotice(w.ben, c.reference, noticeId);
    await bring(w.ada, c, [b], 1.5);
    await expect(
      approveNotice(w.ben, { noticeId, revision: open.revision, versionId: open.version?.id }, at(2)),
    ).rejects.toMatchObject({ code: "stale" });
    await approve(w, c, noticeId);
    await bring(w.ada, c, [a, b], 3);
    await dispatchNotice(worker, { noticeId }, at(24));
    await send(noticeId);
    await accept(org, c);
    expect((await vendorCase(org.person, c.reference)).content).toMatchObject({
      files: [{ name: "b.patch" }],
    });
    await expect(gets(org.person, c, a)).rejects.toMatchObject(missing);
    expect((await gets(org.person, c, b)).bytes).toEqual(PATCH);
  });

  test("keeps its files: none is taken off the list while the newest brings it, and what was sent stays sent", async () => {
    const { w, org, c, patch } = await sent();
    await accept(org, c);
    const off = { reference: c.reference, fileId: patch };
    await expect(removeFile(w.ben, off, at(31))).rejects.toThrow("Save a version without it first");
    await bring(w.ben, c, [], 31);
    await removeFile(w.ben, off, at(32));
    await expect(removeFile(w.ben, off, at(33))).rejects.toMatchObject(missing);
    expect((await gets(org.person, c, patch)).bytes).toEqual(PATCH);
    expect((await openFile(w.ada, { ...c, id: patch }, false)).bytes).toEqual(PATCH);
  });
});

describe("a vendor", () => {
  test("gets nothing of a file before consent, the copy after it, and never the original of what was stripped", async () => {
    const { org, c, patch, picture } = await sent();
    expect(await rows(org.person)).toEqual([0, 0, []]);
    for (const id of [patch, picture]) await expect(gets(org.person, c, id)).rejects.toMatchObject(missing);
    await accept(org, c);
    expect(await rows(org.person)).toEqual([2, 2, ["copy", "original"]]);
    expect(await gets(org.person, c, patch)).toMatchObject({ name: "fix.patch", bytes: PATCH });
    const copy = (await gets(org.person, c, picture)).bytes;
    expect(Buffer.from(copy).includes(AUTHOR)).toBe(false);
    const { content } = await vendorCase(org.person, c.reference);
    expect(content?.files.map((f) => [f.name, f.digest])).toEqual([
      ["fix.patch", hex(PATCH)],
      ["screen.jpg", hex(copy)],
    ]);
    expect(content?.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  test("that declined, was not told, is paused or withdrawn gets nothing, by the query and by the database", async () => {
    const { w, org, c, patch } = await sent();
    const stranger = await makeOrg(w);
    const nothing = async (who: ContactViewer, hours = 48) => {
      await expect(gets(who, c, patch)).rejects.toMatchObject(missing);
      await expect(recordFileDownload(who, { ...c, id: patch }, at(hours))).rejects.toMatchObject(missing);
      expect(await rows(who, hours)).toEqual([0, 0, []]);
    };
    await nothing(stranger.person);
    await answerTerms(
      org.person,
      { reference: c.reference, answer: "declined", termsVersion: "curfew-1" },
      at(30),
    );
    await nothing(org.person);
    await accept(org, c, 31);
    await gets(org.person, c, patch);
    const [membership = ""] = org.membershipIds;
    await setMembership(membership, "paused");
    await nothing(org.person);
    await setMembership(membership, "active");
    await gets(org.person, c, patch);
    await withdraw(w, org, 40);
    await nothing(org.person);
  });

  test("gets no more by the query alone, were the database's own wall not there", async () => {
    const { w, org, c, patch } = await sent();
    const walls = [
      "cases",
      "advisory_versions",
      "case_files",
      "case_file_parts",
      "advisory_files",
      "data_keys",
    ];
    const set = (how: "disable" | "enable") =>
      asOwner((sql) => sql.unsafe(walls.map((t) => `alter table ${t} ${how} row level security`).join("; ")));
    const later = await upload(w.ada, c, "b.diff", PATCH, 31);
    await bring(w.ada, c, [patch, later], 32);
    await set("disable");
    try {
      await expect(gets(org.person, c, patch)).rejects.toMatchObject(missing);
      await accept(org, c, 33);
      expect((await gets(org.person, c, patch)).bytes).toEqual(PATCH);
      await expect(gets(org.person, c, later)).rejects.toMatchObject(missing);
      await asOwner((sql) => sql`update case_files set held_back = 'unreadable' where id = ${patch}`);
      const asked = { reference: c.reference, id: patch };
      await expect(recordFileDownload(org.person, asked, at(34))).rejects.toMatchObject(missing);
      await setMembership(org.membershipIds[0] ?? "", "withdrawn");
      await expect(gets(org.person, c, patch)).rejects.toMatchObject(missing);
    } finally {
      await set("enable");
    }
  });

  test("finds no file that is on the case alone, or in a version that was not sent, and none that is held back", async () => {
    const { w, org, c, patch } = await sent();
    await accept(org, c);
    const [alone, later] = [
      await upload(w.ada, c, "notes.txt", PATCH, 31),
      await upload(w.ada, c, "b.diff", PATCH, 31),
    ];
    await bring(w.ada, c, [patch, later], 32);
    for (const id of [alone, later, randomUUID(), "not-an-id"])
      await expect(gets(org.person, c, id)).rejects.toMatchObject(missing);
    expect((await rows(org.person))[0]).toBe(2);
    await asOwner((sql) => sql`update case_files set held_back = 'unreadable' where id = ${patch}`);
    await expect(gets(org.person, c, patch)).rejects.toMatchObject(missing);
    expect((await rows(org.person))[2]).toEqual(["copy"]);
  });

  test("cannot reach a file through another case that it was told of", async () => {
    const { w, org, c } = await sent();
    await accept(org, c);
    const other = await scheduled(w);
    const hidden = await upload(w.ada, other);
    await expect(gets(org.person, c, hidden)).rejects.toMatchObject(missing);
    await expect(openFile(w.ada, { reference: c.reference, id: hidden }, false)).rejects.toMatchObject(
      missing,
    );
  });

  test("reads the files of the published version once it is public, without consent", async () => {
    const { w, org, c, patch } = await sent();
    await publish(w, c);
    expect((await gets(org.person, c, patch)).bytes).toEqual(PATCH);
  });
});

describe("the record", () => {
  const entries = (streamId: string) =>
    asOwner(
      async (sql) =>
        sql<{ action: string; facts: Record<string, unknown> }[]>`
          select action, facts from audit_entries where stream_id = ${streamId} and action like 'file.%' order by sequence`,
    );

  test("says who put a file on the case, and which vendor downloaded which, each time; the desk reads it in words", async () => {
    const { w, org, c, patch } = await sent();
    await accept(org, c);
    for (const hours of [31, 32]) await recordFileDownload(org.person, { ...c, id: patch }, at(hours));
    const { entries: shown } = await caseActivity(w.cyd, c.reference);
    expect(shown.filter((e) => e.code === "file.downloaded")).toMatchObject(
      Array(2).fill({
        actor: org.person.name,
        organization: expect.stringContaining("Org"),
        note: "fix.patch",
      }),
    );
    expect(shown.filter((e) => e.code === "file.added").map((e) => e.note)).toEqual([
      "screen.jpg",
      "fix.patch",
    ]);
    expect((await entries(org.id)).map((e) => e.facts)).toMatchObject(
      Array(2).fill({ caseId: c.caseId, fileId: patch }),
    );
    expect(JSON.stringify(await entries(c.caseId))).not.toMatch(/fix\.patch|[0-9a-f]{64}/);
  });

  test("holds a member's download too, and leaves it out of what was done", async () => {
    const { w, c, picture } = await sent();
    await recordFileRead(w.cyd, { ...c, id: picture, forVendors: false }, at(30));
    await recordFileRead(w.cyd, { ...c, id: picture, forVendors: true }, at(30));
    const read = (await entries(c.caseId)).filter((e) => e.action === "file.read");
    expect(read.map((e) => e.facts["part"])).toEqual(["original", "copy"]);
    expect((await caseActivity(w.ada, c.reference)).entries.map((e) => e.code)).not.toContain("file.read");
    const other = await makeWorld();
    await expect(
      recordFileRead(other.ada, { ...c, id: picture, forVendors: false }, at(30)),
    ).rejects.toMatchObject(missing);
  });
});
