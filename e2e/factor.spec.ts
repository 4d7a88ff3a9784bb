import type { Browser, Page } from "@playwright/test";
import { TOTP } from "otpauth";
import postgres from "postgres";
import { expect, PRODUCTION, press, test } from "./support/fixtures";
import { sessionOf, signInByLink, withPasskeys } from "./support/passkey";
import { curfew, provider } from "./support/production";

// Who comes in, on a deployment as an operator runs it.

const ADA = "ada@door.example";
const BO = "bo@door.example";
const CY = "cy@door.example";

const fresh = async (browser: Browser): Promise<Page> =>
  (await browser.newContext({ baseURL: PRODUCTION() })).newPage();
const signIn = async (page: Page, address: string) => signInByLink(page, curfew("sign-in", address), address);

/** Lets every proof of a factor grow old. */
async function later(minutes: number): Promise<void> {
  const sql = postgres(process.env["E2E_PRODUCTION_OWNER_URL"] ?? "", { max: 1, onnotice: () => {} });
  await sql`update sessions set factor_at = factor_at - make_interval(mins => ${minutes})`;
  await sql.end();
}

test("a member sets up a passkey at the first sign-in and gets codes, proves it at the next, and a wrong finger lets nobody in", async ({
  browser,
}) => {
  curfew("member", "add", ADA, "--name", "Ada Door", "--admin");
  curfew("member", "add", BO, "--name", "Bo Door");
  const first = await fresh(browser);
  await first.goto(curfew("sign-in", ADA));
  await first.getByRole("button", { name: `Sign in as ${ADA}` }).click();
  await first.waitForURL(`${PRODUCTION()}/`);
  await first.goto("/today");
  await expect(first).toHaveURL(/\/sign-in\/factor$/);
  await expect(first.getByRole("heading", { name: "Set up a second factor" })).toBeVisible();
  await first.context().close();

  const page = await fresh(browser);
  await signIn(page, ADA);
  await page.getByRole("button", { name: "Make recovery codes" }).click();
  const code =
    (await page
      .getByRole("listitem")
      .filter({ hasText: /^[0-9A-Z]{5}-[0-9A-Z]{5}$/ })
      .first()
      .textContent()) ?? "";
  expect(code).toMatch(/-/);
  await page.goto("/today");
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  const told = async () =>
    (await provider.all(ADA)).map((m) => m.body.text.replaceAll(/\s+/g, " ")).join(" ");
  await expect.poll(told).toContain("A passkey was added to your sign-in to Curfew");
  await expect.poll(told).toContain("New recovery codes");

  const thief = await fresh(browser);
  const { verified } = await withPasskeys(thief, ADA);
  await verified(false);
  await thief.goto(curfew("sign-in", ADA));
  await thief.getByRole("button", { name: `Sign in as ${ADA}` }).click();
  await thief.waitForURL(`${PRODUCTION()}/`);
  await thief.goto("/cases");
  await expect(thief).toHaveURL(/\/sign-in\/factor$/);
  await thief.getByRole("button", { name: "Use your passkey" }).click();
  await expect(thief.getByText("Your browser handed over no passkey")).toBeVisible();
  await thief.getByLabel("Code", { exact: true }).fill(code);
  await thief.getByRole("button", { name: "Confirm" }).click();
  await thief.waitForURL(`${PRODUCTION()}/`);
  await thief.goto("/account");
  await expect(thief.getByText("9 codes left")).toBeVisible();
  await thief.context().close();
  await page.context().close();
});

test("after five minutes an act asks for the passkey where it stands, loses nothing that was typed, and then is done", async ({
  browser,
}) => {
  const page = await fresh(browser);
  const { keep } = await signIn(page, ADA);
  await later(6);
  await page.goto("/organizations/new");
  await page.getByLabel("Name").fill("Door Vendor Ltd");
  await press(page, /^Add/);
  await page.getByRole("button", { name: "Add a contact…" }).first().click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("textbox", { name: "Address" }).fill("security@door-vendor.example");
  await dialog.getByRole("button", { name: /^Add/ }).click();
  await expect(dialog.getByText("Confirm that it is you")).toBeVisible();
  await expect(dialog.getByRole("textbox", { name: "Address" })).toHaveValue("security@door-vendor.example");
  await dialog.getByRole("button", { name: "Use your passkey" }).click();
  await expect(page.getByRole("main").getByText("security@door-vendor.example").first()).toBeVisible();
  await keep();
  await later(6);
  await page.goto("/audit");
  await page.getByRole("button", { name: "Export as CSV" }).click();
  await expect(page).toHaveURL(/\/step-up\?to=/);
  await page.getByRole("button", { name: "Use your passkey" }).click();
  await expect(page).toHaveURL(/\/audit$/);
  await keep();
  await page.context().close();
});

test("of two browsers one is ended from the other: its next click leads to the sign-in, and its cookie opens nothing", async ({
  browser,
}) => {
  const [here, there] = [await fresh(browser), await fresh(browser)];
  await signIn(there, ADA);
  await signIn(here, ADA);
  const cookie = await sessionOf(there.context());
  await there.goto("/today");
  await here.goto("/account");
  await expect(here.getByRole("row", { name: /Chrome/ })).not.toHaveCount(0);
  await press(here, "End all others");
  await expect(here.getByRole("row", { name: /this one/ })).toHaveCount(1);
  await there.getByRole("link", { name: "Cases" }).first().click();
  await expect(there).toHaveURL(/\/sign-in$/);
  const answer = await there.request.get("/today", {
    headers: { cookie: `${cookie.name}=${cookie.value}` },
    maxRedirects: 0,
  });
  expect([answer.status(), answer.headers()["location"]]).toEqual([307, "/sign-in"]);
  await here.context().close();
  await there.context().close();
});

