import { describe, expect, test } from "vitest";
import { organizationActivity } from "@/data/activity/queries";
import { append, DEPLOYMENT } from "@/data/audit";
import { addOrganization } from "@/data/organizations/commands";
import { recordNotesRead } from "@/data/readings/reads";
import { exportEntries } from "@/data/record/export";
import { PAGE, recordPage } from "@/data/record/queries";
import { transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import type { AuditFacts } from "@/domain/audit";
import { recordFilter } from "@/domain/record";
import { imported, scheduled, told } from "@/tests/case";
import { withdraw } from "@/tests/membership";
import { makeProject } from "@/tests/project";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, vllmPolicy, type World } from "@/tests/world";

const filter = (fields: Record<string, string> = {}) => recordFilter((name) => fields[name] ?? "");
const find = async (w: World, fields: Record<string, string> = {}, who = w.ada) =>
  (await recordPage(who, filter(fields))).entries;
/** Entries of the deployment are everybody's, and other tests write some. */
const own = { kind: "case" };

describe("a member finds entries", () => {
  test("of one case, with everything that names it, newest first", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w, { name: `Kestrel ${w.teamId}` });
    const t = await told(w, [org]);
    await imported(w);
    const entries = await find(w, { reference: t.reference.toLowerCase() });
    expect(entries.length).toBeGreaterThan(8);
    for (const e of entries) expect([e.about, e.reference]).toContain(t.reference);
    expect(new Set(entries.map((e) => e.stream.type))).toEqual(new Set(["case", "organization"]));
    const times = entries.map((e) => e.realAt.epochMilliseconds);
    expect(times).toEqual([...times].sort((x, y) => y - x));
  });

  test("by organization, person, action and kind, alone and together", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w, { name: `Kestrel ${w.teamId}` });
    await told(w, [org]);
    const codes = async (fields: Record<string, string>) =>
      new Set((await find(w, fields)).map((e) => e.code));
    expect(await codes({ organization: `kestrel ${w.teamId}`, action: "delivery.accepted" })).toEqual(
      new Set(["delivery.accepted"]),
    );
    expect(await codes({ person: w.ben.email })).toEqual(new Set(["notice.approved"]));
    expect(await codes({ person: w.ben.email, action: "case.confirmed" })).toEqual(new Set());
    expect((await find(w, own)).every((e) => e.stream.type === "case")).toBe(true);
    expect(await codes({ organization: "%" })).toEqual(new Set());
  });

  test("by day, of real time or of the clock of embargoes, the last day included", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    const on = (from: string, to: string, clock: string) =>
      find(w, { reference: c.reference, from, to, clock });
    expect(await on("2027-01-04", "2027-01-04", "domain")).not.toEqual([]);
    expect(await on("2027-01-05", "", "domain")).toEqual([]);
    expect(await on("2027-01-04", "2027-01-04", "real")).toEqual([]);
    expect(await on("2027-13-45", "yesterday", "real")).not.toEqual([]);
    expect(await on("2027-02-31", "", "domain")).not.toEqual([]);
  });

  test("page by page, each once", async () => {
    const w = await makeWorld();
    const c = await imported(w);
    const more = Array.from({ length: PAGE + 20 }, () => ({
      stream: { type: "case" as const, id: c.caseId },
      action: "advisory.saved" as const,
    }));
    await transact(systemViewer("worker"), "write", (ctx) => append(ctx, more));
    const first = await recordPage(w.ada, filter(own));
    const second = await recordPage(w.ada, filter(own), first.next ?? "");
    expect([first.entries.length, second.next]).toEqual([PAGE, null]);
    const seen = [...first.entries, ...second.entries].map((e) => e.sequence);
    expect(seen).toEqual(Array.from({ length: PAGE + 21 }, (_, i) => PAGE + 21 - i));
    expect((await recordPage(w.ada, filter(own), "nonsense")).entries[0]?.sequence).toBe(PAGE + 21);
  });
});

describe("what is not open to a member is not found", () => {
  test("a case of another project, by reference, by organization, or at all", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w, { name: `Kestrel ${w.teamId}` });
    const t = await told(w, [org]);
    await withdraw(w, org, 30);
    await makeProject(w, vllmPolicy(), [w.cyd]);
    const cyd = { ...w.cyd, projectIds: [] } as unknown as World["cyd"];
    expect(await find(w, { reference: t.reference }, cyd)).toEqual([]);
    expect(await find(w, own, cyd)).toEqual([]);
    const theirs = await find(w, { organization: `kestrel ${w.teamId}` }, cyd);
    expect(theirs.filter((e) => e.facts["caseId"] || e.facts["projectId"])).toEqual([]);
    const everything = await recordPage(cyd, filter());
    expect(JSON.stringify(everything)).not.toContain(t.caseId);
    expect(JSON.stringify(everything)).not.toContain(w.projectId);
    expect(await find(w, { action: "membership.withdrawn" }, cyd)).toEqual([]);
  });

  test("nothing of another team but what the deployment did", async () => {
    const [w, other] = [await makeWorld(), await makeWorld()];
    await told(w, [await makeOrg(w)]);
    const seen = await find(w, {}, other.ada);
    expect(seen.every((e) => e.stream.type === "deployment")).toBe(true);
    expect(await find(w, { person: w.ada.email, kind: "project" }, other.ada)).toEqual([]);
  });
});

