import type { Browser, Page } from "@playwright/test";
import { expect, PRODUCTION, press, test } from "./support/fixtures";
import { signInByLink } from "./support/passkey";
import { curfew, type Leaving, leavingNotice, provider } from "./support/production";

/** Who coordinates the notice, signed in by a link from the terminal. */
async function coordinatorOf(browser: Browser, n: Leaving): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signInByLink(page, curfew("sign-in", n.coordinator), n.coordinator);
  return page;
}
const boardOf = (n: Leaving) => `${PRODUCTION()}/cases/${n.reference}/notices/${n.noticeId}`;

test("the board of a notice moves by itself as the provider reports, and a forged report moves nothing", async ({
  browser,
}) => {
  const n = leavingNotice(8);
  const [role, person, other, last] = n.addresses as [string, string, string, string];
  const page = await coordinatorOf(browser, n);
  let loads = 0;
  page.on("load", () => {
    loads += 1;
  });
  await page.goto(boardOf(n));
  const rows = page.getByRole("main");
  await expect(rows.getByText("2 of 2 organizations reached")).toBeVisible({ timeout: 30_000 });

  const mail = async (address: string) => (await provider.accepted(address))?.id ?? "";
  expect(await provider.says(await mail(role), "bounced", { tampered: true })).toBe(401);
  expect(await provider.says(await mail(role), "bounced", { unsigned: true })).toBe(401);
  expect(await provider.says(await mail(role), "bounced", { signedAt: Date.now() - 6 * 60_000 })).toBe(401);
  expect(await provider.says(await mail(role), "opened")).toBe(204);
  await expect(rows.getByText("2 of 2 organizations reached")).toBeVisible();

  expect(await provider.says(await mail(other), "delivered", { id: "msg_twice" })).toBe(204);
  expect(await provider.says(await mail(other), "delivered", { id: "msg_twice" })).toBe(204);
  await expect(rows.getByText("Delivered").first()).toBeVisible();
  for (const address of [role, person])
    await provider.says(await mail(address), "bounced", { duplicate: true });
  await expect(rows.getByText("1 of 2 organizations reached; 1 bounced")).toBeVisible();
  // Late and out of order: the gap stands.
  await provider.says(await mail(role), "delivered");
  await provider.says(await mail(last), "delivery_delayed");
  await expect(rows.getByText("Delayed").first()).toBeVisible();
  await expect(rows.getByText("1 of 2 organizations reached; 1 bounced")).toBeVisible();
  expect(loads).toBe(1);
  await page.context().close();
});

test("what the provider keeps of a message names neither title, severity, version nor identifier", async () => {
  const n = leavingNotice(1);
  const address = n.addresses[0] ?? "";
  await expect.poll(async () => (await provider.accepted(address))?.id, { timeout: 30_000 }).toBeTruthy();
  const { body } = (await provider.accepted(address)) ?? { body: {} };
  const all = JSON.stringify(body).toLowerCase();
  for (const word of ["mooncake", "zeromq", "pysec", "cve-", "high", "0.8.5", "remote code"])
    expect(all, word).not.toContain(word);
  expect(all).toContain(n.reference.toLowerCase());
});

test("while the provider refuses the account a notice waits and can be halted, people still sign in, and the queue goes on when a member says so", async ({
  browser,
}) => {
  const n = leavingNotice(8);
  for (const to of n.addresses) await provider.fails({ kind: "401", count: 1, to });
  const page = await coordinatorOf(browser, n);
  const main = page.getByRole("main");
  await page.goto(boardOf(n));
  await expect(main.getByText("No mail leaves: the queue is stopped")).toBeVisible({ timeout: 30_000 });
  await page.goto(`${PRODUCTION()}/today`);
  await page.getByRole("listitem").filter({ hasText: "No mail leaves" }).getByRole("link").click();
  await expect(main).toContainText("No: it waits for a person");

  const asking = await (await browser.newContext()).newPage();
  await asking.goto(`${PRODUCTION()}/sign-in`);
  await asking.getByLabel("Your address").fill(n.coordinator);
  await press(asking, /link/);
  await expect
    .poll(async () => (await provider.accepted(n.coordinator))?.id, { timeout: 15_000 })
    .toBeTruthy();
  await asking.context().close();

  await page.goto(boardOf(n));
  await page.getByRole("button", { name: "Halt the sending…" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("cannot be called back");
  const answered = page.waitForResponse((r) => r.request().method() === "POST");
  await page.getByRole("alertdialog").getByRole("button", { name: "Halt the sending" }).click();
  await answered;
  await expect(main).toContainText("Halted while it was being sent");
  await expect(page.getByRole("button", { name: "Halt the sending…" })).toHaveCount(0);
  await page.goto(`${PRODUCTION()}/mail`);
  await press(page, "Let the queue go on");
  await expect(main).toContainText("Mail leaves");
  for (const address of n.addresses) expect(await provider.accepted(address)).toBeUndefined();
  await page.context().close();
});