test("a code from the message signs in the browser that asked, where the message is read elsewhere", async ({
  browser,
}) => {
  const page = await fresh(browser);
  await page.goto("/sign-in");
  await page.getByLabel("Your address").fill(BO);
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect(page).toHaveURL(/\/sign-in\/sent/);
  const code = async () =>
    (await provider.all(BO)).flatMap((m) => /: ([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(m.body.text)?.[1] ?? [])[0];
  await expect.poll(code).toBeTruthy();
  await page.getByLabel("Code from the message").fill("0000-0000");
  await press(page, "Sign in with the code");
  await expect(page.getByText("This code is not right")).toBeVisible();
  await page.getByLabel("Code from the message").fill((await code()) ?? "");
  await page.getByRole("button", { name: "Sign in with the code" }).click();
  await page.waitForURL(`${PRODUCTION()}/`);
  await page.context().close();
});

test("who has no passkey sets up an app, and its code lets them in, without a script too", async ({
  browser,
}) => {
  curfew("member", "add", CY, "--name", "Cy Door");
  const first = await fresh(browser);
  await first.goto(curfew("sign-in", CY));
  await first.getByRole("button", { name: `Sign in as ${CY}` }).click();
  await first.waitForURL(`${PRODUCTION()}/`);
  await first.goto("/sign-in/factor");
  await first.getByRole("button", { name: "Set up an authenticator app" }).click();
  await expect(first.getByRole("img", { name: /camera of an authenticator app/ })).toBeVisible();
  const said = (await first.getByText("Point the app’s camera").textContent()) ?? "";
  const totp = new TOTP({ secret: said.split(":")[1]?.replaceAll(/\s/g, "") ?? "" });
  await first
    .getByLabel("Code that the app shows now")
    .fill(totp.generate({ timestamp: Date.now() - 30_000 }));
  await first.getByRole("button", { name: "Confirm the app" }).click();
  await first.waitForURL(`${PRODUCTION()}/account/recovery`);
  await first.context().close();

  const plain = await (
    await browser.newContext({ baseURL: PRODUCTION(), javaScriptEnabled: false })
  ).newPage();
  await plain.goto(curfew("sign-in", CY));
  await plain.getByRole("button", { name: `Sign in as ${CY}` }).click();
  await plain.goto("/today");
  await expect(plain).toHaveURL(/\/sign-in\/factor$/);
  await plain.getByLabel("Code", { exact: true }).fill("000000");
  await plain.getByRole("button", { name: "Confirm" }).click();
  await expect(plain.getByText("This proves nothing")).toBeVisible();
  await plain.getByLabel("Code", { exact: true }).fill(totp.generate());
  await plain.getByRole("button", { name: "Confirm" }).click();
  await plain.waitForURL(`${PRODUCTION()}/`);
  await plain.goto("/today");
  await expect(plain.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await plain.context().close();
});

test("a linked GitHub account signs in by its number: another account with the member's address does not", async ({
  browser,
}) => {
  const at = (account: { id: number; login: string }) =>
    fetch(`${process.env["E2E_GITHUB_URL"]}/_double/account`, {
      method: "POST",
      body: JSON.stringify(account),
    });
  await at({ id: 4711, login: "ada-door" });
  const page = await fresh(browser);
  const { keep } = await signIn(page, ADA);
  await page.goto("/account");
  await page.getByRole("button", { name: "Link your GitHub account" }).click();
  await page.getByRole("button", { name: "Go on with the GitHub account" }).click();
  await expect(page.getByText("ada-door signs you in")).toBeVisible();
  await keep();
  await page.context().close();

  const other = await fresh(browser);
  await at({ id: 666, login: "ada-door" });
  await other.goto("/sign-in");
  await other.getByRole("button", { name: "Sign in with GitHub" }).click();
  await other.getByRole("button", { name: "Go on with the GitHub account" }).click();
  await expect(other.getByText("GitHub’s answer is of no use here")).toBeVisible();
  await at({ id: 4711, login: "renamed" });
  await other.goto("/sign-in");
  await other.getByRole("button", { name: "Sign in with GitHub" }).click();
  await other.waitForURL(/\/sign-in\/github\?/);
  const answer = other.url();
  await other.getByRole("button", { name: "Go on with the GitHub account" }).click();
  await other.waitForURL(`${PRODUCTION()}/`);
  await other.goto("/today");
  await expect(other).toHaveURL(/\/sign-in\/factor$/);

  const stranger = await fresh(browser);
  await stranger.goto(answer);
  await stranger.getByRole("button", { name: "Go on with the GitHub account" }).click();
  await expect(stranger.getByText("GitHub’s answer is of no use here")).toBeVisible();
  await stranger.context().close();
  await other.context().close();
});

test("the operator takes every factor off: the sessions end, and every member sees it", async ({
  browser,
}) => {
  const [ada, bo] = [await fresh(browser), await fresh(browser)];
  await signIn(ada, ADA);
  await signIn(bo, BO);
  curfew("factor", "reset", BO);
  await bo.goto("/today");
  await expect(bo).toHaveURL(/\/sign-in$/);
  await ada.goto("/today");
  await expect(ada.getByText("Bo Door had every factor taken off")).toBeVisible();
  await ada.context().close();
  await bo.context().close();
});
