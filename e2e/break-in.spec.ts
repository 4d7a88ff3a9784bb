import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { PERSONAS, type Persona, STATES } from "../domain/access/personas";
import { type Probe, pageProbes, postProbes } from "../domain/access/probes";
import { type Answer, answerTo, readsText } from "../domain/access/rules";
import { ACTIONS, ROUTES } from "../domain/access/table";
import { actionsOfBuild, routesOfBuild } from "./break-in/build";
import { answerAlone, ask, comparable, each, type Heard } from "./break-in/http";
import { type BreakInWorld, type Ids, wordOf } from "./break-in/words";
import { expect, test } from "./support/fixtures";

// Every route and every server action of the build × everybody who tries × every state of a case, over HTTP, held against
// the table of `domain/access`.

const BASE = () => process.env["E2E_BREAK_IN_URL"] ?? "";
const world = () => JSON.parse(process.env["E2E_BREAK_IN_WORLD"] ?? "{}") as BreakInWorld;
const everybody = Object.keys(PERSONAS) as Persona[];
const AT_ONCE = 4;

/** Ids that never were, of the same shape: what a hidden thing must not be told from. */
const ABSENT_REFERENCE = "ZZZZZ";
const absent = (ids: Ids): Ids =>
  Object.fromEntries(
    Object.entries(ids).map(([name, value]) => [
      name,
      /eference$/.test(name) ? value.replace(/[^-]+$/, ABSENT_REFERENCE) : randomUUID(),
    ]),
  );

/** The id that a route's `[id]` means, by the folder it stands in. */
const ID_OF: [RegExp, string][] = [
  [/\/files\/\[id\]/, "fileId"],
  [/\/notices\/\[id\]/, "noticeId"],
  [/\/incidents\/\[id\]/, "incidentId"],
  [/\/vulnerabilities\/\[id\]/, "vulnerabilityId"],
  [/\/organizations\/\[id\]/, "organizationId"],
  [/\/groups\/\[id\]/, "groupId"],
  [/\/persons\/\[id\]/, "userId"],
  [/\/applications?\/\[id\]/, "applicationId"],
  [/\/mail\/\[id\]/, "noticeId"],
];
function pathOf(route: string, ids: Ids): string | null {
  const name = ID_OF.find(([pattern]) => pattern.test(route))?.[1];
  if (name && !ids[name]) return null;
  return route
    .replace("[reference]", ids["reference"] ?? "")
    .replace("[slug]", ids["slug"] ?? "")
    .replace("[id]", (name && ids[name]) ?? "");
}

const DOORS = ["/sign-in", "/sign-in/factor"];
function kindOf({ status, to }: Heard): Answer | string {
  // A route that forms post to says that it takes no other method, to whoever asks.
  if (status === 404 || status === 405) return "no";
  if (status === 401) return "door";
  if (to) return DOORS.includes(to.replace(BASE(), "")) ? "door" : "on";
  return status === 200 ? "yes" : String(status);
}

async function standing(): Promise<string> {
  const sql = postgres(process.env["E2E_BREAK_IN_OWNER_URL"] ?? "", { max: 1, onnotice: () => {} });
  const rows = await sql`
    select stream_type, stream_id, head from audit_streams where stream_type <> 'deployment' order by 1, 2`;
  const sessions = await sql`select count(*)::int as n from sessions`;
  await sql.end();
  return JSON.stringify([rows, sessions]);
}

test("every route and every action of the build stands in the table, and nothing else does", () => {
  expect(Object.keys(ROUTES).sort()).toEqual(routesOfBuild().sort());
  expect(Object.keys(ACTIONS).sort()).toEqual(
    actionsOfBuild()
      .map((a) => a.name)
      .sort(),
  );
});

/** Whose text stands in an answer in which it must not. */
const leaks = (heard: Heard, { rule, persona }: Probe): string[] =>
  STATES.filter((s) => heard.body.includes(wordOf(world().word, s)) && !readsText(rule, persona, s)).map(
    (s) => `the text of the ${s} case stands in the answer`,
  );

