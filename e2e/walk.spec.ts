import { DEMO, expect, press, test } from "./support/fixtures";

// Takes the demo's own case to its end, by the instants that it was seeded with: it runs before the clock moves further.

test("a newcomer walks from approval to publication by the buttons of the first page alone", async ({
  nobody,
  mail,
}) => {
  const step = async (words: RegExp) => {
    await nobody.goto(`${DEMO()}/`);
    const item = nobody.getByRole("listitem").filter({ hasText: words });
    await item.getByRole("button").click();
    await nobody.waitForLoadState();
  };

  await step(/approves/);
  await press(nobody, /^Approve and schedule/);
  await expect(nobody).not.toHaveURL(/approve$/);

  const before = (await mail.all()).length;
  await step(/Its instant comes/);
  await expect.poll(async () => (await mail.all()).length).toBeGreaterThan(before);

  await step(/Priya/);
  await press(nobody, /^Accept/);
  await press(nobody, /^Acknowledge/);

  await step(/release instant passes/);
  await step(/Mara proposes/);
  await press(nobody, /^Propose to publish/);
  await step(/Tomás confirms/);
  await press(nobody, /^Confirm and publish/);
  await nobody.goto(`${DEMO()}/`);
  await nobody
    .getByRole("listitem")
    .filter({ hasText: /Tomás confirms/ })
    .getByRole("link", { name: "Read it" })
    .click();
  await expect(nobody).toHaveURL(/\/advisories\/VLLM-/);
  await expect(nobody.getByRole("heading", { level: 1 })).toContainText("Mooncake");
});
