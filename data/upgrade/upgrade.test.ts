import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { describe, expect, test } from "vitest";
import { withDatabase } from "@/tests/databases";
import { startedWith } from "@/tests/deployment";
import { masterKey, production } from "@/tests/secrets";
import { vllmPolicy } from "@/tests/world";

/** The migrations of the version before there was encryption, a chain, or row-level security. */
function earlierMigrations(): string {
  const folder = mkdtempSync(join(tmpdir(), "curfew-earlier-"));
  const journal = JSON.parse(readFileSync("drizzle/meta/_journal.json", "utf8")) as {
    entries: { idx: number; tag: string }[];
  };
  const entries = journal.entries.filter((e) => e.idx < 2);
  mkdirSync(join(folder, "meta"));
  writeFileSync(join(folder, "meta", "_journal.json"), JSON.stringify({ ...journal, entries }));
  for (const { tag } of entries) cpSync(`drizzle/${tag}.sql`, join(folder, `${tag}.sql`));
  return folder;
}

const ids = {
  team: "10000000-0000-4000-8000-000000000001",
  user: "10000000-0000-4000-8000-000000000002",
  project: "10000000-0000-4000-8000-000000000003",
  case: "10000000-0000-4000-8000-000000000004",
  version: "10000000-0000-4000-8000-000000000005",
  vulnerability: "10000000-0000-4000-8000-000000000006",
  incident: "10000000-0000-4000-8000-000000000007",
  published: "10000000-0000-4000-8000-000000000008",
  publishedVersion: "10000000-0000-4000-8000-000000000009",
};
const TITLE = "Deserialisation of untrusted data";
const plain = (text: string) => Buffer.concat([Buffer.of(0), Buffer.from(text)]);
const content = (title: string) =>
  plain(
    JSON.stringify({
      title,
      summary: "s",
      description: "",
      impact: "",
      affected: "",
      fixed: "",
      mitigation: "",
      references: "",
    }),
  );

async function asItWas(sql: postgres.Sql): Promise<void> {
  const at = "2027-01-04T09:00:00.123456Z";
  await sql`insert into teams (id, name, created_at) values (${ids.team}, 'Team', ${at})`;
  await sql`insert into users (id, email, name, created_at) values (${ids.user}, 'ada@team.example', 'Ada', ${at})`;
  await sql`insert into team_members (team_id, user_id, started_at) values (${ids.team}, ${ids.user}, ${at})`;
  await sql`insert into projects (id, team_id, slug, name, prefix, created_at) values (${ids.project}, ${ids.team}, 'vllm', 'vLLM', 'VLLM', ${at})`;
  await sql`insert into project_members (project_id, user_id, started_at) values (${ids.project}, ${ids.user}, ${at})`;
  await sql`insert into project_policies (project_id, number, document, adopted_at) values (${ids.project}, 1, ${sql.json(vllmPolicy() as never)}, ${at})`;
  await sql`insert into cases (id, project_id, reference, code_name, title, created_at) values (${ids.case}, ${ids.project}, 'VLLM-7K3QD', 'amber-heron', ${plain(TITLE)}, ${at})`;
  await sql`insert into advisory_versions (id, case_id, number, content, saved_at) values (${ids.version}, ${ids.case}, 1, ${content(TITLE)}, ${at})`;
  await sql`insert into incidents (id, case_id, report, seen_at, recorded_by, recorded_at) values (${ids.incident}, ${ids.case}, ${plain("{}")}, ${at}, ${ids.user}, ${at})`;
  await sql`insert into cases (id, project_id, reference, code_name, title, created_at, state, severity, published_at, published_version_id) values (${ids.published}, ${ids.project}, 'VLLM-8K3QD', 'azure-wren', ${plain("Public")}, ${at}, 'public', 'HIGH', ${at}, ${ids.publishedVersion})`;
  await sql`insert into advisory_versions (id, case_id, number, content, saved_at) values (${ids.publishedVersion}, ${ids.published}, 1, ${content("Public")}, ${at})`;
  await sql`insert into audit_streams (stream_type, stream_id, head) values ('case', ${ids.case}, 3)`;
  for (const n of [1, 2, 3])
    await sql`
      insert into audit_entries (stream_type, stream_id, sequence, action, actor_kind, actor_id, actor_name, facts, note, at, real_at)
      values ('case', ${ids.case}, ${n}, 'case.started', ${n === 2 ? "system" : "member"}, ${n === 2 ? null : ids.user}, ${n === 2 ? "worker" : "Ada"},
        ${sql.json({ n, score: 7.5 })}, ${n === 3 ? plain("because") : null}, ${at}, ${at})`;
}

describe("a database of the version before encryption", () => {
  test("is sealed, chained and walled by the migration, reads as it did, and holds no plain text any more", async () => {
    await withDatabase(async (db) => {
      const folder = earlierMigrations();
      const [schema, owner] = [
        postgres(db.ownerUrl, { max: 1, onnotice: () => {} }),
        postgres(db.ownerUrl, { max: 1 }),
      ];
      await runMigrations(drizzle(schema), { migrationsFolder: folder });
      await schema.end();
      rmSync(folder, { recursive: true });
      await asItWas(owner);
      const {
        migrate,
        checkKeys,
        listCases,
        listVersions,
        getPublished,
        caseActivity,
        verifyAll,
        viewers,
        disconnect,
        transact,
      } = await startedWith(production(db, masterKey()), async () => ({
        ...(await import("@/data/upgrade/migrate")),
        ...(await import("@/data/keys/check")),
        ...(await import("@/data/cases/list")),
        ...(await import("@/data/advisories/queries")),
        ...(await import("@/data/activity/queries")),
        ...(await import("@/data/transaction")),
        verifyAll: null,
        viewers: await import("@/data/viewer"),
        ...(await import("@/db/client")),
      }));
      await migrate();
      // Twice is once.
      await migrate();
      const report = await checkKeys(viewers.systemViewer("cli"));
      expect(report).toMatchObject({ broken: [], values: 6, dataKeys: { open: 4, destroyed: 0 } });
      const ada = await transact(viewers.systemViewer("seed"), "read", (ctx) =>
        viewers.viewerFor(ctx, ids.user, { role: "member", teamId: ids.team }, ctx.realNow),
      );
      if (ada?.kind !== "member") throw new Error("Ada is no member");
      expect((await listCases(ada)).cases.map((c) => c.title).sort()).toEqual([TITLE, "Public"].sort());
      expect((await listVersions(ada, "VLLM-7K3QD")).versions[0]?.content.title).toBe(TITLE);
      expect((await getPublished(viewers.publicViewer(), "VLLM-8K3QD")).text.title).toBe("Public");
      const { entries } = await caseActivity(ada, "VLLM-7K3QD");
      expect(entries.map((e) => e.note)).toEqual(["because", null, null]);
      expect(verifyAll).toBeNull();
      const left =
        await owner`select count(*)::int as n from cases where position(${Buffer.from(TITLE)} in title) > 0`;
      expect(left[0]).toEqual({ n: 0 });
      await Promise.all([owner.end(), disconnect()]);
    });
  });
});
