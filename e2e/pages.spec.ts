import type { Page } from "@playwright/test";
import { actAs, DEMO, expect, test } from "./support/fixtures";
import { readsWell } from "./support/looks";

/** The address of the demo's waiting notice, which the front page leads to. */
async function waiting(page: Page): Promise<{ reference: string; notice: string }> {
  await page.goto("/cases");
  const link = page.getByRole("link", { name: /VLLM-/ });
  for (const href of await link.evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? ""))) {
    await page.goto(`${href}/notices`);
    const open = page.getByRole("main").locator('a[href*="/notices/"]:not([href$="/new"])').first();
    if (await open.count())
      return { reference: href.split("/").at(-1) ?? "", notice: (await open.getAttribute("href")) ?? "" };
  }
  throw new Error("the demo has no notice");
}

/** Whatever the browser complains about: a script or style that the policy blocked, an error of ours. */
function complaints(page: Page): string[] {
  const all: string[] = [];
  page.on("console", (m) => {
    if (m.type() === "error" && !/the server responded with a status of 404/.test(m.text()))
      all.push(m.text());
  });
  page.on("pageerror", (e) => all.push(String(e)));
  return all;
}

async function check(page: Page, paths: string[]): Promise<void> {
  const heard = complaints(page);
  for (const path of paths) {
    const answer = await page.goto(path);
    const policy = answer?.headers()["content-security-policy"] ?? "";
    expect(policy, path).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/);
    expect(policy, path).not.toMatch(/script-src[^;]*unsafe|style-src [^;]*unsafe/);
    expect(await page.getByRole("heading", { level: 1 }).count(), `${path}: one h1`).toBe(1);
    await readsWell(page, path);
  }
  expect(heard).toEqual([]);
}

test("every page of the team reads well in both themes, wide and narrow, for eyes and screen readers, under the content policy", async ({
  third,
}) => {
  test.setTimeout(240_000);
  const { reference, notice } = await waiting(third);
  const desk = `/cases/${reference}`;
  const organization = await third
    .goto("/organizations")
    .then(() =>
      third
        .getByRole("main")
        .locator('a[href^="/organizations/"]:not([href$="/new"]):not([href$="/import"])')
        .first()
        .getAttribute("href"),
    );
  await third.goto("/groups");
  const board = await third
    .getByRole("link", { name: /^Onboarding/ })
    .first()
    .getAttribute("href");
  await third.goto(desk);
  const edit = await third.getByRole("link", { name: "Edit", exact: true }).getAttribute("href");
  await check(third, [
    "/today",
    "/cases",
    "/cases/new",
    "/cases/new?way=empty",
    desk,
    `${desk}/vulnerabilities/new`,
    edit ?? "",
    `${desk}/advisory`,
    `${desk}/files`,
    `${desk}/notices`,
    `${desk}/notices/new`,
    notice,
    `${notice}/approve`,
    `${desk}/vendors`,
    `${desk}/incidents`,
    `${desk}/incidents/new`,
    `${desk}/activity`,
    `${desk}/publish`,
    "/organizations",
    "/organizations/new",
    "/organizations?q=nobody&standing=active",
    "/organizations/import",
    "/organizations/reviews",
    "/applications",
    "/applications/new",
    organization ?? "",
    `${organization}/withdrawal`,
    "/groups",
    board ?? "",
    board?.replace("onboarding", "drills") ?? "",
    "/policy",
    "/retention",
    "/policy/draft?project=vllm",
    "/policy/draft?project=vllm-omni",
    "/policy/simulation?project=vllm&severity=HIGH&at=soon",
    "/team",
    "/audit",
    "/audit?kind=case&action=case.confirmed",
    "/audit/restore",
    "/incidents",
    "/mail",
    "/account",
    "/account/recovery",
    "/step-up",
    "/never-was",
  ]);
});

