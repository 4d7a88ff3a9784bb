import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { today } from "@/data/duties/queries";
import { applyImport } from "@/data/imports/apply";
import { previewImport } from "@/data/imports/preview";
import { reviewList } from "@/data/memberships/due";
import { candidatesIn } from "@/data/notices/candidates";
import { onboardingBoard } from "@/data/onboarding/board";
import { exportDirectory } from "@/data/organizations/export";
import { groupsWithMembers } from "@/data/organizations/groups";
import { getOrganization, listOrganizations } from "@/data/organizations/queries";
import { policyInForce } from "@/data/policies/in-force";
import { read, transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { disconnect } from "@/db/client";
import { contacts, memberships, organizations } from "@/db/schema";
import { readList } from "@/formats/directory/read";
import { realNow } from "@/lib/clock";
import { prepare } from "@/tests/bench/deployment";
import { type Figure, option, report, run } from "@/tests/bench/report";
import { makeOrg, makeWorld, T0, type World } from "@/tests/world";

// What the pages of the directory cost in server time at the size of a large list, beside a transaction of the same viewer
// that asks nothing: what is between the two is ours.

const count = option("count", 2000);
const rounds = option("rounds", 11);
/** What no page of the desk may take. */
const MOST_MS = 200;

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

/** Two contacts and a membership each; of every ten one lacks its contact, one waits, and one left. */
async function fill(w: World): Promise<void> {
  const numbers = Array.from({ length: count }, (_, i) => i);
  await transact(systemViewer("seed"), "write", async ({ tx }) => {
    for (let from = 0; from < count; from += 1000) {
      const some = numbers.slice(from, from + 1000);
      const made = await tx
        .insert(organizations)
        .values(some.map((i) => ({ teamId: w.teamId, name: `Vendor ${i} of many`, createdAt: T0 })))
        .returning({ id: organizations.id });
      const admitted = {
        state: "admitted" as const,
        admittedBy: w.ada.userId,
        admittedAt: T0,
        confirmedAt: T0,
      };
      await tx.insert(contacts).values(
        made.flatMap(({ id }, n) =>
          (["role", "person"] as const).map((kind) => ({
            organizationId: id,
            kind,
            email: `${kind}@vendor-${from + n}.example`,
            name: kind === "person" ? "Somebody" : null,
            addedAt: T0,
            ...(n % 10 === 0 ? {} : admitted),
          })),
        ),
      );
      await tx.insert(memberships).values(
        made.map(({ id }, n) => ({
          organizationId: id,
          projectId: w.projectId,
          groupId: n % 3 === 0 ? w.otherGroupId : w.groupId,
          state:
            n % 10 === 1 ? ("accepted" as const) : n % 10 === 2 ? ("left" as const) : ("active" as const),
          acceptedAt: T0,
          startedAt: T0,
          // A tenth of them is to be reviewed by now.
          lapsesAt: n % 10 === 3 ? realNow().add({ hours: 24 * 20 }) : null,
          endedAt: n % 10 === 2 ? T0 : null,
        })),
      );
    }
  });
}

/** A list of new organizations into an empty directory: looked at, then done, once each. */
async function importing(broken: string[]): Promise<Figure[]> {
  const w = await makeWorld();
  const rows = Array.from(
    { length: count },
    (_, i) => `Listed ${i},https://listed-${i}.example,security@listed-${i}.example,Distributors`,
  );
  const text = ["organization,website,role address,group", ...rows].join("\n");
  const reading = performance.now();
  const parsed = readList(text);
  const floor = performance.now() - reading;
  if (!parsed.ok || parsed.rows.length !== count) broken.push("the list was not read");
  let start = performance.now();
  const { digest, counts } = await previewImport(w.ada, text);
  const previewed = performance.now() - start;
  start = performance.now();
  const { added, proposed } = await applyImport(w.ada, { text, digest });
  const applied = performance.now() - start;
  if (counts.new !== count || added !== count || proposed !== count)
    broken.push(`${added} added and ${proposed} proposed of ${count}`);
  const tooMany = `name\n${"x\n".repeat(50_000)}`;
  start = performance.now();
  const refused = readList(tooMany);
  const refusing = performance.now() - start;
  if (refused.ok || refusing > 1000) broken.push(`50,000 rows: ${Math.round(refusing)} ms`);
  return [
    { name: `preview of a list of ${count}`, value: previewed, unit: "ms", floor },
    { name: `import of ${count}, with contacts and proposals`, value: applied, unit: "ms", floor: previewed },
    { name: "refusal of 50,000 rows", value: refusing, unit: "ms", floor: null },
  ];
}

async function main(): Promise<number> {
  await prepare();
  const w = await makeWorld();
  const org = await makeOrg(w, { name: "The one that is opened" });
  await fill(w);
  const of = await read(w.ada, async (ctx) => ({
    id: randomUUID(),
    projectId: w.projectId,
    policyId: (await policyInForce(ctx, w.projectId)).id,
    createdAt: ctx.now,
  }));
  const floor = await timed(() => read(w.ada, (ctx) => ctx.tx.execute(sql`select 1`)));
  const pages: [string, () => Promise<unknown>][] = [
    [`list of ${count}, first page`, () => listOrganizations(w.ada)],
    ["its last page", () => listOrganizations(w.ada, {}, 999)],
    ["search by part of a name", () => listOrganizations(w.ada, { search: "vendor 199" })],
    ["search by part of an address", () => listOrganizations(w.ada, { search: "@vendor-77" })],
    ["filter: active", () => listOrganizations(w.ada, { standing: "active" })],
    ["filter: in no group", () => listOrganizations(w.ada, { standing: "none" })],
    ["filter: nobody who can sign in", () => listOrganizations(w.ada, { lacks: "person" })],
    ["filter: of one group", () => listOrganizations(w.ada, { groupId: w.groupId })],
    ["page of groups", () => groupsWithMembers(w.ada)],
    ["onboarding board of a group", () => onboardingBoard(w.ada, w.groupId)],
    ["page of one organization", () => getOrganization(w.ada, org.id)],
    ["today, whole", () => today(w.ada)],
    [
      "who a notice to a group would reach",
      () => read(w.ada, (ctx) => candidatesIn(ctx, of, { groupIds: [w.groupId], chosen: null })),
    ],
    ["reviews that are due, the first hundred", () => reviewList(w.ada)],
  ];
  const figures: Figure[] = [];
  const broken: string[] = [];
  for (const [name, work] of pages) {
    const value = await timed(work);
    figures.push({ name, value, unit: "ms", floor });
    if (value > MOST_MS) broken.push(`${name}: ${Math.round(value)} ms, more than ${MOST_MS}`);
  }
  figures.push({
    name: "export of them all",
    value: await timed(() => exportDirectory(w.ada, {})),
    unit: "ms",
    floor,
  });
  figures.push(...(await importing(broken)));
  const { found, organizations: shown } = await listOrganizations(w.ada);
  if (found !== count + 1) broken.push(`${found} found of ${count + 1}`);
  if (shown.length !== Math.min(50, count + 1)) broken.push(`${shown.length} on the first page`);
  await disconnect();
  return report("directory", figures, broken);
}

run(main);
