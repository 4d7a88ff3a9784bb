import { sql } from "drizzle-orm";
import { listCases, titlesOf } from "@/data/cases/list";
import { getCase } from "@/data/cases/queries";
import { startCase } from "@/data/cases/start";
import { addVulnerability } from "@/data/cases/vulnerabilities";
import { type Ctx, read } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { disconnect } from "@/db/client";
import type { Sealed } from "@/db/schema/columns";
import { SECRETS } from "@/db/secrets";
import type { Member } from "@/domain/viewer";
import { prepare } from "@/tests/bench/deployment";
import { option, report, run } from "@/tests/bench/report";
import { at, makeWorld, type World } from "@/tests/world";

// What encryption adds to the list of cases and to the page of one: the time that finding keys, unwrapping them and
// opening values takes, beside the rest of the same query in the same run.

const count = option("count", 5000);
const rounds = option("rounds", 15);

const median = (times: number[]): number =>
  times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < rounds + 2; i++) {
    const start = performance.now();
    await work();
    if (i >= 2) times.push(performance.now() - start);
  }
  return median(times);
}

async function fill(w: World): Promise<string[]> {
  const references: string[] = [];
  const one = async (i: number) => {
    const { caseId, reference } = await startCase(
      w.ada,
      { projectId: w.projectId, title: `Deserialisation of untrusted data, ${i}`, summary: "By mail." },
      at(i / 1000),
    );
    await addVulnerability(
      w.ada,
      { caseId, revision: 1, summary: `flaw ${i}`, details: "A long text. ".repeat(60) },
      at(i / 1000),
    );
    references.push(reference);
  };
  for (let i = 0; i < count; i += 8)
    await Promise.all(Array.from({ length: Math.min(8, count - i) }, (_, n) => one(i + n)));
  return references;
}

/** The time of opening what `open` opens, without that of the transaction around it. */
async function opening(viewer: Member, open: (ctx: Ctx<Member>) => Promise<unknown>): Promise<number> {
  const whole = await timed(() => read(viewer, open));
  const empty = await timed(() => read(viewer, (ctx) => ctx.tx.execute(sql`select 1`)));
  return Math.max(0, whole - empty);
}

type Value = { row: string; scope: string; value: Sealed };

/** Every sealed value of a case's record and advisory, as the page opens them. */
const valuesOf = (caseId: string) =>
  read(systemViewer("cli"), async (ctx) => {
    const wanted = SECRETS.filter(
      (s) => ["cases", "vulnerabilities"].includes(s.table) && s.column !== "source",
    );
    const all = [];
    for (const { table, column, row, scope } of wanted) {
      const rows = (await ctx.tx.execute(sql`
        select ${sql.raw(row)} as row, ${sql.raw(scope)} as scope, ${sql.identifier(column)} as value
        from ${sql.identifier(table)} where ${sql.raw(scope)} = ${caseId} and ${sql.identifier(column)} is not null`)) as unknown as Value[];
      all.push(...rows.map((r) => ({ ...r, place: { scope: r.scope, table, row: r.row, column } })));
    }
    return all;
  });

async function main(): Promise<number> {
  await prepare();
  const w = await makeWorld();
  const references = await fill(w);
  const [first = ""] = references;
  const { cases } = await listCases(w.ada);
  const shown = cases.map((c) => c.id);
  const everyId = await read(w.ada, async (ctx) =>
    ((await ctx.tx.execute(sql`select id from cases`)) as unknown as { id: string }[]).map((r) => r.id),
  );
  const values = await valuesOf((await getCase(w.ada, first)).id);
  // Reading the titles' bytes is no cost of encryption: a plain column would be read, too.
  const bytes = (ids: string[]) => (ctx: Ctx<Member>) =>
    ctx.tx.execute(sql`select id, title from cases where id = any(${sql.param(ids)}::uuid[])`);
  const titles = async (ids: string[]) =>
    Math.max(0, (await opening(w.ada, (ctx) => titlesOf(ctx, ids))) - (await opening(w.ada, bytes(ids))));

  const measured = [
    {
      name: `list of ${count}, first page`,
      whole: await timed(() => listCases(w.ada)),
      added: await titles(shown),
    },
    {
      name: `search in ${count} titles`,
      whole: await timed(() => listCases(w.ada, { text: "untrusted 4999" })),
      added: await titles(everyId),
    },
    {
      name: `${count} by title`,
      whole: await timed(() => listCases(w.ada, { order: "title" })),
      added: await titles(everyId),
    },
    {
      name: "page of a case",
      whole: await timed(() => getCase(w.ada, first)),
      added: await opening(w.ada, (ctx) => Promise.all(values.map((v) => ctx.open(v.place, v.value)))),
    },
  ];
  const figures = measured.flatMap(({ name, whole, added }) => [
    { name, value: whole, unit: "ms", floor: whole - added },
    { name: `${name}: encryption adds`, value: (100 * added) / (whole - added), unit: "%", floor: 0 },
  ]);
  await disconnect();
  return report("crypto", figures, []);
}

run(main);
