import type { Page } from "@playwright/test";
import { advance, expect, type Mailbox, press, test } from "./support/fixtures";

// A year of a membership: asked for, decided, reviewed by nobody, over, and begun anew. It moves the demo's clock by more
// than a year, so it comes last of all.

const NAME = "Heron Systems";
const APPLICANT = "ada@heron.example";
const ROLE = "security@heron.example";
const DAY = 24 * 3600;

async function linkTo(mail: Mailbox, address: string, path: string): Promise<string> {
  const found = async () =>
    (await mail.to(address)).flatMap(
      (m) => new RegExp(`https?://\\S*${path}\\?token=[\\w-]+`).exec(m.text ?? "") ?? [],
    );
  await expect.poll(async () => (await found()).length).toBeGreaterThan(0);
  return (await found()).at(-1) ?? "";
}

async function open(page: Page, list: string, name: string): Promise<void> {
  await page.goto(list);
  await page.getByRole("main").getByRole("link", { name }).first().click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test("an organization applies; who works there is shut out; two others accept it; with contact and terms it is active, its review falls due, it lapses, and it returns", async ({
  coordinator,
  approver,
  third,
  nobody: applicant,
  mail,
}) => {
  test.setTimeout(120_000);
  await test.step("a policy asks for a review every year, adopted by two", async () => {
    await coordinator.goto("/policy?project=vllm");
    await coordinator.getByRole("button", { name: "Begin a draft…" }).click();
    await press(coordinator, "Begin the draft");
    const source = coordinator.getByLabel("Document", { exact: true });
    const text = await source.inputValue();
    const version = Number(/^version: "(\d+)"/m.exec(text)?.[1]);
    const next = text.replace(/^version: "\d+"/m, `version: "${version + 1}"`);
    await source.fill(`${next}\nreview:\n  every: { amount: 1, unit: years }\n`);
    await press(coordinator, "Save the draft");
    await coordinator.getByLabel("Why it changes").fill("Nobody stays on the list unlooked at");
    await coordinator.getByLabel(/By which vote/).fill("3 for");
    const read = coordinator.getByLabel("I read them, and propose it as it is");
    await press(coordinator, "Propose this version");
    if (await read.isVisible()) {
      await read.check();
      await press(coordinator, "Propose this version");
    }
    await expect(coordinator.getByText("Another member adopts it")).toBeVisible();
    await approver.goto("/policy/draft?project=vllm");
    await press(approver, `Adopt version ${version + 1}`);
    await expect(approver.getByText(`version ${version + 1}, in force`)).toBeVisible();
  });

  await test.step("an applicant confirms an address, fills in the form in two sittings, and submits it", async () => {
    await applicant.goto("/projects/vllm/apply");
    await applicant.getByLabel("Group", { exact: true }).selectOption({ label: "Distributors" });
    await applicant.getByRole("textbox", { name: "Your address" }).fill(APPLICANT);
    await press(applicant, "Send me a link");
    await expect(applicant.getByRole("heading", { level: 1 })).toHaveText("Look into your mailbox");
    await applicant.goto(await linkTo(mail, APPLICANT, "/apply/confirm"));
    await applicant.getByRole("textbox", { name: "Your name" }).fill("Ada Heron");
    await press(applicant, "Confirm and go to the application");
    await applicant.getByRole("textbox", { name: "Organization", exact: true }).fill(NAME);
    await applicant
      .getByRole("textbox", { name: /^Ships vLLM/ })
      .fill("Our images have shipped it since 0.4.");
    await expect(applicant.getByText(/^Saved/).first()).toBeVisible();
    await applicant.reload();
    await expect(applicant.getByRole("textbox", { name: "Organization", exact: true })).toHaveValue(NAME);
    await applicant
      .getByRole("textbox", { name: /^Active and consistent contributions/ })
      .fill("Merged work every month.");
    await applicant.getByRole("textbox", { name: /^Role address for security notices/ }).fill(ROLE);
    await press(applicant, "Submit the application");
    await expect(applicant.getByText("The team looks at it")).toBeVisible();
    await expect
      .poll(async () => (await mail.to("jiwoo@team.example")).some((m) => m.subject?.includes(NAME)))
      .toBe(true);
  });

  await test.step("a member who works there says so, and is shown and asked nothing any more", async () => {
    await open(third, "/applications", NAME);
    await third.getByRole("button", { name: "Somebody takes no part" }).click();
    await third.getByRole("combobox", { name: "Member" }).selectOption({ label: "Ji-woo Han (you)" });
    await press(third, "Record it");
    await expect(third.getByText("You take no part in this application")).toBeVisible();
    await expect(third.getByText("Our images have shipped it")).toHaveCount(0);
    await expect(third.getByRole("button", { name: "Vote" })).toHaveCount(0);
  });

  await test.step("two others vote, and one of them accepts it with a reason", async () => {
    for (const page of [coordinator, approver]) {
      await open(page, "/applications", NAME);
      await page.getByRole("radio", { name: "Accept", exact: true }).check();
      await page
        .getByRole("region", { name: "Votes" })
        .getByLabel("Reason")
        .fill("It ships, and contributes.");
      await press(page, "Vote");
      await expect(page.getByRole("button", { name: "Change the vote" })).toBeVisible();
    }
    await approver
      .getByRole("region", { name: "Decision" })
      .getByRole("textbox", { name: "Reason" })
      .fill("Welcome.");
    await press(approver, `Accept ${NAME}`);
    await expect(approver.getByText("Accepted", { exact: true }).first()).toBeVisible();
    await applicant.reload();
    await expect(applicant.getByRole("heading", { name: "You were accepted" })).toBeVisible();
    const mails = (await mail.to(APPLICANT)).map((m) => `${m.subject} ${m.text}`).join();
    expect(mails).not.toMatch(/VLLM-[A-Z0-9]{5}/);
  });

  await test.step("the role address confirms itself, the team admits it and the applicant", async () => {
    await applicant.goto(await linkTo(mail, ROLE, "/contact/confirm"));
    await press(applicant, `Yes, this is a security contact of ${NAME}`);
    await open(coordinator, "/organizations?q=Heron", NAME);
    await expect(coordinator.getByText("waits for a confirmed contact and the terms")).toBeVisible();
    for (const left of [1, 0]) {
      await coordinator.getByRole("button", { name: "Admit…" }).first().click();
      await press(coordinator, "Admit this contact");
      await expect(coordinator.getByRole("button", { name: "Admit…" })).toHaveCount(left);
    }
    await expect(coordinator.getByText("Not yet, accepted")).toBeVisible();
  });

  await test.step("as a contact the applicant accepts the terms, and the membership is active", async () => {
    await applicant.goto("/roles");
    const role = applicant.getByRole("listitem").filter({ hasText: `Contact of ${NAME}` });
    await role.getByRole("button").click();
    await applicant.waitForURL(/\/inbox$/);
    await applicant.goto("/organization");
    await press(applicant, /^Accept version/);
    await expect(applicant.getByText("Active", { exact: true })).toBeVisible();
    await coordinator.reload();
    await expect(coordinator.getByText("in Distributors", { exact: true })).toBeVisible();
  });

  await test.step("eleven months later its review is due, and nobody does it", async () => {
    await coordinator.goto("/today");
    await advance(coordinator, 340 * DAY);
    await coordinator.goto("/organizations/reviews");
    await expect(coordinator.getByRole("row", { name: new RegExp(NAME) })).toBeVisible();
    await advance(coordinator, 30 * DAY);
    await expect(coordinator.getByText("No review is due")).toBeVisible();
    await open(coordinator, "/organizations?q=Heron", NAME);
    await expect(coordinator.getByText("No, lapsed")).toBeVisible();
    await applicant.reload();
    await expect(applicant.getByText("so it lapsed")).toBeVisible();
    await expect(applicant.getByRole("link", { name: "Apply again to vLLM" })).toBeVisible();
  });

  await test.step("it returns as it came, by two, and is active at once: contact and terms stand", async () => {
    await coordinator.locator("#vllm").getByRole("button", { name: "Add to a group…" }).click();
    const dialog = coordinator.getByRole("alertdialog", { name: new RegExp(`Add ${NAME}`) });
    await dialog.getByLabel("Group").selectOption({ label: "Distributors" });
    await dialog.getByLabel("Reason").fill("It was forgotten, not unworthy.");
    await press(coordinator, "Propose to add it");
    await approver.goto(coordinator.url());
    await approver.getByRole("button", { name: "Confirm the membership…" }).click();
    await press(approver, "Confirm the membership in Distributors");
    await expect(approver.getByText("in Distributors", { exact: true })).toBeVisible();
    const history = approver.getByRole("list", { name: "History in Distributors" });
    await expect(history).toHaveCount(2);
    await expect(history.last()).toContainText("Nobody reviewed it in time");
  });
});
