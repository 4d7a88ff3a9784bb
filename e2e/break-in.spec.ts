import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { PERSONAS, type Persona, STATES, type State } from "../domain/access/personas";
import { type Answer, answerTo, readsText } from "../domain/access/rules";
import { ACTIONS, ROUTES } from "../domain/access/table";
import { actionsOfBuild, routesOfBuild } from "./break-in/build";
import { ask, comparable, each, type Heard } from "./break-in/http";
import type { BreakInWorld, Ids } from "./break-in/world";
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
  [/\/notices\/\[id\]/, "noticeId"],
  [/\/incidents\/\[id\]/, "incidentId"],
  [/\/vulnerabilities\/\[id\]/, "vulnerabilityId"],
  [/\/organizations\/\[id\]/, "organizationId"],
  [/\/persons\/\[id\]/, "userId"],
  [/\/mail\/\[id\]/, "noticeId"],
];
function pathOf(route: string, ids: Ids): string | null {
  const name = ID_OF.find(([pattern]) => pattern.test(route))?.[1];
  if (name && !ids[name]) return null;
  return route.replace("[reference]", ids["reference"] ?? "").replace("[id]", (name && ids[name]) ?? "");
}

const DOORS = ["/sign-in", "/sign-in/factor"];
function kindOf({ status, to }: Heard): Answer | string {
  if (status === 404) return "no";
  if (status === 401) return "door";
  if ([303, 307].includes(status)) return DOORS.includes(to.replace(BASE(), "")) ? "door" : "on";
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

for (const persona of everybody) {
  test(`${persona} (${PERSONAS[persona]}) opens what the table says, in every state of a case, and learns nothing from the rest`, async () => {
    test.setTimeout(120_000);
    const { cookies, cases, shared, word } = world();
    const probes = Object.entries(ROUTES).flatMap(([route, methods]) =>
      (route.includes("[reference]") ? STATES : (["prenotified"] as const)).flatMap((state) =>
        methods.GET ? [{ route, state: state as State, rule: methods.GET }] : [],
      ),
    );
    const wrong: string[] = [];
    await each(probes, AT_ONCE, async ({ route, state, rule }) => {
      const ids = { ...shared, ...cases[state].ids };
      const path = pathOf(route, ids);
      if (path === null) return;
      const heard = await ask(BASE(), path, cookies[persona]);
      const [is, should] = [kindOf(heard), answerTo(rule, persona, state)];
      const where = `${persona} ${route} ${state}`;
      // A draft that is not there in this state is as absent as any.
      const gone = is === "no" && should === "yes" && route.includes("[id]");
      if (is !== should && !gone) wrong.push(`${where}: ${should} expected, heard ${is} ${heard.to}`);
      if (heard.body.includes(word) && !readsText(rule, persona, state))
        wrong.push(`${where}: the text of the case stands in the answer`);
      if (should !== "no" || !/\[/.test(route)) return;
      const other = absent(ids);
      const never = await ask(BASE(), pathOf(route, other) ?? "", cookies[persona]);
      const asked = [...Object.values(ids), ...Object.values(other)];
      if (comparable(heard, asked) !== comparable(never, asked))
        wrong.push(`${where}: hidden is told from absent`);
    });
    expect(wrong).toEqual([]);
  });
}

/** The arguments of a form's action, as React sends them: the state before, and every field that any form has. */
function formOf(ids: Ids): FormData {
  const form = new FormData();
  const fields: Ids = {
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
  };
  form.set("0", '["$undefined","$K1"]');
  for (const [name, value] of Object.entries(fields)) form.set(`1_${name}`, value);
  return form;
}

for (const persona of everybody) {
  test(`${persona} changes nothing by a direct post of any action that the table keeps from them`, async () => {
    test.setTimeout(120_000);
    const { cookies, cases, shared, word } = world();
    const before = await standing();
    const wrong: string[] = [];
    const kept = actionsOfBuild().filter((a) => {
      const rule = ACTIONS[a.name];
      return rule && answerTo(rule, persona, "prenotified") !== "yes";
    });
    await each(kept, AT_ONCE, async ({ id, name, page }) => {
      const ids = { ...shared, ...cases.prenotified.ids };
      const other = absent(ids);
      const post = async (fields: Ids) =>
        ask(BASE(), pathOf(page, ids) ?? page, cookies[persona], {
          method: "POST",
          headers: { origin: BASE(), "next-action": id },
          body: formOf(fields),
        });
      const [heard, never] = [await post(ids), await post(other)];
      const rule = ACTIONS[name];
      const where = `${persona} ${name}`;
      if (heard.status >= 500) wrong.push(`${where}: ${heard.status}`);
      if (rule && answerTo(rule, persona, "prenotified") === "door" && kindOf(heard) !== "door")
        wrong.push(`${where}: door expected, heard ${kindOf(heard)} ${heard.to}`);
      if (heard.body.includes(word) && !/"ok":false/.test(heard.body))
        wrong.push(`${where}: the text of the case stands in the answer`);
      const asked = [...Object.values(ids), ...Object.values(other)];
      if (comparable(heard, asked) !== comparable(never, asked))
        wrong.push(`${where}: hidden is told from absent`);
    });
    expect(wrong).toEqual([]);
    expect(await standing()).toBe(before);
  });
}
