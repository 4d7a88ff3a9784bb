import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { advance, demoNow, expect, fillInstant, press } from "./fixtures";

/** Import to scheduled, with its release in ten days. @returns the path of the case */
export async function scheduledCase(page: Page, record = "PYSEC-2025-54"): Promise<string> {
  await page.goto("/cases/new");
  await page
    .getByLabel("Record", { exact: true })
    .fill(readFileSync(`formats/samples/osv/${record}.json`, "utf8"));
  await press(page, "Import and open the case");
  await page.getByRole("radio", { name: /Replay it as if it were not published/ }).check();
  await press(page, "Import and open the case");
  await expect(page).toHaveURL(/\/cases\/VLLM-/);
  const desk = new URL(page.url()).pathname;
  await page.getByRole("radio", { name: /HIGH/ }).check();
  await page.getByLabel("Reason").first().fill("By the definition of the policy.");
  await press(page, "Decide the severity");
  await press(page, "Confirm the case");
  const choice = page.locator("form", { has: page.getByRole("radio", { name: /^Yes/ }) });
  await choice.getByRole("radio", { name: /^Yes/ }).check();
  await choice.getByLabel("Reason").fill("Reachable over the network.");
  await press(page, "Record the choice");
  await fillInstant(page, "Release instant", hoursFrom(await demoNow(page), 240));
  await press(page, "Set the release instant");
  return desk;
}

/** A notice that waits for its approval. @returns its path */
export async function writtenNotice(page: Page, desk: string, inHours: number): Promise<string> {
  await page.goto(`${desk}/notices/new`);
  await fillInstant(page, "Leaves", hoursFrom(await demoNow(page), inHours));
  await press(page, /approval/i);
  await expect(page).toHaveURL(/\/notices\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

/** A case that vendors were told of. */
export async function told(
  page: Page,
  approver: Page,
  record?: string,
): Promise<{ desk: string; reference: string }> {
  const desk = await scheduledCase(page, record);
  const notice = await writtenNotice(page, desk, 2);
  await approver.goto(`${notice}/approve`);
  await press(approver, /^Approve and schedule for .* UTC$/);
  await advance(page, 3 * 3600);
  await page.goto(notice);
  await expect(page.getByRole("main")).toContainText(/(\d+) of \1 organizations reached/);
  return { desk, reference: desk.split("/").at(-1) ?? "" };
}

const hoursFrom = (at: Date, hours: number) => new Date(at.getTime() + hours * 3_600_000);
