import fc from "fast-check";
import postgres from "postgres";
import type { Persona } from "../domain/access/personas";
import { ROUTES } from "../domain/access/table";
import { actionsOfBuild } from "./break-in/build";
import { each } from "./break-in/http";
import type { BreakInWorld, Ids } from "./break-in/words";
import { file } from "./random/files";
import { requestTo, type Sent, type Target } from "./random/requests";
import { send, wrongWith } from "./random/send";
import { text } from "./random/values";
import { expect, test } from "./support/fixtures";
import { fieldsOf, multipart } from "./support/http";

// Random and mutated requests to every route and every action of the build, as several of those who try. Bounded: one
// of each for everybody, the same in every run. CURFEW_SEED=… draws others, and CURFEW_TRIES=… more of them.

const BASE = () => process.env["E2E_BREAK_IN_URL"] ?? "";
const world = () => JSON.parse(process.env["E2E_BREAK_IN_WORLD"] ?? "{}") as BreakInWorld;
const SEED = Number(process.env["CURFEW_SEED"] ?? 20_261_120);
const AT_ONCE = 4;
/** Of each target, for each who tries. */
const TRIES = Number(process.env["CURFEW_TRIES"] ?? 1);

/** Whoever leaves has nothing more to try: last. */
const targets = (): Target[] => [
  ...Object.keys(ROUTES)
    .filter((route) => route !== "/sign-out")
    .map((route) => ({ route, action: null })),
  ...actionsOfBuild().map(({ id, page }) => ({ route: page, action: id })),
  { route: "/sign-out", action: null },
];

/** The ids of a case that was prenotified, and the names by which addresses mean them. */
function idsFor(route: string): Ids {
  const { cases, shared } = world();
  const ids = { ...shared, ...cases.prenotified.ids };
  const name = /\/(\w+?)s\/\[id\]/.exec(route)?.[1];
  return { ...ids, id: ids[`${name === "person" ? "user" : name}Id`] ?? ids["organizationId"] ?? "" };
}

/** Draws, sends and listens. @returns what was wrong, each with what was sent */
async function tryAll(all: readonly Sent[]): Promise<string[]> {
  const wrong: string[] = [];
  await each(all, AT_ONCE, async (sent) => {
    const said = await send(BASE(), sent).then(
      (heard) => wrongWith(heard, sent.path),
      (error: unknown) => [String(error)],
    );
    if (said.length > 0)
      wrong.push(`${said.join(", ")}: ${JSON.stringify(sent).slice(0, 2000)} (CURFEW_SEED=${SEED})`);
  });
  return wrong;
}

const draw = <T>(from: fc.Arbitrary<T>, seed: number, numRuns = 1): T[] => fc.sample(from, { seed, numRuns });

function drawn(persona: Persona, nth: number): Sent[] {
  const cookie = world().cookies[persona];
  return targets().flatMap((target, i) =>
    draw(requestTo(target, idsFor(target.route), cookie, BASE()), SEED + 1000 * nth + i, TRIES),
  );
}

