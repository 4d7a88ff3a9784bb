import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { AUTHOR, photo } from "@/tests/files";
import { scheduledCase, writtenNotice } from "./support/cases";
import { advance, DEMO, expect, press, test } from "./support/fixtures";

const PATCH = Buffer.from("--- a/run.py\n+++ b/run.py\n@@ -1 +1 @@\n-run()\n+check()\n");
const hex = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function upload(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByLabel("File", { exact: true }).setInputFiles({ name, mimeType: "text/html", buffer });
  await page.getByRole("button", { name: "Upload" }).click();
  await page.waitForURL(/\?(added|refused)=/);
}

/** Presses a link to a file, and reads what the browser kept. */
async function downloaded(page: Page, name: string): Promise<Buffer> {
  const coming = page.waitForEvent("download");
  await page.getByRole("main").getByRole("link", { name, exact: true }).click();
  const file = await coming;
  if (name.includes(".")) expect(file.suggestedFilename()).toBe(name);
  return readFileSync(await file.path());
}

test("a patch and a picture reach a vendor with the advisory, after consent, without metadata, as downloads that run nothing", async ({
  coordinator,
  approver,
  vendor,
  outsider,
}) => {
  const desk = await scheduledCase(coordinator);
  const reference = desk.split("/").at(-1) ?? "";
  const picture = Buffer.from(await photo("jpeg"));

  await test.step("a member uploads; what is not taken is refused in words", async () => {
    await coordinator.goto(`${desk}/files`);
    await expect(coordinator.getByText("No file yet")).toBeVisible();
    await upload(coordinator, "fix.html", PATCH);
    await expect(
      coordinator.getByText(/says something else than its content\. Taken are text/),
    ).toBeVisible();
    await upload(coordinator, "fix.patch", PATCH);
    await upload(coordinator, "écran.jpg", picture);
    await expect(coordinator.getByText("écran.jpg is on the list")).toBeVisible();
    expect(await downloaded(coordinator, "écran.jpg")).toEqual(picture);
  });

  await test.step("too large, or sent by another site's page, is not taken in", async () => {
    const post = (origin: string, size: number) =>
      coordinator.request.post(`${desk}/files/upload`, {
        headers: { origin },
        maxRedirects: 0,
        multipart: { file: { name: "a.txt", mimeType: "text/plain", buffer: Buffer.alloc(size, "a") } },
      });
    const large = await post(DEMO(), 10 * 1024 * 1024 + 1);
    expect([large.status(), large.headers()["location"]]).toEqual([303, `${desk}/files?refused=too_large`]);
    // What is larger by far is not even read.
    expect((await post(DEMO(), 12 * 1024 * 1024)).status()).toBe(413);
    expect((await post("https://evil.example", 3)).status()).toBe(403);
  });

  await test.step("the advisory brings them, and its approver sees which", async () => {
    await coordinator.goto(`${desk}/advisory`);
    await coordinator.getByRole("checkbox", { name: "fix.patch" }).check();
    await coordinator.getByRole("checkbox", { name: "écran.jpg" }).check();
    await press(coordinator, /^Save version 2/);
    await expect(coordinator.getByText("file fix.patch added, file écran.jpg added")).toBeVisible();
    const notice = await writtenNotice(coordinator, desk, 2);
    await approver.goto(`${notice}/approve`);
    const files = approver.getByRole("region", { name: "Files", exact: true });
    await expect(files.getByRole("link")).toHaveText(["fix.patch", "écran.jpg"]);
    await press(approver, /^Approve and schedule for .* UTC$/);
    await advance(coordinator, 3 * 3600);
    await coordinator.goto(notice);
    await expect(coordinator.getByRole("main")).toContainText(/(\d+) of \1 organizations reached/);
  });

  await test.step("a vendor gets nothing before consent, then the patch as it is and a copy of the picture", async () => {
    await coordinator.goto(`${desk}/files`);
    const href = await coordinator.getByRole("link", { name: "fix.patch" }).getAttribute("href");
    const path = `/inbox/${reference}/files/${href?.split("/").at(-1)}`;
    expect((await vendor.request.get(path)).status()).toBe(404);
    await vendor.goto(`/inbox/${reference}`);
    await press(vendor, /^Accept for/);
    expect(await downloaded(vendor, "fix.patch")).toEqual(PATCH);
    const copy = await downloaded(vendor, "écran.jpg");
    const { exif, width, height } = await sharp(copy).metadata();
    expect([exif, width, height, copy.includes(AUTHOR)]).toEqual([undefined, 16, 24, false]);
    for (const digest of [hex(PATCH), hex(copy)]) await expect(vendor.getByText(digest)).toBeAttached();

    const head = await vendor.request.head(path);
    expect([head.status(), (await head.body()).length]).toEqual([200, 0]);
    const answer = await vendor.request.get(path, { headers: { range: "bytes=0-3" } });
    expect(await answer.body()).toEqual(PATCH);
    const headers = answer.headers();
    expect(headers).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": `attachment; filename="fix.patch"; filename*=UTF-8''fix.patch`,
      "accept-ranges": "none",
    });
    expect(headers["x-content-type-options"]).toContain("nosniff");
    expect(headers["content-security-policy"]).toContain("sandbox; default-src 'none'");
    expect(headers["cache-control"]).toContain("private, no-store");
    expect(headers["cross-origin-resource-policy"]).toContain("same-origin");

    for (const who of [outsider, coordinator]) expect((await who.request.get(path)).status()).toBe(404);
    expect((await outsider.request.head(path)).status()).toBe(404);
    expect((await vendor.request.get(href ?? "")).status()).toBe(404);
  });

  await test.step("the case's activity says who downloaded what, and not that anybody asked for headers", async () => {
    await coordinator.goto(`${desk}/activity`);
    const main = coordinator.getByRole("main");
    await expect(main.getByText("downloaded fix.patch for Kestrel Linux")).toHaveCount(2);
    await expect(main.getByText("downloaded écran.jpg for Kestrel Linux")).toBeVisible();
  });
});
