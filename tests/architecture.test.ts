import { readFileSync } from "node:fs";
import { getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { describe, expect, test } from "vitest";
import { GRANTS } from "@/db/grants";
import { LOCKS } from "@/db/locks";
import * as schema from "@/db/schema";
import { files, holding } from "@/tests/sources";
import { asApplication } from "@/tests/sql";

// What no import rule can see.

describe("the code", () => {
  test("opens transactions in one place, and asks for a connection nowhere else", () => {
    expect(holding("{app,cli,data,worker}/**/*.{ts,tsx}", /\.transaction\(/)).toEqual([
      "data/transaction.ts",
    ]);
    expect(
      holding("{app,cli,data,worker}/**/*.{ts,tsx}", /\bconnect\(/).filter((f) => !f.startsWith("worker/")),
    ).toEqual(["data/transaction.ts"]);
  });

  test("works beyond the viewer's own rows where a rule must hold in every project, and nowhere else", () => {
    expect(holding("{app,cli,data,worker}/**/*.{ts,tsx}", /\.everywhere\(/).sort()).toEqual([
      "data/applications/mails.ts",
      "data/memberships/leave.ts",
      "data/memberships/ready.ts",
      "data/notices/halt.ts",
      "data/organizations/own.ts",
      "data/persons/commands.ts",
      "data/persons/export.ts",
      "data/persons/facts.ts",
      "data/persons/queries.ts",
      "data/readings/lapse.ts",
      "data/restores/commands.ts",
      "data/restores/queries.ts",
      "data/sign-in/resets.ts",
      "data/sign-in/sessions.ts",
      "data/teams/commands.ts",
    ]);
  });

  test("has a number of its own for each advisory lock, all of them in one place", () => {
    const numbers = Object.values(LOCKS);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(holding("{app,cli,data,db,worker}/**/*.{ts,tsx}", /7_302_8|7302 ?8/)).toEqual(["db/locks.ts"]);
    for (const file of holding("{app,cli,data,db,worker}/**/*.{ts,tsx}", /advisory_(xact_)?lock/))
      expect(readFileSync(file, "utf8"), file).toMatch(/\$\{LOCKS\./);
  });

  test("mints viewers in one file", () => {
    expect(
      holding(
        "{app,cli,components,data,domain,worker}/**/*.{ts,tsx}",
        /as unknown as (Member|ContactViewer|Viewer)|\) as (SystemViewer|PublicViewer)/,
      ),
    ).toEqual(["data/viewer.ts"]);
  });

  test("reads the environment in one file and real time in one file", () => {
    const rooms = "{app,cli,components,data,db,domain,emails,formats,worker}/**/*.{ts,tsx}";
    expect(holding(rooms, /process\.env/)).toEqual([]);
    expect(holding(rooms, /Date\.now\(|new Date\(\)|Temporal\.Now/)).toEqual([]);
  });

  test("bounds every list that a command takes", () => {
    const nested = String.raw`\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\)`;
    const bounded = new RegExp(String.raw`z\s*\.array${nested}(\s*\.\w+${nested})*?\s*\.max\(`, "g");
    for (const file of files("data/**/*.ts")) {
      const text = readFileSync(file, "utf8");
      expect(text.match(bounded) ?? [], file).toHaveLength(
        (text.match(/z\s*\.array\(|\.array\(\)/g) ?? []).length,
      );
    }
  });

  test("leaves the role for backups to the backup: nothing else knows where it connects", () => {
    expect(
      holding(
        "{app,cli,data,db,lib,worker}/**/*.{ts,tsx}",
        /\bbackupUrl\(|DATABASE_BACKUP_URL"|embedded-operator/,
      ).sort(),
    ).toEqual(["db/backup.ts", "lib/env.ts"]);
    for (const file of ["scripts/start.mjs", "scripts/run.mjs"])
      expect(readFileSync(file, "utf8"), file).toMatch(
        /DATABASE_BACKUP_URL: __|delete env\.DATABASE_BACKUP_URL/,
      );
  });

  test("asks who acts in every server action, itself or in the one function that all of a file go through", () => {
    const guard =
      /await (?:orNotFound\()?(requireMember|requireContact|requireApplicant|askAddress|confirmAddress|vouch|currentSession|requestLink|completeSignIn|completeWithCode|actAs|requireSession|requireAccount|beginGitHub|finishGitHub)\(/;
    for (const file of files("app/**/actions.ts")) {
      const parts = readFileSync(file, "utf8").split(/^(?=(?:export )?(?:async function|const) )/m);
      const nameOf = (part: string) => /(?:function|const) (\w+)/.exec(part)?.[1] ?? "";
      const guarded = parts.filter((p) => guard.test(p)).map(nameOf);
      const exported = parts.filter((p) => p.startsWith("export "));
      expect(exported.length, file).toBeGreaterThan(0);
      for (const part of exported) {
        const asks = guard.test(part) || guarded.some((name) => new RegExp(`\\b${name}\\(`).test(part));
        expect(asks, `${file}: ${nameOf(part)}`).toBe(true);
      }
    }
  });

  test("compares domain facts with the domain clock: no now() in SQL but for the queue's real time", () => {
    expect(holding("data/**/*.ts", /\bnow\(\)/)).toEqual(["data/jobs.ts"]);
  });

  test("stays small: no file over 350 lines", () => {
    const long = files(
      "{app,cli,components,data,db,domain,emails,formats,lib,worker,scripts,tests,e2e}/**/*.{ts,tsx,mjs}",
    ).filter((f) => readFileSync(f, "utf8").split("\n").length > 351);
    expect(long).toEqual([]);
  });
});

describe("the application's role", () => {
  test("is no superuser, owns nothing, and bypasses nothing", async () => {
    const [role] = await asApplication(
      (sql) =>
        sql`select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, (select count(*)::int from pg_class where relowner = pg_roles.oid) as owns from pg_roles where rolname = current_user`,
    );
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreatedb: false,
      rolcreaterole: false,
      owns: 0,
    });
  });

  test("has stated rights on every table, and no others", () => {
    const tables = Object.values(schema as Record<string, unknown>).filter((t): t is PgTable =>
      is(t, PgTable),
    );
    expect(Object.keys(GRANTS).sort()).toEqual(tables.map(getTableName).sort());
  });

  test.each([
    "audit_entries",
    "membership_changes",
    "vulnerability_revisions",
    "readings",
    "acknowledgements",
    "advisory_versions",
    "statements",
    "mail_reports",
    "touches",
    "case_file_parts",
    "advisory_files",
  ])("can add to %s but never change or delete what proves something", async (table) => {
    const columns: Record<string, string> = {
      touches: "what",
      membership_changes: "reason",
      advisory_versions: "number",
      case_file_parts: "number",
      advisory_files: "position",
    };
    const column = columns[table] ?? "at";
    for (const statement of [
      `update ${table} set ${column} = ${column}`,
      `delete from ${table}`,
      `truncate ${table}`,
    ])
      await expect(
        asApplication((sql) => sql.unsafe(statement)),
        statement,
      ).rejects.toThrow("permission denied");
  });
});