for (const persona of everybody) {
  test(`${persona} (${PERSONAS[persona]}) opens what the table says, in every state of a case, and learns nothing from the rest`, async () => {
    test.setTimeout(120_000);
    const { cookies, cases, shared } = world();
    const wrong: string[] = [];
    await each(pageProbes(persona), AT_ONCE, async (probe) => {
      const { what: route, state, rule } = probe;
      const ids = { ...shared, ...cases[state].ids };
      const path = pathOf(route, ids);
      if (path === null) return;
      const heard = await ask(BASE(), path, cookies[persona]);
      const [is, should] = [kindOf(heard), answerTo(rule, persona, state)];
      const say = (what: string) => wrong.push(`${persona} ${route} ${state}: ${what}`);
      // A draft that is not there in this state is as absent as any.
      const gone = is === "no" && should === "yes" && route.includes("[id]");
      if (is !== should && !gone) say(`${should} expected, heard ${is} ${heard.to}`);
      for (const leak of leaks(heard, probe)) say(leak);
      if (should !== "no" || !route.includes("[")) return;
      const other = absent(ids);
      const never = await ask(BASE(), pathOf(route, other) ?? "", cookies[persona]);
      const asked = [...Object.values(ids), ...Object.values(other)];
      if (comparable(heard, asked) !== comparable(never, asked)) say("hidden is told from absent");
    });
    expect(wrong).toEqual([]);
  });
}

/** Every field that any form has, with real ids in it. */
const fieldsOf = (ids: Ids): Ids => ({
  ...ids,
  revision: "1",
  number: "0",
  base: "1",
  reason: "because",
  told: "you were told",
  text: "words",
  answer: "yes",
  what: "seen",
  where: "there",
  name: "Name",
  email: "new@breakin.example",
  kind: "role",
  local: "2027-02-01T09:00",
  zone: "UTC",
  severity: "LOW",
  prenotify: "no",
  state: "affected",
  id: ids["userId"] ?? "",
  groupIds: ids["groupId"] ?? "",
  organizationIds: ids["organizationId"] ?? "",
});

/** A direct post: to a form's address, or to an action with its arguments as React sends them. */
async function post({ what, persona }: Probe, fields: Ids, at: Ids): Promise<Heard> {
  const cookie = world().cookies[persona];
  const action = actionsOfBuild().find((a) => a.name === what);
  if (!action) {
    const body = new URLSearchParams(fieldsOf(fields));
    return ask(BASE(), pathOf(what, at) ?? what, cookie, {
      method: "POST",
      headers: { origin: BASE() },
      body,
    });
  }
  const form = new FormData();
  form.set("0", '["$K1","$K1"]');
  for (const [name, value] of Object.entries(fieldsOf(fields))) form.set(`_1_${name}`, value);
  const headers = { origin: BASE(), "next-action": action.id };
  const path = pathOf(action.page, at) ?? action.page;
  return answerAlone(await ask(BASE(), path, cookie, { method: "POST", headers, body: form }));
}

for (const persona of everybody) {
  test(`${persona} changes nothing by a direct post of what the table keeps from them`, async () => {
    test.setTimeout(120_000);
    const { cases, shared } = world();
    const ids = { ...shared, ...cases.prenotified.ids };
    const other = absent(ids);
    const asked = [...Object.values(ids), ...Object.values(other)];
    const before = await standing();
    const wrong: string[] = [];
    await each(postProbes(persona), AT_ONCE, async (probe) => {
      const [heard, never] = [await post(probe, ids, ids), await post(probe, other, ids)];
      const say = (what: string) => wrong.push(`${persona} ${probe.what}: ${what}`);
      const should = answerTo(probe.rule, persona, probe.state);
      if (heard.status >= 500) say(String(heard.status));
      if (should === "door" && kindOf(heard) !== "door")
        say(`door expected, heard ${kindOf(heard)} ${heard.to}`);
      for (const leak of leaks(heard, probe)) say(leak);
      if (comparable(heard, asked) !== comparable(never, asked)) say("hidden is told from absent");
    });
    expect(wrong).toEqual([]);
    expect(await standing()).toBe(before);
  });
}

