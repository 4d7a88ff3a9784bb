import type { Page } from "@playwright/test";
import { told } from "./support/cases";
import { actAs, DEMO, expect, press, test } from "./support/fixtures";

/** An organization of its own for a test. @returns its path */
async function newOrganization(page: Page, name: string): Promise<string> {
  await page.goto("/organizations/new");
  await page.getByLabel("Name").fill(name);
  await press(page, "Add to the directory");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  return new URL(page.url()).pathname;
}

async function pathOf(page: Page, name: string): Promise<string> {
  await page.goto("/organizations");
  return (await page.getByRole("main").getByRole("link", { name }).getAttribute("href")) ?? "";
}

async function record(page: Page, criterion: RegExp, note: string): Promise<void> {
  await page.getByRole("button", { name: criterion }).click();
  const dialog = page.getByRole("alertdialog", { name: criterion });
  await dialog.getByRole("radio", { name: "Met", exact: true }).check();
  await dialog.getByLabel("What it shows").fill(note);
  await dialog.getByLabel("Dated").fill("2026-01-15");
  await press(page, "Record the evidence");
  await expect(page.getByText(note)).toBeVisible();
}

test("a vendor says how a vulnerability concerns it; two members withdraw it, and its open page is gone on the next request, its own page stays, and it may return", async ({
  coordinator,
  approver,
  third,
  otherVendor,
  mail,
}) => {
  test.setTimeout(90_000);
  const { reference } = await told(coordinator, approver, "PYSEC-2025-42");
  const title = /Remote Code Execution via Mooncake/;

  await test.step("its browser is open on the advisory", async () => {
    await otherVendor.goto(`/inbox/${reference}`);
    await press(otherVendor, /^Accept/);
    await expect(otherVendor.getByRole("heading", { name: title }).first()).toBeVisible();
    await press(otherVendor, /^Acknowledge/);
    await otherVendor.goto("/inbox");
    await expect(otherVendor.getByRole("row", { name: new RegExp(reference) })).toContainText(
      "Say how it concerns you",
    );
    await otherVendor.goto(`/inbox/${reference}`);
  });

  await test.step("“not affected” without a reason is refused at the field, and the note stays", async () => {
    const ours = otherVendor.getByRole("region", { name: "Our status" });
    await expect(ours.getByLabel("Why are you not affected?")).toBeHidden();
    await ours.getByLabel("Status").selectOption({ label: "Not affected" });
    await ours.getByLabel("Note").fill("We build without it.");
    await press(otherVendor, /^Tell the team/);
    await expect(ours.getByText("choose one of the reasons")).toBeVisible();
    await expect(ours.getByLabel("Note")).toHaveValue("We build without it.");
    await ours
      .getByLabel("Why are you not affected?")
      .selectOption({ label: "We do not ship the component" });
    await press(otherVendor, /^Tell the team/);
    await expect(ours.getByText(/Said by Leon Achterberg/)).toBeVisible();
    await expect(ours.getByText("choose one of the reasons")).toHaveCount(0);
  });

  const orchid = await pathOf(coordinator, "Orchid Cloud");
  await test.step("one member proposes its withdrawal, and cannot confirm it", async () => {
    await coordinator.goto(orchid);
    await coordinator.getByRole("link", { name: "Propose a withdrawal…" }).click();
    await coordinator.getByRole("radio", { name: /Released any other information/ }).check();
    await coordinator.getByRole("textbox", { name: "Reason" }).fill("Its changelog named the sockets.");
    await coordinator.getByLabel("What the organization reads").fill("Your changelog named the component.");
    await coordinator.getByLabel(/Other channels/).fill("Seat on the upstream advisory");
    await press(coordinator, "Propose the withdrawal");
    await expect(coordinator.getByText("another member confirms it")).toBeVisible();
    await expect(coordinator.getByRole("button", { name: /^Withdraw Orchid/ })).toHaveCount(0);
    await otherVendor.reload();
    await expect(otherVendor.getByRole("heading", { name: title }).first()).toBeVisible();
  });

  await test.step("a second one reads what will happen, and confirms", async () => {
    await approver.goto(orchid);
    await approver.getByRole("link", { name: "Read it and decide" }).click();
    await expect(approver.getByRole("main")).toContainText(
      new RegExp(`answers? them “not found”: [^.]*${reference}`),
    );
    await expect(approver.getByRole("main")).toContainText("Accepted by Leon Achterberg");
    await press(approver, "Withdraw Orchid Cloud from vLLM");
    await expect(approver.getByText("No, withdrawn")).toBeVisible();
  });

  await test.step("the next request of its open page ends at the sign-in; signed in again, it is answered “not found”", async () => {
    const open = otherVendor.url();
    await otherVendor.reload();
    await expect(otherVendor).toHaveURL(/\/sign-in$/);
    await actAs(otherVendor, "Leon Achterberg");
    const answer = await otherVendor.goto(open);
    expect(answer?.status()).toBe(404);
    expect(await otherVendor.content()).not.toMatch(title);
    await expect
      .poll(async () => (await mail.to("leon@orchid.example")).at(-1)?.subject ?? "")
      .not.toContain(reference);
  });

  await test.step("its own page says why and what it stays bound to, and takes its answer", async () => {
    await otherVendor.goto("/inbox");
    await expect(otherVendor.getByText("Orchid Cloud was withdrawn from vLLM")).toBeVisible();
    await otherVendor.getByRole("main").getByRole("link", { name: "Our organization" }).click();
    await expect(otherVendor.getByText("Your changelog named the component.")).toBeVisible();
    const bound = otherVendor.getByRole("row", { name: new RegExp(reference) });
    await expect(bound).toContainText("Accepted by Leon Achterberg");
    await expect(bound.getByRole("link")).toHaveCount(0);
    await otherVendor.getByLabel("Your message").fill("A tool wrote it. It is gone.");
    await press(otherVendor, /^Send to the team/);
    await expect(otherVendor.getByText("The team has not answered yet.")).toBeVisible();
  });

  await test.step("the team answers, and says that the other channel is closed", async () => {
    await coordinator.goto(orchid);
    await coordinator.getByRole("link", { name: "Go to the letters" }).click();
    await coordinator.getByRole("button", { name: "Answer…" }).click();
    await coordinator.getByLabel("Your answer").fill("Thank you. Tell us what changed.");
    await press(coordinator, "Send the answer");
    await expect(coordinator.getByText("A letter waits for an answer")).toHaveCount(0);
    await coordinator.getByRole("button", { name: "Say that it is closed…" }).click();
    await press(coordinator, "Confirm that it is closed");
    await expect(coordinator.getByText("Nothing waits for a decision here.")).toBeVisible();
    await otherVendor.goto("/organization");
    await expect(otherVendor.getByText("Thank you. Tell us what changed.")).toBeVisible();
  });

  await test.step("it returns when two members say so, and nothing from before opens by that", async () => {
    await third.goto(orchid);
    await third.getByRole("button", { name: "Add to a group…" }).click();
    const dialog = third.getByRole("alertdialog", { name: /Add Orchid Cloud/ });
    await dialog.getByLabel("Group").selectOption({ label: "Hosted services" });
    await dialog.getByLabel("Reason").fill("Two people read its changelog now.");
    await press(third, "Propose to add it");
    await approver.goto(orchid);
    await approver.getByRole("button", { name: "Confirm the membership…" }).click();
    await press(approver, /^Confirm the membership in/);
    await expect(approver.getByText("No, withdrawn")).toHaveCount(0);
    expect((await otherVendor.goto(`/inbox/${reference}`))?.status()).toBe(404);
  });
});