test("so do the pages of a vendor, of an applicant, and of the public", async ({ vendor, nobody }) => {
  test.setTimeout(120_000);
  await vendor.goto("/inbox");
  const first = await vendor.getByRole("main").locator('a[href^="/inbox/"]').first().getAttribute("href");
  await check(vendor, ["/inbox", first ?? "", "/organization", "/roles", "/account"]);
  await actAs(vendor, "Pia Lund");
  await vendor.goto("/application");
  const own = await vendor.getByRole("main").locator('a[href^="/application/"]').first().getAttribute("href");
  await check(vendor, ["/application", own ?? ""]);
  await nobody.goto("/advisories");
  const advisory = await nobody
    .getByRole("main")
    .locator('a[href^="/advisories/"]')
    .first()
    .getAttribute("href");
  await nobody.goto("/projects");
  const policy = await nobody.getByRole("main").locator('a[href^="/projects/"]').first().getAttribute("href");
  await check(nobody, [
    "/",
    "/projects",
    policy ?? "",
    "/advisories",
    advisory ?? "",
    "/sign-in",
    "/sign-in/sent",
    "/sign-in/confirm?email=a@b.example&token=x",
    "/contact/confirm?token=never-was",
    "/contact/confirm?done=yes",
    "/demo/mail",
    "/never-was",
  ]);
});

test("an empty page is good news and says so", async ({ outsider }) => {
  await outsider.goto("/inbox");
  await expect(outsider.getByText("Nothing waits for Vale Inference")).toBeVisible();
});

test("without JavaScript a form is refused with what was typed still in it, and then saved", async ({
  browser,
  third,
}) => {
  const { reference } = await waiting(third);
  const context = await browser.newContext({ baseURL: DEMO(), javaScriptEnabled: false });
  await context.addCookies(await third.context().cookies());
  const page = await context.newPage();
  await page.goto("/organizations/new");
  await page.getByLabel("Name").fill("Without Script Ltd");
  await page.getByLabel(/Website/).fill("ftp://vendor.example");
  await page.getByRole("main").getByRole("button", { name: /add/i }).first().click();
  await expect(page.getByText("Write it like https://vendor.example.")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Without Script Ltd");
  await page.getByLabel(/Website/).fill("https://without-script.example");
  await page.getByRole("main").getByRole("button", { name: /add/i }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Without Script Ltd" })).toBeVisible();
  await page.goto(`/cases/${reference}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(reference);
  await context.close();
});

test("forms sent from another site, or from nowhere, change nothing", async ({ third }) => {
  for (const origin of ["https://evil.example", "null", undefined]) {
    for (const path of ["/demo/clock", "/sign-out", "/theme"]) {
      const answer = await third.request.post(`${DEMO()}${path}`, {
        form: { advance: "3600", theme: "dark" },
        headers: origin ? { origin } : {},
        maxRedirects: 0,
      });
      expect(answer.status(), `${path} from ${origin}`).toBe(403);
    }
  }
  await third.goto("/today");
  await expect(third.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
});

test("the keyboard alone goes anywhere, and says how", async ({ third }) => {
  await third.goto("/today");
  await expect(third.locator("[aria-keyshortcuts*='Control+K']").first()).toBeAttached();
  await third.keyboard.press("Control+k");
  await expect(third.getByRole("dialog")).toBeVisible();
  await third.keyboard.type("organ");
  await third.keyboard.press("Enter");
  await expect(third).toHaveURL(/\/organizations$/);
  await expect(third.locator("[aria-keyshortcuts*='Control+K']").first()).toBeAttached();
  await third.keyboard.press("/");
  await expect(third.locator("[data-search]:focus")).toHaveCount(1);
  await third.keyboard.press("Escape");
  await third.locator("body").click({ position: { x: 700, y: 880 } });
  await third.keyboard.press("?");
  await expect(
    third
      .getByRole("dialog")
      .getByText(/shortcuts/i)
      .first(),
  ).toBeVisible();
});
