import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, press, test } from "./support/fixtures";

/** A case of its own for a test, in triage. @returns its path */
async function newCase(page: Page, record = "PYSEC-2025-54"): Promise<string> {
  await page.goto("/cases/new");
  await page
    .getByLabel("Record", { exact: true })
    .fill(readFileSync(`formats/samples/osv/${record}.json`, "utf8"));
  await press(page, "Import and open the case");
  await page.getByRole("radio", { name: /Replay it as if it were not published/ }).check();
  await press(page, "Import and open the case");
  await expect(page).toHaveURL(/\/cases\/VLLM-/);
  return new URL(page.url()).pathname;
}

test("a broken record is refused with every place that is wrong, and stays in the form", async ({
  coordinator,
}) => {
  await coordinator.goto("/cases/new");
  const record = '{ "id": "X-1", "modified": "yesterday", "affected": [] }';
  await coordinator.getByLabel("Record", { exact: true }).fill(record);
  await press(coordinator, "Import and open the case");
  await expect(coordinator.getByText("Nothing was imported").first()).toBeVisible();
  for (const place of ["modified", "affected"])
    await expect(coordinator.getByRole("main").getByText(place, { exact: true })).toBeVisible();
  await expect(coordinator.getByLabel("Record", { exact: true })).toHaveValue(record);
});

test("a file that is no record is refused in words; one that is too large does not even leave", async ({
  coordinator,
}) => {
  const upload = (name: string, buffer: Buffer) =>
    coordinator.getByLabel("File").setInputFiles({ name, mimeType: "application/json", buffer });
  await coordinator.goto("/cases/new");
  await upload("picture.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]));
  await press(coordinator, "Import and open the case");
  await expect(coordinator.getByText("Nothing was imported").first()).toBeVisible();
  await coordinator.goto("/cases/new");
  await upload("large.json", Buffer.alloc(700 * 1024, "x"));
  const says = await coordinator.getByLabel("File").evaluate((e: HTMLInputElement) => e.validationMessage);
  expect(says).toContain("larger than 512 kB");
});

test("two members edit one advisory: the second is told, keeps what was typed, and nothing is overwritten", async ({
  coordinator,
  approver,
}) => {
  const desk = await newCase(coordinator);
  await coordinator.goto(`${desk}/advisory`);
  await approver.goto(`${desk}/advisory`);
  await approver.getByLabel("Impact").fill("Written by Tomás.");
  await press(approver, /^Save/);
  await expect(approver.getByRole("link", { name: /Advisory v2/ })).toBeVisible();
  await coordinator.getByLabel("Impact").fill("Written by Mara.");
  await press(coordinator, /^Save/);
  await expect(coordinator.getByText(/Somebody else changed this/).first()).toBeVisible();
  await expect(coordinator.getByLabel("Impact")).toHaveValue("Written by Mara.");
  await approver.goto(`${desk}/advisory`);
  await expect(approver.getByLabel("Impact")).toHaveValue("Written by Tomás.");
});

test("hostile Markdown is shown as words in the preview, and runs nothing", async ({ coordinator }) => {
  const desk = await newCase(coordinator);
  let ran = false;
  await coordinator.exposeFunction("ran", () => {
    ran = true;
  });
  await coordinator.goto(`${desk}/advisory`);
  await coordinator
    .getByLabel("Impact")
    .fill("<img src=x onerror=ran()> <script>ran()</script> [go](javascript:ran()) **bold**");
  await press(coordinator, /Preview/);
  await expect(coordinator.getByRole("main").locator("strong", { hasText: "bold" })).toBeVisible();
  expect(await coordinator.locator("main img, main script, main a[href^=javascript]").count()).toBe(0);
  expect(ran).toBe(false);
});

test("an import that is sent twice opens one case", async ({ coordinator }) => {
  await coordinator.goto("/cases/new");
  await coordinator
    .getByLabel("Record", { exact: true })
    .fill(readFileSync("formats/samples/osv/PYSEC-2025-53.json", "utf8"));
  await press(coordinator, "Import and open the case");
  await coordinator.getByRole("radio", { name: /Replay it as if it were not published/ }).check();
  const button = coordinator.getByRole("button", { name: "Import and open the case" });
  const twice = await coordinator.context().newPage();
  await coordinator.route("**/cases/new", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    // The same bytes a moment earlier: what a nervous double click, or a proxy that repeats, sends.
    await coordinator.context().request.fetch(route.request());
    return route.continue();
  });
  await button.click();
  await expect(coordinator).toHaveURL(/\/cases\/VLLM-/);
  await twice.goto("/cases");
  await twice.getByRole("searchbox", { name: "Search" }).fill("prefix");
  await twice.getByRole("button", { name: "Filter" }).click();
  await expect(twice.getByRole("status").getByText(/^1 of /)).toBeVisible();
  expect(twice.url()).not.toContain("prefix");
  await expect(twice.getByRole("main").getByRole("link", { name: /VLLM-/ })).toHaveCount(1);
});
