import type { Page } from "@playwright/test";
import { DEMO, expect, test } from "./support/fixtures";
import { signInByLink } from "./support/passkey";

const address = "jiwoo@team.example";

async function ask(page: Page, email: string): Promise<string> {
  await page.goto(`${DEMO()}/sign-in`);
  await page.getByLabel("Your address").fill(email);
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect(page).toHaveURL(/\/sign-in\/sent/);
  return (await page.getByRole("main").textContent()) ?? "";
}

test("a mailed link signs in once, in the browser that asked, after a button; a scanner cannot use it up", async ({
  browser,
  nobody,
  mail,
}) => {
  const before = (await mail.to(address)).length;
  await ask(nobody, address);
  await expect.poll(async () => (await mail.to(address)).length).toBe(before + 1);
  const message = (await mail.to(address)).at(-1);
  const link = /https?:\/\/\S+\/sign-in\/confirm\?\S+/.exec(message?.text ?? "")?.[0] ?? "";
  expect(message?.subject).not.toContain("token");

  for (const method of ["GET", "HEAD"])
    expect((await nobody.request.fetch(link, { method, headers: { cookie: "" } })).status()).toBe(200);

  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto(link);
  await expect(elsewhere.getByRole("heading", { name: "Open it where you asked" })).toBeVisible();
  await expect(elsewhere.getByRole("button", { name: /Sign in as/ })).toHaveCount(0);
  await elsewhere.context().close();

  await signInByLink(nobody, link, address);
  await nobody.goto(`${DEMO()}/today`);
  await expect(nobody.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();

  await nobody.goto(link);
  await expect(nobody.getByRole("heading", { name: /of no use any more/ })).toBeVisible();
});

test("an unknown address, a role address and a known one get the same answer", async ({ nobody, mail }) => {
  const before = (await mail.all()).length;
  const role = (await mail.to("security@kestrel.example")).length;
  const answers = [
    await ask(nobody, "nobody@nowhere.example"),
    await ask(nobody, "security@kestrel.example"),
    await ask(nobody, "leon@orchid.example"),
  ];
  expect(new Set(answers.map((a) => a.replaceAll(/\S+@\S+/g, "ADDRESS"))).size).toBe(1);
  await expect
    .poll(async () => (await mail.to("leon@orchid.example")).some((m) => m.subject?.includes("sign in")))
    .toBe(true);
  expect((await mail.to("nobody@nowhere.example")).length).toBe(0);
  expect((await mail.to("security@kestrel.example")).length).toBe(role);
  expect((await mail.all()).length).toBe(before + 1);
});

test("the session cookie is out of reach of scripts and of other sites, and signing out ends it on the server", async ({
  third,
}) => {
  const cookies = await third.context().cookies();
  const session = cookies.find((c) => c.name.endsWith("curfew-session"));
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  await third.goto("/today");
  await third.locator("summary", { hasText: "Ji-woo Han" }).first().click();
  await third.getByRole("button", { name: "Sign out" }).first().click();
  await third.waitForURL(`${DEMO()}/`);
  await third.context().addCookies(session ? [session] : []);
  await third.goto("/today");
  await expect(third).toHaveURL(/\/sign-in/);
});
