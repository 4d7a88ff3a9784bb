import { expect, press, test } from "./support/fixtures";

// What the record says of who read, and the button for two in the morning.

test("who opens a case stands in the record, a link that is only looked ahead at does not, and an export is an entry itself", async ({
  coordinator,
}) => {
  await coordinator.goto("/cases");
  const desk = await coordinator.getByRole("main").locator('a[href^="/cases/"]').nth(1).getAttribute("href");
  const reference = desk?.split("/")[2] ?? "";
  const record = `/audit?kind=case&reference=${reference}&action=case.read`;
  const reads = async (): Promise<number> => {
    await coordinator.goto(record);
    return coordinator.getByRole("main").getByText("opened a page of the case").count();
  };
  const before = await reads();
  const { request } = coordinator.context();
  await request.head(desk ?? "");
  for (const ahead of [
    { "next-router-prefetch": "1" },
    { purpose: "prefetch" },
    { "sec-purpose": "prefetch" },
    { rsc: "1", "next-router-prefetch": "1" },
  ])
    expect((await request.get(desk ?? "", { headers: ahead })).status()).toBe(204);
  expect(await reads()).toBe(before);
  await coordinator.goto(desk ?? "");
  expect(await reads()).toBe(before + 1);
  await expect(coordinator.getByRole("main").getByText("Mara Lindqvist").first()).toBeVisible();

  const download = coordinator.waitForEvent("download");
  await coordinator.getByRole("button", { name: "Export as CSV" }).click();
  const file = await (await download).createReadStream();
  let text = "";
  for await (const piece of file) text += piece;
  expect(text).toContain("case.read");
  await coordinator.goto("/audit?kind=deployment");
  await expect(
    coordinator
      .getByRole("main")
      .getByText(/exported/)
      .and(coordinator.locator(":visible"))
      .first(),
  ).toBeVisible();
});

test("a vendor finds no Audit page, no export and no restore: as if they had never been", async ({
  vendor,
}) => {
  for (const path of ["/audit", "/audit/restore", "/retention", "/team/persons", "/mail"])
    expect((await vendor.goto(path))?.status(), path).toBe(404);
  const { origin } = new URL(vendor.url());
  const answer = await vendor
    .context()
    .request.post("/audit/export", { form: { format: "csv" }, headers: { origin } });
  expect(answer.status()).toBe(404);
});

test("one member stops everything that leaves, everybody of the team sees it on every page, and another lets it go on", async ({
  coordinator,
  approver,
}) => {
  await coordinator.goto("/mail");
  await coordinator.getByRole("button", { name: "Stop everything that leaves…" }).click();
  await coordinator.getByLabel("Why").fill("A fix showed up early; wait for me");
  await press(coordinator, "Stop sending");
  for (const path of ["/today", "/organizations"]) {
    await approver.goto(path);
    await expect(approver.getByText("Nothing leaves: sending was stopped")).toBeVisible();
    await expect(approver.getByText("A fix showed up early; wait for me")).toBeVisible();
  }
  await approver.goto("/mail");
  await press(approver, "Let sending go on");
  await coordinator.goto("/today");
  await expect(coordinator.getByText("Nothing leaves: sending was stopped")).toHaveCount(0);
});