test("a contact's own mailbox confirms it by a button, once, and only then a member can admit it", async ({
  coordinator,
  nobody,
  browser,
  mail,
}) => {
  const path = await newOrganization(coordinator, "Fulmar Networks");
  await coordinator.getByRole("button", { name: "Add a contact…" }).click();
  await coordinator.getByLabel("Address", { exact: true }).fill("security@fulmar.example");
  await press(coordinator, "Add it and ask its mailbox");
  await expect(coordinator.getByText("Its mailbox was asked to confirm itself.")).toBeVisible();
  await expect(coordinator.getByRole("button", { name: "Admit…" })).toHaveCount(0);
  await expect.poll(async () => (await mail.to("security@fulmar.example")).length).toBe(1);
  const [message] = await mail.to("security@fulmar.example");
  const link = /https?:\/\/\S*\/contact\/confirm\?token=[\w-]+/.exec(message?.text ?? "")?.[0] ?? "";

  await test.step("looking answers nothing, as a scanner does; a wrong link learns nothing", async () => {
    for (const _ of [1, 2]) expect((await nobody.request.get(link)).status()).toBe(200);
    await nobody.goto("/contact/confirm?token=never-was-a-token-of-ours-1234");
    await expect(nobody.getByRole("heading", { level: 1 })).toHaveText("This link is of no use any more");
    expect(await nobody.getByRole("main").textContent()).not.toMatch(/fulmar/i);
    const foreign = await nobody.request.post(`${DEMO()}/contact/confirm/answer`, {
      form: { token: new URL(link).searchParams.get("token") ?? "", answer: "yes" },
      headers: { origin: "https://evil.example" },
    });
    expect(foreign.status()).toBe(403);
  });

  await test.step("without JavaScript its button confirms", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(link);
    await expect(page.getByRole("main")).toContainText("security@fulmar.example");
    await page.getByRole("button", { name: "Yes, this is a security contact of Fulmar Networks" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thank you, the address is confirmed");
    await page.goto(link);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link is of no use any more");
    await context.close();
  });

  await coordinator.goto(path);
  await coordinator.getByRole("button", { name: "Admit…" }).click();
  await press(coordinator, "Admit this contact");
  await expect(coordinator.getByText(/Admitted by Mara Lindqvist/)).toBeVisible();
});

test("one member proposes a membership and another confirms it; it takes effect only with a contact and the terms", async ({
  coordinator,
  approver,
}) => {
  const path = await newOrganization(coordinator, "Petrel Devices");
  await record(coordinator, /Ships vLLM/, "Its package list names vLLM");
  await coordinator.getByRole("button", { name: "Add to a group…" }).click();
  const dialog = coordinator.getByRole("alertdialog", { name: /Add Petrel Devices/ });
  await dialog.getByLabel("Group").selectOption({ label: "Hosted services" });
  await dialog.getByLabel("Reason").fill("Its devices are in hospitals.");
  await press(coordinator, "Propose to add it");
  await expect(coordinator.getByText("Its membership in Hosted services waits")).toBeVisible();
  await expect(coordinator.getByRole("button", { name: "Confirm the membership…" })).toHaveCount(0);

  await approver.goto(path);
  await approver.getByRole("button", { name: "Confirm the membership…" }).click();
  await press(approver, "Confirm the membership in Hosted services");
  await expect(approver.getByText("waits for a confirmed contact and the terms")).toBeVisible();
  await expect(approver.getByText("Not yet, accepted")).toBeVisible();

  await approver.getByRole("button", { name: "Record an acceptance…" }).click();
  const letter = approver.getByRole("alertdialog", { name: /accepted the terms elsewhere/ });
  await letter.getByLabel("Who accepted").fill("Dana Petrel");
  await letter.getByLabel("How you know").fill("A signed letter of this week.");
  await press(approver, "Record the acceptance");
  await expect(approver.getByText("waits for a confirmed contact", { exact: true })).toBeVisible();

  await coordinator.goto(path);
  await coordinator.getByRole("button", { name: "Record leaving…" }).click();
  await coordinator
    .getByRole("alertdialog", { name: /left vLLM/ })
    .getByLabel("Reason")
    .fill("It asked to.");
  await press(coordinator, "Record that it left");
  await expect(coordinator.getByText("No, it left")).toBeVisible();
});

test("the directory is searched by name, address and what is missing; its address keeps the question, without JavaScript too", async ({
  third,
  browser,
}) => {
  const context = await browser.newContext({ baseURL: DEMO(), javaScriptEnabled: false });
  await context.addCookies(await third.context().cookies());
  const page = await context.newPage();
  await page.goto("/organizations");
  await page.getByLabel("Name or address").fill("security@basalt");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(/q=security%40basalt/);
  await expect(page.getByRole("main").getByRole("link", { name: "Basalt Compute" })).toBeVisible();
  await expect(page.getByText(/^1 of \d+ organizations$/)).toBeVisible();
  await page.getByLabel("Missing").selectOption({ label: "No confirmed contact" });
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByText("Change what you search for, or leave out a filter.")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Show all" }).first().click();
  await expect(page).toHaveURL(/\/organizations$/);
  await context.close();
});

test("a member who is tied to an organization decides nothing about it, and is told whom to ask", async ({
  coordinator,
  third,
}) => {
  const path = await newOrganization(coordinator, "Shearwater Group");
  await third.goto("/team");
  await third.getByRole("button", { name: "State a tie of yours…" }).click();
  await third.getByLabel("Organization", { exact: true }).selectOption({ label: "Shearwater Group" });
  await press(third, "State the tie");
  await third.goto(path);
  await expect(third.getByText(/Ask Mara Lindqvist or Tomás Ferreira/)).toBeVisible();
  await expect(third.getByRole("button", { name: "Add to a group…" })).toHaveCount(0);
  await expect(third.getByRole("button", { name: /Record…/ })).toHaveCount(0);

  await coordinator.goto("/team");
  await coordinator.getByRole("button", { name: /End… the tie of Ji-woo Han to Shearwater Group/ }).click();
  await press(coordinator, "End the tie");
  await third.goto(path);
  await expect(third.getByRole("button", { name: "Add to a group…" })).toBeVisible();
});

test("a group is added and renamed by form; the same name twice is refused at the field", async ({
  coordinator,
}) => {
  await coordinator.goto("/groups");
  const project = coordinator.getByRole("region", { name: "vLLM-Omni" });
  await project.getByRole("button", { name: /^Add a group…/ }).click();
  await project.getByLabel("Name").fill("Camera makers");
  await press(coordinator, "Add the group");
  await expect(coordinator.getByRole("region", { name: "Camera makers", exact: true })).toBeVisible();
  await project.getByRole("button", { name: /^Add a group…/ }).click();
  await project
    .getByRole("alertdialog", { name: /Add a group/ })
    .getByLabel("Name")
    .fill("camera makers");
  await press(coordinator, "Add the group");
  await expect(coordinator.getByText("has a group of this name already").first()).toBeVisible();
});
