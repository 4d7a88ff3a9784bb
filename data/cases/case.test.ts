import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { saveAdvisory } from "@/data/advisories/commands";
import { listVersions } from "@/data/advisories/queries";
import { choosePrenotify, confirmCase, decideSeverity, rejectCase, setRelease } from "@/data/cases/commands";
import { importOsv } from "@/data/cases/import";
import { listCases } from "@/data/cases/list";
import { getCase } from "@/data/cases/queries";
import { listNotices } from "@/data/notices/queries";
import { imported, RELEASE, scheduled, send, told } from "@/tests/case";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, sample, wall } from "@/tests/world";

describe("importing a record", () => {
  test.each([
    ["CVE-2025-47277", 9.8, "CRITICAL", ["from 0.6.5 before 0.8.5"], 3],
    ["PYSEC-2025-223", 6.5, "MODERATE", ["all versions before 0.8.0"], 1],
    ["PYSEC-2025-42", 10.0, "CRITICAL", ["from 0.6.5 before 0.8.5"], 2],
    ["PYSEC-2025-53", 2.6, "LOW", ["all versions before 0.9.0"], 1],
    ["PYSEC-2025-54", 6.5, "MODERATE", ["from 0.8.0 before 0.9.0"], 1],
    ["PYSEC-2026-250", 7.5, "HIGH", ["from 0.10.2 before 0.13.0"], 1],
  ])(
    "%s gives score %s, proposes %s, and keeps versions and references",
    async (record, score, proposed, affected, references) => {
      const w = await makeWorld();
      const { reference } = await imported(w, record);
      const { vulnerabilities, summary } = await getCase(w.ada, reference);
      const [v] = vulnerabilities;
      expect(v).toMatchObject({ id: record, score, proposed, severity: null });
      expect(v?.references).toHaveLength(references);
      expect(summary).toMatchObject({ state: "triaging", replay: true, severity: null });
      const [draft] = (await listVersions(w.ada, reference)).versions;
      for (const words of affected) expect(draft?.content.affected).toContain(words);
    },
  );

  test("one that is published already asks what to do, and imports nothing until it is said", async () => {
    const w = await makeWorld();
    const input = { projectId: w.projectId, record: sample("PYSEC-2025-42") };
    await expect(importOsv(w.ada, input, at(0))).rejects.toMatchObject({
      fields: { published: expect.stringContaining("published already") },
    });
    expect((await listCases(w.ada)).cases).toEqual([]);
  });

  test("one that is kept as public can never be prenotified", async () => {
    const w = await makeWorld();
    const { reference, caseId } = await importOsv(
      w.ada,
      { projectId: w.projectId, record: sample("PYSEC-2025-42"), published: "public" },
      at(0),
    );
    const form = async () => ({ caseId, revision: (await getCase(w.ada, reference)).revision });
    const [v] = (await getCase(w.ada, reference)).vulnerabilities;
    await decideSeverity(
      w.ada,
      { ...(await form()), vulnerabilityId: v?.rowId, severity: "CRITICAL" },
      at(0),
    );
    await confirmCase(w.ada, await form(), at(0));
    await expect(
      choosePrenotify(w.ada, { ...(await form()), prenotify: "yes", reason: "to try" }, at(0)),
    ).rejects.toThrow("public already");
  });

  test("a malformed one is refused naming each place, and leaves nothing behind", async () => {
    const w = await makeWorld();
    const broken = JSON.parse(sample("PYSEC-2025-42"));
    broken.affected[0].ranges[1].type = "BRANCH";
    broken.severity[0].score = "CVSS:3.1/AV:N";
    await expect(
      importOsv(
        w.ada,
        { projectId: w.projectId, record: JSON.stringify(broken), published: "replay" },
        at(0),
      ),
    ).rejects.toMatchObject({
      message: expect.stringContaining("Nothing was imported"),
      fields: {
        record: expect.stringMatching(
          /severity\[0\]\.score lacks .*affected\[0\]\.ranges\[1\]\.type must be/,
        ),
      },
    });
    expect((await listCases(w.ada)).cases).toEqual([]);
  });

  test("into a project of another team is refused as if it did not exist", async () => {
    const w = await makeWorld();
    const other = await makeWorld();
    await expect(
      importOsv(
        w.ada,
        { projectId: other.projectId, record: sample("PYSEC-2025-42"), published: "replay" },
        at(0),
      ),
    ).rejects.toMatchObject({ fields: { projectId: "Choose one of the list." } });
  });

  test("submitted twice, also at once, opens one case and answers the same", async () => {
    const w = await makeWorld();
    const input = { projectId: w.projectId, record: sample("PYSEC-2025-42"), published: "replay" };
    const submission = randomUUID();
    const both = await Promise.all([
      importOsv(w.ada, input, { ...at(0), submission }),
      importOsv(w.ada, input, { ...at(0), submission }),
    ]);
    expect(both[0]).toEqual(both[1]);
    expect((await listCases(w.ada)).cases).toHaveLength(1);
    await expect(importOsv(w.ben, input, { ...at(0), submission })).rejects.toThrow("already used");
  });
});

