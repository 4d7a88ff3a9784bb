import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, type Mailbox, press } from "./fixtures";

const HOUR = 3_600_000;

/** The demo's clock, as the bar shows it. */
export async function demoNow(page: Page): Promise<Date> {
  const text = (await page.getByRole("complementary", { name: "Demo" }).textContent()) ?? "";
  const [, day, month, year, time] = /(\d+) (\w{3}) (\d{4}), (\d\d:\d\d) UTC/.exec(text) ?? [];
  return new Date(`${day} ${month} ${year} ${time} UTC`);
}

async function fillInstant(page: Page, label: string, at: Date): Promise<void> {
  await page.getByRole("textbox", { name: label, exact: true }).fill(at.toISOString().slice(0, 16));
  await page.getByLabel("Time zone").fill("UTC");
}

/** A case of which everybody in scope was told, with its release a month away. @returns its reference */
export async function toldCase(
  author: Page,
  approver: Page,
  mail: Mailbox,
  address: string,
): Promise<string> {
  await author.goto("/cases/new");
  await author
    .getByLabel("Record", { exact: true })
    .fill(readFileSync("formats/samples/osv/PYSEC-2025-42.json", "utf8"));
  await press(author, "Import and open the case");
  await author.getByRole("radio", { name: /Replay it as if it were not published/ }).check();
  await press(author, "Import and open the case");
  await expect(author).toHaveURL(/\/cases\/VLLM-/);
  const reference = new URL(author.url()).pathname.split("/").at(-1) ?? "";

  await author.getByRole("radio", { name: /HIGH/ }).check();
  await author.getByLabel("Reason").first().fill("Only deployments with the optional mooncake mode.");
  await press(author, "Decide the severity");
  await press(author, "Confirm the case");
  const choice = author.locator("form", { has: author.getByRole("radio", { name: /^Yes/ }) });
  await choice.getByRole("radio", { name: /^Yes/ }).check();
  await choice.getByLabel("Reason").fill("Reachable over the network.");
  await press(author, "Record the choice");
  const now = await demoNow(author);
  await fillInstant(author, "Release instant", new Date(now.getTime() + 30 * 24 * HOUR));
  await press(author, "Set the release instant");

  await author.goto(`/cases/${reference}/notices/new`);
  await fillInstant(author, "Leaves", new Date(now.getTime() + HOUR));
  await press(author, /approval/i);
  await expect(author).toHaveURL(/\/notices\/[0-9a-f-]{36}$/);
  await approver.goto(`${new URL(author.url()).pathname}/approve`);
  await press(approver, /^Approve and schedule/);
  for (let hours = 0; hours < 2; hours++) {
    await author.getByRole("button", { name: "+1 h" }).click();
    await author.waitForLoadState();
  }
  await expect
    .poll(async () => (await mail.to(address)).filter((m) => m.subject?.includes(reference)).length)
    .toBeGreaterThan(0);
  return reference;
}