/** What nobody's request may touch who has no part in it: what is on record but of the deployment, and how many rows of each table. */
async function standing(): Promise<unknown> {
  // What asking alone leaves behind: counts, sign-in, what a browser has, mail to whoever asks, and signs of life.
  const BY_ASKING =
    /^(rate_limits|sign_in_|sessions|devices|authenticators|recovery_codes|submissions|mail_queue|audit_|checkpoint_head|worker_heartbeats)/;
  const sql = postgres(process.env["E2E_BREAK_IN_OWNER_URL"] ?? "", { max: 1, onnotice: () => {} });
  // The worker goes on with what was approved before.
  const entries = await sql`
    select stream_type, stream_id, count(*)::int as entries from audit_entries
    where stream_type <> 'deployment' and actor_process is distinct from 'worker' group by 1, 2 order by 1, 2`;
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`;
  const counts: Record<string, number> = {};
  for (const { name } of tables)
    if (!BY_ASKING.test(name)) counts[name] = (await sql`select from ${sql(name)}`).count;
  await sql.end();
  return { entries, counts };
}

test("whatever bytes a member uploads are taken or refused in words, and never a failure", async () => {
  const { cookies, cases } = world();
  const { reference } = cases.scheduled;
  const wrong: string[] = [];
  const files = draw(await file(), SEED, 40);
  // As many at a time as its route takes.
  await each(files, 2, async ({ name, bytes, broken }) => {
    const head = `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: a/b\r\n\r\n`;
    const whole = Buffer.concat([Buffer.from(head), bytes, Buffer.from("\r\n--x--\r\n")]);
    const sent = {
      method: "POST",
      path: `/cases/${reference}/files/upload`,
      headers: { cookie: cookies.member, origin: BASE(), "content-type": "multipart/form-data; boundary=x" },
      body: broken ? whole.subarray(0, whole.length - 20) : whole,
    };
    const heard = await send(BASE(), sent);
    const to = String(heard.headers["location"]);
    if (
      heard.status !== 303 ||
      !to.startsWith(`/cases/${reference}/files?`) ||
      wrongWith(heard, sent.path).length > 0
    )
      wrong.push(
        `${heard.status} ${to} ${name} ${bytes.toString("base64").slice(0, 400)} (CURFEW_SEED=${SEED})`,
      );
  });
  expect(wrong).toEqual([]);
});

test("whatever a member writes in an advisory, its preview holds nothing that can act", async () => {
  const { cookies, cases } = world();
  const path = `/cases/${cases.scheduled.reference}/advisory`;
  const headers = { cookie: cookies.member, origin: BASE(), accept: "text/html" };
  const page = await send(BASE(), { method: "GET", path, headers, body: "" });
  const hidden = fieldsOf(page.text);
  const bits = [
    "<script>",
    "<img src=x onerror=a>",
    "[x](javascript:a)",
    "<svg onload=a>",
    "<p style='a' id=b>",
    "> ",
    "`",
  ];
  const markdown = fc.array(fc.oneof(fc.constantFrom(...bits, "javascript:a", "](", "[x", "\n"), text), {
    maxLength: 6,
  });
  const wrong: string[] = [];
  for (const written of draw(markdown, SEED, 15)) {
    const form = multipart({
      ...hidden,
      intent: "preview",
      summary: `Canary ${written.join("").slice(0, 20_000)}`,
    });
    const sent = { method: "POST", path, headers: { ...headers, ...form.headers }, body: form.body };
    const heard = await send(BASE(), sent);
    const [, rendered = ""] = /<div class="prose-advisory">(<p>Canary.*?)<\/div>/s.exec(heard.text) ?? [];
    const acts = (rendered.match(/<[^>]*>/g) ?? []).filter((tag) =>
      /^<(script|img|svg|iframe|form|input|style)|\son\w+=|style=|id=|class=|href="(?!https?:|mailto:)/i.test(
        tag,
      ),
    );
    for (const what of [...wrongWith(heard, path), ...(rendered ? acts : ["no preview"])])
      wrong.push(`${what}: ${JSON.stringify(written).slice(0, 1000)} (CURFEW_SEED=${SEED})`);
  }
  expect(wrong).toEqual([]);
});

test("a webhook that the provider did not sign is refused, whatever it says", async () => {
  const odd = fc.record({
    id: text,
    timestamp: fc.oneof(text, fc.nat().map(String)),
    signature: text,
    body: fc.oneof(fc.json(), text),
  });
  const printable = (s: string) => s.replaceAll(/[^ -~]/g, "").slice(0, 500);
  const wrong: string[] = [];
  for (const { id, timestamp, signature, body } of draw(odd, SEED, 20)) {
    const headers = {
      "svix-id": printable(id),
      "svix-timestamp": printable(timestamp),
      "svix-signature": `v1,${printable(signature)}`,
    };
    const heard = await send(BASE(), { method: "POST", path: "/api/webhooks/resend", headers, body });
    if (![401, 404].includes(heard.status) || wrongWith(heard, "").length > 0)
      wrong.push(`${heard.status} ${wrongWith(heard, "").join()} (CURFEW_SEED=${SEED})`);
  }
  expect(wrong).toEqual([]);
});

// Those who may end the sessions of others come after them.
for (const [nth, persona] of (["nobody", "mailbox", "stranger"] as const).entries())
  test(`whatever ${persona} sends anywhere is answered in time and within the walls, never by a failure, and changes nothing`, async () => {
    const before = await standing();
    expect(await tryAll(drawn(persona, nth))).toEqual([]);
    expect(await standing()).toEqual(before);
  });

for (const [nth, persona] of (["reader", "foreign", "member", "admin"] as const).entries())
  test(`whatever ${persona} sends anywhere is answered in time and within the walls, never by a failure`, async () => {
    expect(await tryAll(drawn(persona, 10 + nth))).toEqual([]);
  });
