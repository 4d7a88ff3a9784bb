import { getTableName, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { describe, expect, test } from "vitest";
import { proposeWithdrawal } from "@/data/memberships/withdrawal";
import { answerTerms } from "@/data/readings/commands";
import { read, transact } from "@/data/transaction";
import { publicViewer, systemViewer } from "@/data/viewer";
import * as schema from "@/db/schema";
import { POLICIES } from "@/db/walls/policies";
import { mayReadContent, maySeeCase } from "@/domain/case/visibility";
import type { Viewer } from "@/domain/viewer";
import { approve, publish, scheduled, told, written } from "@/tests/case";
import { withDatabase } from "@/tests/databases";
import { startedWith } from "@/tests/deployment";
import { leaked } from "@/tests/membership";
import { masterKey, production } from "@/tests/secrets";
import { asApplication, asOwner, setMembership } from "@/tests/sql";
import { at, makeOrg, makeWorld } from "@/tests/world";

// What the database shows to a query that forgot its `where`.

const tables = Object.values(schema as Record<string, unknown>)
  .filter((t): t is PgTable => is(t, PgTable))
  .map(getTableName);

/** Rows of a whole table, as the viewer's transaction gets them. */
const all = (viewer: Viewer, table: string, hours = 48) =>
  read(
    viewer,
    async (ctx) => (await ctx.tx.execute(sql`select * from ${sql.identifier(table)}`)) as unknown as Row[],
    at(hours),
  );
type Row = Record<string, unknown>;

/** How many cases, versions and keys a vendor finds before, during and after an open restore, in a database of its own. */
const ownDatabaseOf = () =>
  withDatabase(async (db) => {
    const own = await startedWith(production(db, masterKey()), async () => ({
      ...(await import("@/data/upgrade/migrate")),
      ...(await import("@/tests/world")),
      ...(await import("@/tests/case")),
      ...(await import("@/tests/sql")),
      ...(await import("@/db/client")),
      ...(await import("@/data/readings/commands")),
      ...(await import("@/data/transaction")),
    }));
    await own.migrate();
    const w = await own.makeWorld();
    const org = await own.makeOrg(w);
    const c = await own.told(w, [org]);
    const answer = { reference: c.reference, answer: "accepted", termsVersion: "curfew-1" };
    await own.answerTerms(org.person, answer, at(30));
    const found = async () => {
      const counts: number[] = [];
      for (const table of ["cases", "advisory_versions", "data_keys"])
        counts.push(
          await own.read(
            org.person,
            async (ctx) =>
              ((await ctx.tx.execute(sql`select 1 from ${sql.identifier(table)}`)) as unknown as Row[])
                .length,
            at(48),
          ),
        );
      return counts;
    };
    const before = await found();
    await own.asOwner(
      (q) => q`insert into restores (kind, found_at, checkpoint, missing) values ('behind', now(), 1, '[]')`,
    );
    const during = await found();
    await own.asOwner((q) => q`delete from restores`);
    const after = await found();
    await own.disconnect();
    return { before, during, after };
  });

describe("row-level security", () => {
  test("stands on every table, and every table says who reads and writes it", async () => {
    const rows = await asOwner(
      (q) => q<{ relname: string; on: boolean; policies: number }[]>`
        select relname, relrowsecurity as on, (select count(*)::int from pg_policy where polrelid = c.oid) as policies
        from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    );
    expect(rows.filter((r) => !r.on || r.policies !== 4).map((r) => r.relname)).toEqual([]);
    expect(rows.map((r) => r.relname).sort()).toEqual([...tables].sort());
    expect(Object.keys(POLICIES).sort()).toEqual([...tables].sort());
  });

  test("is asked by functions that nobody can put a table of their own in front of", async () => {
    const rows = await asOwner(
      (q) => q<{ name: string; settings: string[] | null }[]>`
        select proname as name, proconfig as settings from pg_proc
        where prosecdef and pronamespace = 'public'::regnamespace`,
    );
    expect(rows.map((r) => r.name).sort()).toEqual([
      "curfew_consented",
      "curfew_heard",
      "curfew_of_notice",
      "curfew_readable",
      "curfew_told",
      "curfew_versions",
    ]);
    for (const { name, settings } of rows)
      expect(settings, name).toEqual(["search_path=pg_catalog, public, pg_temp"]);
  });

  test("is the viewer's own again after a look everywhere, also one that failed", async () => {
    const w = await makeWorld();
    const foreign = await scheduled(await makeWorld());
    await transact(w.ada, "write", async (ctx) => {
      const found = async () =>
        (await ctx.tx.execute(sql`select id from cases where id = ${foreign.caseId}`)).length;
      expect(await ctx.everywhere(found)).toBe(1);
      await expect(ctx.everywhere(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
      expect(await found()).toBe(0);
    });
  });

  test("shows nothing of any table to a connection that said nothing of who asks, the public aside", async () => {
    await told(await makeWorld(), [await makeOrg(await makeWorld())]).catch(() => null);
    const open = ["projects", "project_policies", "published_advisories", "demo_clock"];
    for (const table of tables.filter((t) => !open.includes(t))) {
      const [row] = await asApplication(
        (q) =>
          q<
            { n: number }[]
          >`select count(*)::int as n from ${q(table)} where ${table === "submissions" ? q`user_id is not null` : q`true`}`,
      );
      expect(row?.n, table).toBe(0);
    }
  });

  test("shows a member of one project nothing of another's, in any table that names a case, project or organization", async () => {
    const [w, other] = [await makeWorld(), await makeWorld()];
    const org = await makeOrg(other);
    const c = await told(other, [org]);
    await answerTerms(
      org.person,
      { reference: c.reference, answer: "accepted", termsVersion: "curfew-1" },
      at(30),
    );
    const foreign = new Set<unknown>([other.teamId, other.projectId, org.id, c.caseId, other.groupId]);
    const shared = ["projects", "project_policies", "published_advisories"];
    for (const table of tables.filter((t) => !shared.includes(t)))
      for (const row of await all(w.ada, table))
        for (const [column, value] of Object.entries(row))
          if (/(_id|^id|scope)$/.test(column)) expect(foreign.has(value), `${table}.${column}`).toBe(false);
  });

  test("shows a vendor that was told nothing of other vendors, of the team's decisions, or of what is only planned", async () => {
    const w = await makeWorld();
    const [org, other] = [await makeOrg(w), await makeOrg(w)];
    await told(w, [org, other]);
    const mine = new Set([
      "deliveries",
      "contacts",
      "memberships",
      "consents",
      "notice_organizations",
      "withdrawals",
    ]);
    const closed = [
      "touches",
      "publications",
      "evidence",
      "membership_proposals",
      "channel_revocations",
      "member_ties",
      "incidents",
      "team_members",
      "audit_entries",
      "mail_reports",
      "mail_queue",
      "sign_in_mails",
      "sign_in_tokens",
      "destructions",
      "teams",
      "project_members",
      "contact_confirmations",
      "wrapping_keys",
      "checkpoint_head",
      "worker_heartbeats",
    ];
    for (const table of tables) {
      const rows = await all(org.person, table);
      if (closed.includes(table)) expect(rows, table).toEqual([]);
      for (const row of rows) {
        if (mine.has(table)) expect(row["organization_id"], table).toBe(org.id);
        expect(Object.values(row).includes(other.id), table).toBe(false);
      }
    }
  });

  test("shows a vendor no message that is only planned, no withdrawal that one member proposed, and no case from before its return", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const c = await scheduled(w);
    await approve(w, c, await written(w, c, [org]));
    const ids = async (table: string) => (await all(org.person, table)).map((r) => r["id"]);
    expect([await ids("deliveries"), await ids("notices"), await ids("cases")]).toEqual([[], [], []]);
    const { caseId } = await told(w, [org]);
    expect(await ids("cases")).toEqual([caseId]);
    await proposeWithdrawal(w.ben, leaked(w, org), at(30));
    expect(await ids("withdrawals")).toEqual([]);
    await asOwner(
      (q) => q`update memberships set started_at = ${at(40).at.toString()} where organization_id = ${org.id}`,
    );
    expect(await ids("cases")).toEqual([]);
  });

  test("shows no vendor any case, text or key while a restored database waits to be reconciled", async () => {
    const own = await ownDatabaseOf();
    expect(own).toEqual({ before: [1, 1, 2], during: [0, 0, 1], after: [1, 1, 2] });
  });

  test("lets a vendor change nothing but its own answers", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const c = await told(w, [org]);
    const tries = [
      sql`update cases set severity = 'LOW' where id = ${c.caseId}`,
      sql`update vulnerabilities set severity = 'LOW' where case_id = ${c.caseId}`,
      sql`update memberships set state = 'active'`,
      sql`update contacts set state = 'admitted', admitted_at = now(), admitted_by = added_by`,
      sql`update deliveries set state = 'cancelled'`,
      sql`update data_keys set created_at = now()`,
    ];
    for (const attempt of tries)
      await transact(org.person, "write", async (ctx) => {
        const done = (await ctx.tx.execute(attempt)) as unknown as { count: number };
        expect(done.count).toBe(0);
      }).catch((error: Error) => expect(String(error.cause ?? error)).toMatch(/row-level security/));
    const rows = await asOwner((q) => q`select severity from cases where id = ${c.caseId}`);
    expect(rows[0]).toEqual({ severity: "HIGH" });
  });

  test("shows the process that lets people in no case, and the one that answers the web no text", async () => {
    await told(await makeWorld(), [await makeOrg(await makeWorld())]).catch(() => null);
    const w = await makeWorld();
    await told(w, [await makeOrg(w)]);
    for (const table of ["cases", "advisory_versions", "vulnerabilities", "deliveries", "incidents"])
      expect(await all(systemViewer("sign-in"), table), table).toEqual([]);
    for (const table of ["advisory_versions", "vulnerabilities", "incidents"])
      expect(await all(systemViewer("web"), table), table).toEqual([]);
    const keys = await all(systemViewer("web"), "data_keys");
    expect(keys.map((k) => k["kind"])).toEqual(["deployment"]);
  });

  test("opens no key to the public, and only the deployment's to a vendor before its consent", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const c = await told(w, [org]);
    const kinds = async (viewer: Viewer) => (await all(viewer, "data_keys")).map((k) => k["kind"]).sort();
    expect(await kinds(publicViewer())).toEqual([]);
    expect(await kinds(org.person)).toEqual(["deployment"]);
    await answerTerms(
      org.person,
      { reference: c.reference, answer: "accepted", termsVersion: "curfew-1" },
      at(30),
    );
    expect(await kinds(org.person)).toEqual(["case", "deployment"]);
  });
});

describe("pure rule and raw SQL", () => {
  test("agree on the text of a case, for every consent, before and after publication", async () => {
    const w = await makeWorld();
    const [yes, no, silent] = [await makeOrg(w), await makeOrg(w), await makeOrg(w)];
    const c = await told(w, [yes, no, silent]);
    const say = (org: typeof yes, answer: string) =>
      answerTerms(org.person, { reference: c.reference, answer, termsVersion: "curfew-1" }, at(30));
    await say(yes, "accepted");
    await say(no, "declined");
    const reads = async (viewer: Viewer, hours: number) =>
      (await all(viewer, "advisory_versions", hours)).some((r) => r["case_id"] === c.caseId);
    const reach = (
      consent: "accepted" | "declined" | "none",
      published: boolean,
      state = "active" as const,
    ) => ({
      projectId: w.projectId,
      published,
      toViewer: { told: true, memberships: [state], leftReadable: false, held: false, consent },
    });
    for (const [published, hours] of [
      [false, 48],
      [true, 200],
    ] as const) {
      if (published) await publish(w, c);
      for (const [org, consent] of [
        [yes, "accepted"],
        [no, "declined"],
        [silent, "none"],
      ] as const)
        expect(await reads(org.person, hours), `${consent}, ${published}`).toBe(
          mayReadContent(org.person, reach(consent, published)),
        );
      expect(await reads(w.cyd, hours)).toBe(mayReadContent(w.cyd, reach("none", published)));
      expect(await reads(publicViewer(), hours)).toBe(false);
    }
    await setMembership(yes.membershipIds[0] ?? "", "withdrawn");
    expect(await reads(yes.person, 200)).toBe(false);
    expect(
      maySeeCase(yes.person, {
        ...reach("accepted", true),
        toViewer: { ...reach("accepted", true).toViewer, memberships: ["withdrawn"] },
      }),
    ).toBe(false);
  });

  test("a vendor finds the versions that were sent to it, and no draft that was written since", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const c = await told(w, [org]);
    await scheduled(w);
    await answerTerms(
      org.person,
      { reference: c.reference, answer: "accepted", termsVersion: "curfew-1" },
      at(30),
    );
    await asOwner(
      (q) =>
        q`insert into advisory_versions (case_id, number, content, saved_at) values (${c.caseId}, 99, '\\x01', now())`,
    );
    const numbers = (await all(org.person, "advisory_versions")).map((r) => r["number"]);
    expect(numbers).toEqual([1]);
    expect((await all(w.ada, "advisory_versions")).map((r) => r["number"])).toContain(99);
  });
});