describe("a severity", () => {
  test("that differs from what the score proposes needs a reason; the case takes the highest", async () => {
    const w = await makeWorld();
    const c = await imported(w);
    const [v] = (await getCase(w.ada, c.reference)).vulnerabilities;
    const form = { caseId: c.caseId, revision: 1, vulnerabilityId: v?.rowId };
    await expect(decideSeverity(w.ada, { ...form, severity: "HIGH" }, at(0))).rejects.toMatchObject({
      fields: { reason: expect.stringContaining("10.0") },
    });
    await decideSeverity(
      w.ada,
      { ...form, severity: "HIGH", reason: "only with the optional mooncake mode" },
      at(0),
    );
    const after = await getCase(w.ben, c.reference);
    expect(after.summary.severity).toBe("HIGH");
    expect(after.vulnerabilities[0]).toMatchObject({
      severityReason: "only with the optional mooncake mode",
      decidedBy: "Ada",
    });
  });

  test("outside of the policy's scale is refused", async () => {
    const w = await makeWorld();
    const c = await imported(w);
    const [v] = (await getCase(w.ada, c.reference)).vulnerabilities;
    await expect(
      decideSeverity(
        w.ada,
        { caseId: c.caseId, revision: 1, vulnerabilityId: v?.rowId, severity: "SEVERE", reason: "because" },
        at(0),
      ),
    ).rejects.toMatchObject({ fields: { severity: expect.anything() } });
  });
});

describe("a form that was shown before somebody else's change", () => {
  test("changes nothing: the second of two members is told", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    const { revision } = await getCase(w.ada, c.reference);
    await setRelease(w.ada, { caseId: c.caseId, revision, ...wall(RELEASE + 1), reason: "later" }, at(1));
    await expect(
      setRelease(w.ben, { caseId: c.caseId, revision, ...wall(RELEASE + 2), reason: "even later" }, at(1)),
    ).rejects.toMatchObject({ code: "stale" });
    expect((await getCase(w.ada, c.reference)).summary.release?.at.toString()).toContain("2027-01-11T10:00");
  });

  test("saves no version of an advisory over a newer one", async () => {
    const w = await makeWorld();
    const c = await imported(w);
    const [v] = (await listVersions(w.ada, c.reference)).versions;
    await saveAdvisory(w.ada, { caseId: c.caseId, base: 1, ...v?.content, impact: "mine" }, at(1));
    await expect(
      saveAdvisory(w.ben, { caseId: c.caseId, base: 1, ...v?.content, impact: "theirs" }, at(1)),
    ).rejects.toMatchObject({ code: "stale" });
  });
});

describe("the release instant", () => {
  test.each([
    ["a zone that does not exist", { local: "2027-02-01T10:00", zone: "Mars/Olympus" }, "zone"],
    ["a date in the past", { local: "2020-02-01T10:00", zone: "UTC" }, "local"],
    ["a day that does not exist", { local: "2027-02-30T10:00", zone: "UTC" }, "local"],
    ["an hour that the clock change skips", { local: "2027-03-28T02:30", zone: "Europe/Berlin" }, "local"],
    ["an hour that exists twice", { local: "2027-10-31T02:30", zone: "Europe/Berlin" }, "local"],
    ["words", { local: "next Tuesday", zone: "UTC" }, "local"],
  ])("refuses %s at its field", async (_name, when, field) => {
    const w = await makeWorld();
    const c = await scheduled(w);
    const { revision } = await getCase(w.ada, c.reference);
    await expect(
      setRelease(w.ada, { caseId: c.caseId, revision, ...when, reason: "to try" }, at(1)),
    ).rejects.toMatchObject({ fields: { [field]: expect.any(String) } });
  });

  test("that moves after vendors were told tells each of them, neutrally", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const t = await told(w, [org]);
    const { revision } = await getCase(w.ada, t.reference);
    await setRelease(
      w.ada,
      { caseId: t.caseId, revision, ...wall(RELEASE + 24), reason: "the fix is late" },
      at(30),
    );
    const moved = (await listNotices(w.ada, t.reference)).find((n) => n.kind === "date_moved");
    const mails = await send(moved?.id ?? "", 30);
    expect(mails.map((m) => m.to).sort()).toEqual([org.address, org.person.email].sort());
    expect(mails[0]?.subject).toContain("the date moved");
  });
});

test("a command that fails leaves neither a change nor an audit entry", async () => {
  const w = await makeWorld();
  const c = await imported(w);
  const count = () =>
    asOwner(
      async (sql) =>
        (
          await sql<
            { n: number }[]
          >`select count(*)::int as n from audit_entries where stream_id = ${c.caseId}`
        )[0]?.n,
    );
  const before = await count();
  await expect(confirmCase(w.ada, { caseId: c.caseId, revision: 1 }, at(1))).rejects.toThrow(
    "Decide the severity",
  );
  expect(await count()).toBe(before);
  // And the other way round: no entry, no change.
  await asOwner(
    (sql) =>
      sql`create or replace function refuse_entry() returns trigger language plpgsql as $$ begin if new.stream_id = ${sql.unsafe(`'${c.caseId}'`)} then raise exception 'no entry'; end if; return new; end $$`,
  );
  await asOwner(
    (sql) =>
      sql`create trigger refuse_entry before insert on audit_entries for each row execute function refuse_entry()`,
  );
  try {
    await expect(
      rejectCase(w.ada, { caseId: c.caseId, revision: 1, reason: "a duplicate" }, at(1)),
    ).rejects.toThrow();
    expect((await getCase(w.ada, c.reference)).summary.state).toBe("triaging");
  } finally {
    await asOwner((sql) => sql`drop trigger refuse_entry on audit_entries`);
  }
});
