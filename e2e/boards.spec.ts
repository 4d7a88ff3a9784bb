import type { Page } from "@playwright/test";
import { scheduledCase, told, writtenNotice } from "./support/cases";
import { advance, DEMO, expect, press, test } from "./support/fixtures";
import { readsWell } from "./support/looks";

const main = (page: Page) => page.getByRole("main");

/** Opens a dialog by its button, and presses the one that does it. */
async function decide(page: Page, trigger: string | RegExp, confirm: string | RegExp): Promise<void> {
  await page.getByRole("button", { name: trigger }).click();
  const answered = page.waitForResponse((r) => r.request().method() === "POST");
  await page.getByRole("alertdialog").getByRole("button", { name: confirm }).click();
  await answered;
  await expect(page.locator(".animate-spin")).toHaveCount(0);
}

test("a delivery board shows by itself what became of each message, and closes no dialog over it", async ({
  coordinator,
  approver,
  third,
}) => {
  test.setTimeout(120_000);
  const desk = await scheduledCase(coordinator);
  const notice = await writtenNotice(coordinator, desk, 2);
  await approver.goto(`${notice}/approve`);
  await press(approver, /^Approve and schedule for .* UTC$/);
  await third.goto(notice);
  await expect(main(third)).toContainText(/0 of [1-9]\d* organizations reached/);
  await third.evaluate(() => Object.assign(window, { drawnOnce: true }));
  const link = third.getByRole("row", { name: /Kestrel Linux/ }).getByRole("link", { name: "Kestrel Linux" });
  await link.focus();

  await advance(coordinator, 3 * 3600);
  await expect(main(third)).toContainText(/(\d+) of \1 organizations reached/);
  await expect(third.getByRole("row", { name: /security@kestrel\.example/ })).toContainText("Sent");
  await expect(third.getByRole("row", { name: /Kestrel Linux/ }).first()).toContainText("No answer yet");
  await expect(link).toBeFocused();
  expect(await third.evaluate(() => "drawnOnce" in window)).toBe(true);

  await advance(coordinator, 25 * 3600);
  await third.reload();
  await expect(main(third)).toContainText(/\d silent since/);
  await third.getByRole("button", { name: /^Remind \d+ silent…$/ }).click();
  await expect(third.getByRole("alertdialog")).toContainText("It says nothing new");
  await coordinator.goto(notice);
  await decide(coordinator, /^Remind \d+ silent…$/, /^Remind \d+ organizations$/);
  await expect(coordinator.getByRole("heading", { name: "Reminder to the silent" })).toBeVisible();
  await expect(third.getByRole("alertdialog")).toBeVisible();
  await press(third, /^Remind \d+ organizations$/);
  await expect(third.getByRole("row", { name: /Kestrel Linux/ }).first()).toContainText(/Silent.*Reminded/);
  await expect(third.getByRole("button", { name: /^Remind/ })).toHaveCount(0);
  await third.goto(`${desk}/notices`);
  await expect(third.getByRole("link", { name: "Reminder to the silent" })).toHaveCount(1);
});

test("whether a board changed is told to members alone; others learn not even that there is one", async ({
  coordinator,
  approver,
  outsider,
  nobody,
}) => {
  const desk = await scheduledCase(coordinator);
  const notice = await writtenNotice(coordinator, desk, 2);
  const status = async (page: Page, path: string) => (await page.request.get(`${DEMO()}${path}`)).status();
  const absent = notice.replace(/[0-9a-f]{12}$/, "000000000000");
  expect(await status(coordinator, `${notice}/version`)).toBe(200);
  expect(await status(coordinator, `${absent}/version`)).toBe(404);
  expect(await status(coordinator, `${desk}/notices/never/version`)).toBe(404);
  for (const path of [notice, absent]) {
    expect(await status(outsider, `${path}/version`)).toBe(404);
    expect(await status(nobody, `${path}/version`)).toBe(401);
  }
  await approver.goto(`${notice}/approve`);
  await press(approver, /^Approve and schedule for .* UTC$/);
  await expect(main(approver)).toContainText("organizations reached");
  await approver.request.post(`${DEMO()}/sign-out`, { headers: { origin: DEMO() } });
  await expect(approver.getByText("This page is no longer live")).toBeVisible();
});

