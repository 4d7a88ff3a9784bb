import { readFileSync } from "node:fs";
import postgres from "postgres";
import { DEMO, expect, PRODUCTION, test } from "./support/fixtures";
import { type Answer, asBrowser, ask, fieldsOf, multipart } from "./support/http";

// What a web server can be asked without a browser's manners, on both deployments: the demo trusts no proxy, the other
// one trusts the one that stands in front of it.

const PUBLIC = [
  "/",
  "/projects",
  "/advisories",
  "/sign-in",
  "/sign-in/sent",
  "/sign-in/confirm?email=a@b.example&token=x",
];
const nonceOf = (answer: Answer) =>
  /script-src 'self' 'nonce-([^']+)'/.exec(String(answer.headers["content-security-policy"]))?.[1];
let addresses = 0;
const newAddress = () => `2001:db8:7:${(++addresses).toString(16)}::1`;
const from = (address: string) => ({ "x-forwarded-for": address });

/** The database without one of its tables, while `run` runs. */
async function without(table: string, run: () => Promise<void>): Promise<void> {
  const sql = postgres(process.env["E2E_PRODUCTION_OWNER_URL"] ?? "", { max: 1, onnotice: () => {} });
  await sql`alter table ${sql(table)} rename to taken_away`;
  try {
    await run();
  } finally {
    await sql`alter table taken_away rename to ${sql(table)}`;
    await sql.end();
  }
}

function expectWalls(answer: Answer, where: string): void {
  expect(answer.headers, where).toMatchObject({
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  });
  const policy = String(answer.headers["content-security-policy"]);
  for (const wall of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
    expect(policy, where).toContain(wall);
  expect(policy.replace("style-src-attr 'unsafe-inline'", ""), where).not.toContain("unsafe");
  expect(answer.headers["x-powered-by"], where).toBeUndefined();
  expect(
    Object.keys(answer.headers).filter((name) => name.startsWith("access-control")),
    where,
  ).toEqual([]);
  expect(answer.text, where).not.toMatch(/\bat .*\.(js|ts)x?:\d+|node_modules|16\.\d+\.\d+/);
}

/** A page runs nothing and takes no style sheet but with the nonce of its own answer. */
function expectOwnNonce(answer: Answer, where: string): void {
  const tags = answer.text.match(/<(script|style)\b[^>]*>/g) ?? [];
  expect(tags.length, where).toBeGreaterThan(0);
  for (const tag of tags) expect(tag, where).toContain(`nonce="${nonceOf(answer)}"`);
}

test("every page, found or not, has its walls, and every script of it the nonce of its own answer", async () => {
  const seen = new Set<string | undefined>();
  for (const base of [DEMO(), PRODUCTION()])
    for (const path of [...PUBLIC, "/never-was", "/%", "/%ff", "/advisories/VLLM-AAAAA", "/today/never"]) {
      const answer = await ask(base, path, { headers: { ...asBrowser, "x-nonce": "forged" } });
      expectWalls(answer, path);
      expectOwnNonce(answer, path);
      expect(answer.headers["cache-control"], path).toContain("no-store");
      expect(seen.has(nonceOf(answer)), path).toBe(false);
      seen.add(nonceOf(answer));
    }
  expect(seen).not.toContain("forged");
  expect(seen).not.toContain(undefined);
});

test("what never becomes a page has its walls too: files, redirects, bad addresses, the framework's own", async () => {
  const { text } = await ask(DEMO(), "/");
  const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(text)?.[1] ?? "";
  expect((await ask(DEMO(), script)).status).toBe(200);
  for (const path of [
    script,
    "/icon.svg",
    "/icon.svgx",
    "/advisories/",
    "//evil.example/",
    "/\\evil.example/",
    "/api/health",
    "/_next/static/never.js",
    "/_next/static/%",
    "/_next/image?url=%2Ficon.svg&w=64&q=75",
    "/_next/data/x/index.json",
    "/_global-error",
    "/advisories.rsc",
    "/x".repeat(2000),
    `/?${"x".repeat(5000)}`,
  ])
    expectWalls(await ask(DEMO(), path), path);
  for (const path of ["/_next/image?url=%2Ficon.svg&w=64&q=75", "/_global-error", "/_next/data/x/index.json"])
    expect((await ask(DEMO(), path)).status, path).toBe(404);
  for (const path of ["http://evil.example/", "*"]) {
    const answer = await ask(DEMO(), path);
    expect([answer.status, answer.headers.location], path).toEqual([404, undefined]);
  }
  expect((await ask(DEMO(), "//evil.example/")).headers.location).toBe("/evil.example/");
});

test("no page is prerendered, nothing is rewritten, no image is made", () => {
  const built = (name: string) => JSON.parse(readFileSync(`.next/${name}.json`, "utf8"));
  // The framework always prerenders its own last resort. No address leads there.
  expect(Object.keys(built("prerender-manifest").routes).sort()).toEqual(["/_global-error", "/icon.svg"]);
  expect(built("prerender-manifest").dynamicRoutes).toEqual({});
  expect(built("routes-manifest").rewrites).toEqual({ beforeFiles: [], afterFiles: [], fallback: [] });
  expect(built("images-manifest").images).toMatchObject({ unoptimized: true, remotePatterns: [] });
});

test("a page that fails, and one that cannot be counted, say so behind the same walls; health stays up", async () => {
  await without("published_advisories", async () => {
    const answer = await ask(PRODUCTION(), "/advisories", { headers: asBrowser });
    expect(answer.status).toBe(500);
    expectWalls(answer, "500");
    expectOwnNonce(answer, "500");
  });
  await without("rate_limits", async () => {
    const answer = await ask(PRODUCTION(), "/advisories", { headers: asBrowser });
    expect([answer.status, answer.headers["retry-after"]]).toEqual([503, "30"]);
    expect(answer.text).toContain("Curfew cannot reach its database");
    expectWalls(answer, "503");
    expectOwnNonce(answer, "503");
    expect((await ask(PRODUCTION(), "/api/health")).status).toBe(200);
  });
  expect((await ask(PRODUCTION(), "/advisories")).status).toBe(200);
});

test("a page knows GET, HEAD and POST, and no other method", async () => {
  for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]) {
    const answer = await ask(DEMO(), "/advisories", { method, headers: { origin: DEMO() } });
    expect([answer.status, answer.headers["allow"]], method).toEqual([405, "GET, HEAD, POST"]);
    expectWalls(answer, method);
  }
  expect((await ask(DEMO(), "/advisories", { method: "HEAD" })).status).toBe(200);
});

