import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, PRODUCTION, test } from "./support/fixtures";
import { signInByLink } from "./support/passkey";
import { curfew } from "./support/production";

// A deployment with a DATABASE_URL, as an operator would run it.

test("with a DATABASE_URL the demo does not exist: its routes answer like any page that never was, and no page has its bar", async ({
  nobody,
}) => {
  const never = await nobody.goto(`${PRODUCTION()}/never-was`);
  const words = await nobody.getByRole("main").textContent();
  expect(never?.status()).toBe(404);
  for (const path of [
    "/demo/mail",
    "/demo/act-as",
    "/demo/clock",
    "/demo/mail/00000000-0000-4000-8000-000000000000",
  ]) {
    const answer = await nobody.goto(`${PRODUCTION()}${path}`);
    expect(answer?.status(), path).toBe(404);
  }
  for (const path of ["/demo/act-as", "/demo/clock"]) {
    const answer = await nobody.request.post(`${PRODUCTION()}${path}`, {
      form: { person: "x", advance: "3600" },
      headers: { origin: PRODUCTION() },
      maxRedirects: 0,
    });
    expect(answer.status(), path).toBe(404);
  }
  await nobody.goto(`${PRODUCTION()}/`);
  await expect(nobody.getByRole("complementary", { name: "Demo" })).toHaveCount(0);
  expect(words).not.toContain("Demo");
});

test("an operator lets the first member in from the terminal, and imports a record", async ({ browser }) => {
  curfew("member", "add", "first@project.example", "--name", "First Member", "--admin");
  const link = curfew("sign-in", "first@project.example");
  const page = await (await browser.newContext()).newPage();
  await signInByLink(page, link, "first@project.example");
  // Before there is a project, an organization or a case, every page still says what to do.
  for (const path of [
    "/today",
    "/cases",
    "/cases/new",
    "/incidents",
    "/mail",
    "/organizations",
    "/groups",
    "/policy",
    "/team",
    "/advisories",
  ]) {
    expect((await page.goto(`${PRODUCTION()}${path}`))?.status(), path).toBe(200);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  curfew("project", "add", "vllm");

  expect(() =>
    curfew("import", "osv", "formats/samples/osv/PYSEC-2025-42.json", "--project", "vllm"),
  ).toThrow(/Add --replay or --public/);
  const opened = curfew(
    "import",
    "osv",
    "formats/samples/osv/PYSEC-2025-42.json",
    "--project",
    "vllm",
    "--replay",
  );
  await page.goto(opened);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/VLLM-/);
  await page.context().close();
});

test("a word that is typed into a case stands in no log, no address and no build, however much is logged", async ({
  browser,
}) => {
  const word = "zqxcanaryvwk";
  const page = await (await browser.newContext()).newPage();
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  await signInByLink(page, curfew("sign-in", "first@project.example"), "first@project.example");
  await page.goto(`${PRODUCTION()}/cases/new?way=empty`);
  await page.getByLabel("Title").fill(`${word} in the parser`);
  await page.getByRole("button", { name: "Open the case" }).click();
  await expect(page.getByRole("main").getByText(word).first()).toBeVisible();
  await page.goto(`${PRODUCTION()}/cases`);
  await page.getByRole("searchbox", { name: "Search" }).fill(word);
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByRole("main").getByRole("link", { name: /VLLM-/ })).toHaveCount(1);
  expect(addresses.filter((a) => a.includes(word))).toEqual([]);
  const log = readFileSync(".data/test/production.log", "utf8");
  expect(log.length).toBeGreaterThan(100);
  expect(log).not.toContain(word);
  expect(log).not.toContain("first@project.example");
  const checkpoints = () => readFileSync(".data/test/curfew_production-checkpoints.jsonl", "utf8");
  await expect.poll(checkpoints, { timeout: 20_000 }).toContain("case.started");
  expect(checkpoints()).not.toContain(word);
  const secrets = Object.entries(
    JSON.parse(process.env["E2E_PRODUCTION_ENV"] ?? "{}") as Record<string, string>,
  )
    .filter(([name]) => /SECRET|KEY/.test(name))
    .map(([, value]) => value);
  expect(secrets.length).toBeGreaterThan(2);
  for (const file of readdirSync(".next", { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || file.parentPath.includes("cache")) continue;
    const built = readFileSync(join(file.parentPath, file.name));
    for (const secret of [...secrets, word]) expect(built.includes(secret), file.name).toBe(false);
  }
  await page.context().close();
});

test("health says 200 and nothing else", async ({ nobody }) => {
  const answer = await nobody.request.get(`${PRODUCTION()}/api/health`);
  expect([answer.status(), await answer.json()]).toEqual([200, { status: "ok" }]);
});