test("a coordinator records a suspected leak, stops everything, tells everybody, confirms it and says who", async ({
  coordinator,
  approver,
  mail,
}) => {
  test.setTimeout(180_000);
  const { desk, reference } = await told(coordinator, approver);
  const second = await writtenNotice(coordinator, desk, 30);

  await test.step("the form keeps everything when it is refused", async () => {
    await coordinator.goto(desk);
    await coordinator.getByRole("link", { name: "Incidents" }).last().click();
    await coordinator.getByRole("link", { name: "Record a suspected leak" }).click();
    await coordinator.getByLabel("What was seen").fill("A post names the parser.");
    await coordinator.getByLabel("Where", { exact: true }).fill("forum.example");
    await coordinator.getByRole("textbox", { name: "Seen", exact: true }).fill("2030-01-01T00:00");
    await coordinator.getByLabel("Time zone").fill("UTC");
    await coordinator.getByLabel(/What stood there/).fill("<script>alert(1)</script> hangs");
    await coordinator.getByLabel("Who brought it").fill("A reader, by mail");
    await coordinator.getByRole("radio", { name: "Not known" }).check();
    await expect(coordinator.getByRole("checkbox", { name: /Stop everything/ })).toBeChecked();
    await coordinator.getByRole("checkbox", { name: /Stop everything/ }).uncheck();
    await press(coordinator, "Record the suspected leak");
    await expect(coordinator.getByText("This lies in the future.")).toBeVisible();
    await expect(coordinator.getByLabel("What was seen")).toHaveValue("A post names the parser.");
    await expect(coordinator.getByRole("checkbox", { name: /Stop everything/ })).not.toBeChecked();
    await coordinator.getByRole("textbox", { name: "Seen", exact: true }).fill("2026-01-01T00:00");
    await press(coordinator, "Record the suspected leak");
    await expect(coordinator).toHaveURL(/\/incidents\/[0-9a-f-]{36}$/);
  });
  const incident = new URL(coordinator.url()).pathname;

  await test.step("the first screen says who had it and what would still leave", async () => {
    await expect(coordinator.getByRole("row", { name: /Kestrel Linux/ })).toBeVisible();
    await expect(main(coordinator)).toContainText("1 notice would still leave");
    await expect(main(coordinator).locator("pre")).toHaveText("<script>alert(1)</script> hangs");
    await decide(coordinator, "Stop everything…", "Stop everything");
    await expect(main(coordinator)).toContainText("Nothing would still leave");
    await approver.goto(second);
    await expect(main(approver).getByText("Cancelled", { exact: true }).first()).toBeVisible();
  });

  await test.step("everybody who was told gets one neutral message", async () => {
    await decide(coordinator, "Tell everybody who was told…", "Tell everybody who was told");
    await expect(main(coordinator)).toContainText("Everybody who was told knows of it");
    const ours = async () =>
      (await mail.all()).filter((m) => m.subject?.includes(reference) && m.subject.includes("may not hold"));
    await expect
      .poll(async () => (await ours()).map((m) => m.to?.[0]?.address))
      .toEqual(expect.arrayContaining(["priya@kestrel.example", "security@basalt.example"]));
    for (const m of await ours()) expect([m.subject, m.text, m.html].join("\n")).not.toMatch(/parser|forum/i);
    await expect(coordinator.getByRole("button", { name: "Tell everybody who was told…" })).toHaveCount(0);
  });

  await test.step("the case says so, and so does Today", async () => {
    await approver.goto(desk);
    await expect(main(approver).getByText("A leak is suspected")).toBeVisible();
    await approver.goto("/today");
    await expect(approver.getByText(new RegExp(`${reference} .* a leak is suspected`))).toBeVisible();
  });

  await test.step("a person confirms it with a reason, and says who it is put down to: no sanction follows by itself", async () => {
    const judgement = coordinator.getByRole("region", { name: "Was it a leak?" });
    await judgement.getByLabel("Reason").fill("It names what only the advisory said.");
    await press(coordinator, "Confirm the leak");
    await expect(judgement).toContainText("It was a leak. It names what only the advisory said.");
    const who = coordinator.getByRole("region", { name: "Who it is put down to" });
    await who.getByRole("radio", { name: "An organization that was told" }).check();
    await who.getByLabel("Which one").selectOption({ label: "Basalt Compute" });
    await who.getByLabel("Reason").fill("Its changelog has the same words.");
    await press(coordinator, "Record who it is put down to");
    await expect(who.getByRole("link", { name: "Pause…" })).toHaveAttribute("href", /\?incident=/);
    await expect(who.getByRole("link", { name: "Propose withdrawal…" })).toHaveAttribute(
      "href",
      /\/withdrawal\?project=[0-9a-f-]{36}&incident=[0-9a-f-]{36}$/,
    );
    await coordinator.goto(`${desk}/vendors`);
    await expect(coordinator.getByRole("row", { name: /Basalt Compute/ })).not.toContainText("Paused");
    await coordinator.goto("/incidents");
    await expect(coordinator.getByRole("row", { name: new RegExp(reference) })).toContainText(
      "Basalt Compute",
    );
  });

  await test.step("an incident that was closed leaves Today, and can be opened again", async () => {
    await coordinator.goto(incident);
    await coordinator.locator("summary", { hasText: "Close the incident" }).click();
    const close = coordinator.locator("details", { hasText: "Close the incident" });
    await close.getByLabel("Reason").fill("Everything is done.");
    await press(coordinator, "Close the incident");
    await expect(main(coordinator)).toContainText("It names what only the advisory said.");
    await coordinator.goto("/today");
    await expect(coordinator.getByText(new RegExp(`${reference} .* leak`))).toHaveCount(0);
    await coordinator.goto(incident);
    await coordinator.locator("summary", { hasText: "Open the incident again" }).click();
    await coordinator
      .locator("details", { hasText: "Open the incident again" })
      .getByLabel("Reason")
      .fill("A second post came up.");
    await press(coordinator, "Open it again");
    await expect(main(coordinator)).toContainText("Nobody said yet whether it was a leak");
  });

  await test.step("its pages read well for eyes and screen readers, wide and narrow", async () => {
    for (const path of [incident, `${desk}/incidents`, "/incidents", `${desk}/vendors`, "/today"]) {
      await coordinator.goto(path);
      await readsWell(coordinator);
    }
  });
});

test("a leak is recorded with the keyboard alone, and without a script", async ({
  browser,
  coordinator,
  approver,
}) => {
  const { desk } = await told(coordinator, approver);
  const context = await browser.newContext({ baseURL: DEMO(), javaScriptEnabled: false });
  await context.addCookies(await coordinator.context().cookies());
  const page = await context.newPage();
  await page.goto(`${desk}/incidents/new`);
  await page.getByLabel("What was seen").focus();
  const type = async (...texts: string[]) => {
    for (const text of texts) {
      await page.keyboard.type(text);
      await page.keyboard.press("Tab");
    }
  };
  await type("A commit names it.", "A mirror on the web");
  await page.getByLabel("Who brought it").focus();
  await type("A maintainer");
  await page.keyboard.press("Space");
  await expect(page.getByRole("radio", { name: "No", exact: true })).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/incidents\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { name: "Who had it" })).toBeVisible();
  await context.close();
});