test("a form or server action that no page of ours sent changes nothing, wherever it says that it comes from", async () => {
  const page = await ask(PRODUCTION(), "/sign-in");
  const action = multipart({ ...fieldsOf(page.text), email: "nobody@nowhere.example" });
  const plain = { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "theme=dark" };
  const own = PRODUCTION();
  for (const [path, form] of [
    ["/sign-in", action],
    ["/theme", plain],
    ["/sign-out", plain],
    ["/contact/confirm/answer", plain],
    ["/never-was", plain],
  ] as const) {
    const send = (headers: Record<string, string>) =>
      ask(PRODUCTION(), path, { method: "POST", body: form.body, headers: { ...form.headers, ...headers } });
    for (const headers of [
      {},
      { origin: "null" },
      { origin: "https://evil.example" },
      { origin: `${own}.evil.example` },
      { origin: own, "sec-fetch-site": "cross-site" },
      { origin: own, "sec-fetch-site": "same-site" },
      { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
      { "sec-fetch-site": "same-origin" },
    ]) {
      const answer = await send(headers);
      const expected = "x-forwarded-host" in headers ? 421 : 403;
      expect(answer.status, `${path} ${JSON.stringify(headers)}`).toBe(expected);
      expect(answer.headers["set-cookie"]).toBeUndefined();
    }
  }
  const sent = await ask(own, "/sign-in", {
    method: "POST",
    body: action.body,
    headers: { ...action.headers, origin: own },
  });
  expect([sent.status, sent.headers.location]).toEqual([303, "/sign-in/sent"]);
});

test("without a trusted proxy, forwarded headers mean nothing, and only our own name is answered", async () => {
  const evil = {
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    forwarded: "host=evil.example",
  };
  const answer = await ask(DEMO(), "/sign-in", { headers: evil });
  expect(answer.status).toBe(200);
  expect(JSON.stringify(answer)).not.toContain("evil.example");
  const { host } = new URL(DEMO());
  for (const headers of [{ host: "evil.example" }, { host: "evil.example", "x-forwarded-host": host }])
    expect((await ask(DEMO(), "/advisories", { headers })).status).toBe(421);
  expect((await ask(DEMO(), "/api/health", { headers: { host: "10.0.0.7" } })).status).toBe(200);
  const guarded = await ask(DEMO(), "/today", {
    headers: { ...evil, "x-middleware-subrequest": "proxy:proxy:proxy" },
  });
  expect([guarded.status, guarded.headers.location]).toEqual([307, "/sign-in"]);
  expect(nonceOf(guarded)).toBeDefined();
});

test("behind a trusted proxy its words count: the name that people typed, though the proxy calls us by another", async () => {
  const { host } = new URL(PRODUCTION());
  const inner = { host: "web.internal:3000", "x-forwarded-host": host };
  expect((await ask(PRODUCTION(), "/advisories", { headers: inner })).status).toBe(200);
  const evil = { "x-forwarded-host": "evil.example" };
  expect((await ask(PRODUCTION(), "/advisories", { headers: evil })).status).toBe(421);
  expect((await ask(PRODUCTION(), "/advisories", { headers: { host: "web.internal" } })).status).toBe(421);
  const page = await ask(PRODUCTION(), "/sign-in", { headers: inner });
  const { headers, body } = multipart({ ...fieldsOf(page.text), email: "nobody@nowhere.example" });
  const sent = await ask(PRODUCTION(), "/sign-in", {
    method: "POST",
    body,
    headers: { ...headers, ...inner, origin: PRODUCTION() },
  });
  expect([sent.status, sent.headers.location]).toEqual([303, "/sign-in/sent"]);
});

test("what is larger than a form is refused, by what it says of its length and by what it turns out to be", async () => {
  const form = { "content-type": "application/x-www-form-urlencoded", origin: DEMO() };
  const send = (bytes: number, chunked: boolean) =>
    ask(DEMO(), "/theme", { method: "POST", headers: form, body: "x".repeat(bytes), chunked });
  expect((await send(300 * 1024, false)).status).toBe(413);
  expect((await send(300 * 1024, true)).status).toBe(413);
  const announced = { ...form, "content-length": String(2 ** 30) };
  expect((await ask(DEMO(), "/theme", { method: "POST", headers: announced })).status).toBe(413);
});

test("while sign-in is hammered from one address, pages stay up for it, and sign-in for everybody else", async ({
  browser,
}) => {
  const hammering = newAddress();
  const post = (address: string) =>
    ask(PRODUCTION(), "/sign-in", {
      method: "POST",
      headers: { ...from(address), ...asBrowser, origin: PRODUCTION() },
    });
  const answers = await Promise.all(Array.from({ length: 40 }, () => post(hammering)));
  const refused = answers.filter((a) => a.status === 429);
  expect(refused.length).toBe(10);
  for (const answer of refused) {
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(500);
    expect(answer.text).toContain("Too many requests came from you or your network.");
    expectWalls(answer, "429");
    expectOwnNonce(answer, "429");
  }
  expect((await ask(PRODUCTION(), "/advisories", { headers: from(hammering) })).status).toBe(200);
  expect((await post(newAddress())).status).not.toBe(429);
  // A client behind the proxy cannot come from elsewhere by saying so.
  expect((await post(`203.0.113.7, ${hammering}`)).status).toBe(429);
  // Nor from another address of the network that it was given.
  expect((await post(hammering.replace("::1", ":1:2:3:4"))).status).toBe(429);

  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled, extraHTTPHeaders: from(hammering) });
    const page = await context.newPage();
    await page.goto(`${PRODUCTION()}/sign-in`);
    await page.getByLabel("Your address").fill("ada@team.example");
    await page.getByRole("button", { name: "Send me a link" }).click();
    await expect(page.getByText(/Too many requests came from you/).first()).toBeVisible();
    if (javaScriptEnabled) await expect(page.getByLabel("Your address")).toHaveValue("ada@team.example");
    await context.close();
  }
});

test("forms of ours have a true origin, with script and without, and other sites are told nothing", async ({
  browser,
}) => {
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled });
    await context.addCookies([{ name: "zone", value: "UTC", url: DEMO() }]);
    const page = await context.newPage();
    const elsewhere: Record<string, string>[] = [];
    await context.route("http://evil.example/**", async (route) => {
      elsewhere.push(await route.request().allHeaders());
      await route.fulfill({ body: "<form method=post action='//evil.example'>", contentType: "text/html" });
    });
    await page.goto(`${DEMO()}/advisories`);
    const answered = page.waitForResponse((r) => r.request().method() === "POST");
    // A plain form: the switch of people, which without a choice leads back.
    await page.getByRole("button", { name: "Switch" }).click();
    expect((await answered).status()).toBe(303);
    if (javaScriptEnabled) {
      await page.goto(`${DEMO()}/advisories`);
      await page.evaluate(() => {
        location.href = "http://evil.example/";
      });
      await page.waitForURL("http://evil.example/");
      expect(elsewhere[0]?.["referer"]).toBeUndefined();
    }
    await context.close();
  }
});
