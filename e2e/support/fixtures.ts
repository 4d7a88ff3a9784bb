import { readdirSync, readFileSync } from "node:fs";
import { type Browser, type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import PostalMime, { type Email } from "postal-mime";

export const DEMO = () => process.env["E2E_DEMO_URL"] ?? "";
export const PRODUCTION = () => process.env["E2E_PRODUCTION_URL"] ?? "";

/** The demo's people, each in a browser of their own. */
const PEOPLE = {
  coordinator: "Mara Lindqvist",
  approver: "Tomás Ferreira",
  third: "Ji-woo Han",
  vendor: "Priya Natarajan",
  otherVendor: "Leon Achterberg",
  outsider: "Noor Haddad",
} as const;

type Fixtures = { [K in keyof typeof PEOPLE]: Page } & { nobody: Page; mail: Mailbox };

async function signedIn(
  browser: Browser,
  name: string | null,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ baseURL: DEMO(), timezoneId: "Asia/Tokyo" });
  // As for somebody who was here before: the first visit stores the reader's zone and shows the page again.
  await context.addCookies([DEMO(), PRODUCTION()].map((url) => ({ name: "zone", value: "Asia/Tokyo", url })));
  const page = await context.newPage();
  await page.goto("/");
  if (name) await actAs(page, name);
  return { context, page };
}

/** Becomes one of the demo's people, by the bar of the page that is open. */
export async function actAs(page: Page, name: string): Promise<void> {
  const people = page.getByLabel("Act as");
  const option = people.locator("option", { hasText: name });
  await people.selectOption(await option.getAttribute("value"));
  await page.getByRole("button", { name: "Switch" }).click();
  await people.locator("option:checked", { hasText: name }).waitFor({ state: "attached" });
}

const persona =
  (name: string | null) =>
  async ({ browser }: { browser: Browser }, use: (page: Page) => Promise<void>) => {
    const { context, page } = await signedIn(browser, name);
    await use(page);
    await context.close();
  };

export type Mailbox = {
  /** Every message in the mailbox, newest last. */
  all(): Promise<Email[]>;
  to(address: string): Promise<Email[]>;
};

/** The Maildir that the local transport delivers into, read as a mail program would. */
const mailbox: Mailbox = {
  async all() {
    const files = ["new", "cur"].flatMap((f) => list(`.data/test/mail/${f}`));
    const parsed = await Promise.all(files.map((f) => PostalMime.parse(readFileSync(f))));
    return parsed.sort((a, b) => (a.date ?? "").localeCompare(b.date ?? ""));
  },
  async to(address) {
    return (await this.all()).filter((m) => m.to?.some((t) => t.address === address));
  },
};

function list(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => `${folder}/${name}`);
  } catch {
    return [];
  }
}

export const test = base.extend<Fixtures>({
  coordinator: persona(PEOPLE.coordinator),
  approver: persona(PEOPLE.approver),
  third: persona(PEOPLE.third),
  vendor: persona(PEOPLE.vendor),
  otherVendor: persona(PEOPLE.otherVendor),
  outsider: persona(PEOPLE.outsider),
  nobody: persona(null),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies off the pattern
  mail: async ({}, use) => use(mailbox),
});

/** Presses a form's button as a person does: and looks again only when the page has taken the answer in. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  const answered = page.waitForResponse((r) => r.request().method() === "POST");
  await page.getByRole("button", { name }).first().click();
  await answered;
  await expect(page.locator(".animate-spin")).toHaveCount(0);
}

/** The demo's clock, as the bar shows it. */
export async function demoNow(page: Page): Promise<Date> {
  const text = (await page.getByRole("complementary", { name: "Demo" }).textContent()) ?? "";
  const [, day, month, year, time] = /(\d+) (\w{3}) (\d{4}), (\d\d:\d\d) UTC/.exec(text) ?? [];
  return new Date(`${day} ${month} ${year} ${time} UTC`);
}

/** Moves the demo's clock, by the route that the bar's buttons post to. */
export async function advance(page: Page, seconds: number): Promise<void> {
  const button = page.getByRole("button", { name: "+1 h" });
  await button.evaluate((b: HTMLButtonElement, value) => b.setAttribute("value", value), String(seconds));
  await button.click();
  await page.waitForLoadState();
}

export async function fillInstant(page: Page, label: string, at: Date): Promise<void> {
  await page.getByRole("textbox", { name: label, exact: true }).fill(at.toISOString().slice(0, 16));
  await page.getByLabel("Time zone").fill("UTC");
}

export { expect };