/** What has opened doors elsewhere: headers that a framework or a proxy believes, and addresses spelt otherwise. */
const SPELT: [string, (path: string) => string, Record<string, string>][] = [
  ["as a part of a page", (p) => p, { rsc: "1" }],
  ["as a part that is fetched ahead", (p) => p, { rsc: "1", "next-router-prefetch": "1" }],
  ["segment by segment", (p) => p, { rsc: "1", "next-router-segment-prefetch": "/_tree" }],
  ["past the proxy", (p) => p, { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" }],
  ["as if from here", (p) => p, { "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1" }],
  [
    "as another address",
    () => "/",
    { "x-original-url": "/today", "x-rewrite-url": "/today", "x-invoke-path": "/today" },
  ],
  ["as data", (p) => p, { "x-nextjs-data": "1" }],
  ["as data by its address", (p) => `/_next/data/build${p}.json`, {}],
  ["with an encoded letter", (p) => p.replace("/c", "/%63").replace("/i", "/%69"), {}],
  ["with two slashes", (p) => `/${p}`, {}],
  ["with two slashes inside", (p) => p.replace(/\/([A-Z])/, "//$1"), {}],
  ["with an encoded slash", (p) => p.replace(/\/([A-Z])/, "%2f$1"), {}],
  ["with a dot", (p) => p.replace(/\/([A-Z])/, "/./$1"), {}],
  ["with a slash behind", (p) => `${p}/`, {}],
  ["as its own file", (p) => `${p}.rsc`, {}],
  ["in small letters", (p) => p.toLowerCase(), {}],
  ["with another method named", (p) => p, { "x-http-method-override": "GET", "x-method-override": "GET" }],
];

test("no header and no spelling opens what is closed: not to nobody, another vendor, another project, or one that was withdrawn", async () => {
  const { cookies, cases, shared, word } = world();
  const ids = { ...shared, ...cases.prenotified.ids };
  const paths = [
    "/cases/[reference]",
    "/cases/[reference]/advisory",
    "/inbox/[reference]",
    "/inbox/[reference]/files/[id]",
  ];
  const tries = (["nobody", "mailbox", "stranger", "withdrawn", "foreign", "admin"] as const).flatMap(
    (persona) => paths.flatMap((route) => SPELT.map((spelt) => ({ persona, route, spelt }))),
  );
  const wrong: string[] = [];
  await each(tries, AT_ONCE, async ({ persona, route, spelt: [how, spell, headers] }) => {
    const heard = await ask(BASE(), spell(pathOf(route, ids) ?? ""), cookies[persona], { headers });
    if (heard.status >= 500 || heard.body.includes(word))
      wrong.push(`${persona} ${route} ${how}: ${heard.status}`);
  });
  // A first page shows what is public, and nothing else of these cases.
  expect(wrong.filter((w) => !w.includes("as another address"))).toEqual([]);
});

test("in a browser a closed case looks like one that never was, and the page of an open one complains of nothing", async ({
  browser,
}) => {
  const { cookies, cases } = world();
  const { reference } = cases.prenotified;
  for (const [persona, path, opens] of [
    ["stranger", `/inbox/${reference}`, false],
    ["withdrawn", `/inbox/${reference}`, false],
    ["foreign", `/cases/${reference}`, false],
    ["reader", `/inbox/${reference}`, true],
    ["member", `/cases/${reference}`, true],
  ] as const) {
    const context = await browser.newContext({ baseURL: BASE() });
    const [name = "", value = ""] = cookies[persona].split("=");
    await context.addCookies([{ name, value, url: BASE() }]);
    const page = await context.newPage();
    const heard: string[] = [];
    page.on("console", (m) => heard.push(m.text()));
    expect((await page.goto(path))?.status(), `${persona} ${path}`).toBe(opens ? 200 : 404);
    const missing = page.getByRole("heading", { level: 1, name: "There is nothing here" });
    expect(await missing.count(), persona).toBe(opens ? 0 : 1);
    expect(heard.filter((h) => !/status of 404/.test(h))).toEqual([]);
    await context.close();
  }
});