describe("an export", () => {
  test("holds what the filter finds and no note, and is an entry with its count and its filter", async () => {
    const w = await makeWorld();
    const t = await told(w, [await makeOrg(w)]);
    const fields = { reference: t.reference };
    const { text, count } = await exportEntries(w.ada, { format: "jsonl", fields });
    const lines = String(text)
      .trimEnd()
      .split("\n")
      .map((l) => JSON.parse(l) as Record<string, unknown>);
    expect(lines).toHaveLength(Number(count));
    expect(lines[0]).toMatchObject({ who: "Curfew", code: "notice.finished", about: t.reference });
    expect(String(text)).not.toContain("reachable over the network");
    const [entry] = await find(w, { kind: "deployment", action: "audit.exported", person: w.ada.email });
    expect(entry).toMatchObject({ actor: "Ada", facts: { count, format: "jsonl", narrowed: 1 } });
    expect(entry?.note).toContain(t.reference);
  });

  test("runs no formula in a spreadsheet", async () => {
    const w = await makeWorld();
    await addOrganization(w.ada, { name: '=HYPERLINK("http://evil")' }, at(0));
    const { text } = await exportEntries(w.ada, { format: "csv", fields: { kind: "organization" } });
    expect(String(text)).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(String(text).split("\r\n")[0]).toBe(
      '"real time","time","who","what","code","stream","position","about","organization","facts"',
    );
  });

  test("is no member's of another project, and no contact's", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const t = await told(w, [org]);
    const other = await makeWorld();
    const { count } = await exportEntries(other.ada, { format: "csv", fields: { reference: t.reference } });
    expect(count).toBe(0);
    await expect(exportEntries(org.person, { format: "csv", fields: {} })).rejects.toThrow("Not found");
  });
});

test("who acted is called as they are called now, and nobody once their data was erased", async () => {
  const w = await makeWorld();
  const { organizationId } = await addOrganization(w.cyd, { name: "Kestrel" }, at(0));
  const actor = async () => (await organizationActivity(w.ada, organizationId)).entries[0]?.actor;
  await asOwner((sql) => sql`update users set name = 'Cyd Now' where id = ${w.cyd.userId}`);
  expect(await actor()).toBe("Cyd Now");
  await asOwner((sql) => sql`update users set erased_at = now() where id = ${w.cyd.userId}`);
  expect(await actor()).toBe("somebody whose data was erased");
});

test("the page says what the last verification found, and where", async () => {
  const w = await makeWorld();
  const found = (facts: AuditFacts) =>
    transact(systemViewer("cli"), "write", (ctx) =>
      append(ctx, [{ stream: DEPLOYMENT, action: "audit.verified", facts }]),
    );
  const verified = async () => (await recordPage(w.ada, filter())).chain.verified;
  await found({ ok: false, verified: "case:1", position: 7 });
  const bad = { ok: false, place: "case:1, 7", by: "the operator, on the terminal" };
  expect(await verified()).toMatchObject(bad);
  await found({ ok: true, verified: null, position: null });
  expect(await verified()).toMatchObject({ ok: true, place: null });
});

describe("reading the record", () => {
  test("leaves a read in every unpublished case of which a note was shown, and in no other's", async () => {
    const w = await makeWorld();
    const stranger = await makeWorld();
    const c = await scheduled(w);
    const page = await recordPage(w.ben, filter({ reference: c.reference }));
    expect(page.opened).toEqual([c.caseId]);
    await recordNotesRead(w.ben, { caseIds: page.opened });
    const [newest] = await find(w, { reference: c.reference });
    expect(newest).toMatchObject({ code: "case.read", stream: { type: "case", id: c.caseId } });
    await expect(recordNotesRead(stranger.ada, { caseIds: [c.caseId] })).rejects.toThrow(/not found/i);

    await asOwner((sql) => sql`update cases set published_at = now() where id = ${c.caseId}`);
    expect((await recordPage(w.ben, filter({ reference: c.reference }))).opened).toEqual([]);
  });
});
