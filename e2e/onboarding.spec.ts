import type { Page } from "@playwright/test";
import { advance, DEMO, expect, type Mailbox, press, test } from "./support/fixtures";
import { readsWell } from "./support/looks";

const BIRDS =
  "Avocet,Bittern,Brambling,Bunting,Bustard,Chough,Coot,Corncrake,Crossbill,Curlew,Dipper,Dotterel,Dunlin,Eider,Fieldfare,Gadwall,Godwit,Goldcrest,Goosander,Greylag,Grebe,Guillemot,Harrier,Hoopoe,Kittiwake,Lapwing,Linnet,Merlin,Nuthatch,Pipit".split(
    ",",
  );
const vendor = (bird: string) => `${bird} Systems`;
const domain = (bird: string) => `${bird.toLowerCase()}.example`;
const addresses = (bird: string) => [`security@${domain(bird)}`, `robin@${domain(bird)}`];
const row = (bird: string) =>
  `${vendor(bird)},https://${domain(bird)},security@${domain(bird)},Robin ${bird},robin@${domain(bird)},Distributors`;

const LIST = [
  "Organization,Website,Security contact,Contact person,Person e-mail,Group",
  ...BIRDS.map(row),
  row("Avocet"),
  '"=HYPERLINK(""https://evil.example"")",https://siskin.example,security@siskin.example,,,Distributors',
  "Twite Systems,https://twite.example,security at twite,,,Distributors",
].join("\n");

const [A, B, C] = ["Avocet", "Bittern", "Brambling"] as const;
const DAY = 24 * 3600;

/** What says that there is a case, or about what. */
const A_CASE = /VLLM-[A-Z0-9]{5}|CVE-|GHSA-|severity|mooncake|vulnerable/i;

async function look(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: /^List/ }).fill(LIST);
  await press(page, "See what it would do");
}

/** Chooses organizations on the board by name, and does one thing for them. */
async function forChosen(page: Page, birds: readonly string[], button: string): Promise<void> {
  for (const bird of birds) await page.getByRole("checkbox", { name: `Choose ${vendor(bird)}` }).check();
  await press(page, button);
}

/** A link that answers for nobody who only looks, and its button. */
async function confirmsItself(page: Page, mail: Mailbox, bird: string): Promise<void> {
  const [message] = await mail.to(`security@${domain(bird)}`);
  const link = /https?:\/\/\S*\/contact\/confirm\?token=[\w-]+/.exec(message?.text ?? "")?.[0] ?? "";
  await page.goto(link);
  await page.getByRole("button", { name: `Yes, this is a security contact of ${vendor(bird)}` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thank you, the address is confirmed");
}

test("thirty vendors are invited by a list, confirm themselves by a click, and answer a drill by signing in; who is silent is seen", async ({
  coordinator,
  approver,
  vendor: priya,
  nobody,
  mail,
}) => {
  test.setTimeout(90_000);
  const became = (page: Page) => page.getByRole("list", { name: "What became of each" });
  const onBoard = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(name) });

  await test.step("the list is looked at first: each row says what becomes of it, and nothing is there yet", async () => {
    await coordinator.goto("/organizations/import");
    await look(coordinator);
    await expect(
      coordinator.getByText("30 organizations new, 0 changed, 0 unchanged, 1 named twice, 2 refused"),
    ).toBeVisible();
    await expect(onBoard(coordinator, "HYPERLINK")).toContainText("begins with “=”, as a formula does");
    await expect(onBoard(coordinator, "Twite Systems")).toContainText(
      "Write it like security@vendor.example",
    );
    await expect(onBoard(coordinator, "The same as row 2")).toContainText(vendor(A));
    await expect(onBoard(coordinator, vendor(C))).toContainText(
      `New, with ${addresses(C).join(", ")}; proposed for Distributors`,
    );
    await readsWell(coordinator);
    await nobody.goto(`${DEMO()}/`);
    await approver.goto(`/organizations?q=${encodeURIComponent(vendor(A))}`);
    await expect(approver.getByRole("main").getByRole("link", { name: vendor(A) })).toHaveCount(0);
  });

  await test.step("it is done once; looked at again, the same list does nothing", async () => {
    await press(coordinator, "Add 30 organizations");
    await expect(
      coordinator.getByText("30 organizations added, 0 changed, 30 memberships proposed"),
    ).toBeVisible();
    await expect(coordinator.getByRole("button", { name: "Add 30 organizations" })).toHaveCount(0);
    await look(coordinator);
    await expect(
      coordinator.getByText("0 organizations new, 0 changed, 31 unchanged, 0 named twice, 2 refused"),
    ).toBeVisible();
    await expect(coordinator.getByText("Nothing of the list adds or changes anything.")).toBeVisible();
    await expect(coordinator.getByRole("button", { name: /^(Add|Change) / })).toHaveCount(0);
    expect(
      (await mail.all()).filter((m) => m.to?.some((t) => BIRDS.some((b) => t.address?.endsWith(domain(b))))),
    ).toEqual([]);
  });

  await coordinator.goto("/groups");
  await coordinator
    .getByRole("region", { name: "Distributors", exact: true })
    .getByRole("link", { name: "Onboarding of Distributors" })
    .click();
  await expect(
    coordinator.getByRole("heading", { level: 1, name: "Onboarding: Distributors" }),
  ).toBeVisible();
  const board = new URL(coordinator.url()).pathname;

  await test.step("whoever proposed them confirms none of them, and is told so of each", async () => {
    await expect(coordinator.getByRole("main")).toContainText("30 proposed");
    await expect(onBoard(coordinator, vendor(A))).toContainText("by you");
    await forChosen(coordinator, [A, B], "Confirm proposed memberships");
    await expect(
      coordinator.getByText("0 done, 2 left out, each with its reason, for 2 organizations."),
    ).toBeVisible();
    for (const bird of [A, B])
      await expect(
        became(coordinator)
          .getByRole("listitem")
          .filter({ hasText: vendor(bird) }),
      ).toContainText("Another member confirms it.");
    await expect(coordinator.getByRole("checkbox", { checked: true })).toHaveCount(0);
  });

  await test.step("another member confirms all of them at once", async () => {
    await approver.goto(board);
    await approver.getByLabel("What is missing").selectOption({ label: "A second member’s word (30)" });
    await approver.getByRole("button", { name: "Show", exact: true }).click();
    await expect(approver).toHaveURL(/missing=decision/);
    await approver.getByLabel(/all 30/).check();
    await press(approver, "Confirm proposed memberships");
    await expect(approver.getByText("30 done, 0 left out, for 30 organizations.")).toBeVisible();
    await expect(became(approver).getByRole("listitem")).toHaveCount(30);
    await expect(approver.getByText("None lacks this")).toBeVisible();
  });

  await test.step("chosen mailboxes are asked, each once, and nobody else's", async () => {
    await coordinator.reload();
    await forChosen(coordinator, [A, B, C], "Ask their mailboxes to confirm");
    await expect(coordinator.getByText("6 done, 0 left out, for 3 organizations.")).toBeVisible();
    await expect(onBoard(coordinator, vendor(C))).toContainText("Wait until the mailbox confirms itself");
    for (const address of [A, B, C].flatMap(addresses))
      await expect.poll(async () => (await mail.to(address)).length, address).toBe(1);
    expect(await mail.to("security@coot.example")).toEqual([]);
  });

  await test.step("two confirm themselves, and the team admits them from the board", async () => {
    for (const bird of [A, B]) await confirmsItself(nobody, mail, bird);
    await coordinator.reload();
    await expect(onBoard(coordinator, vendor(A))).toContainText("Admit the contact that confirmed itself");
    await forChosen(coordinator, [A, B, C], "Admit confirmed contacts");
    await expect(became(coordinator)).toContainText("security@avocet.example was admitted.");
    await expect(
      became(coordinator)
        .getByRole("listitem")
        .filter({ hasText: vendor(C) }),
    ).toContainText("None of its contacts confirmed itself");
    await expect(onBoard(coordinator, vendor(B))).toContainText("Admitted");
    await readsWell(coordinator);
  });

  await test.step("a rehearsal reaches the member alone, and says that it is one", async () => {
    const before = (await mail.all()).length;
    await press(coordinator, "Send yourself the notice");
    await expect(coordinator.getByText("Sent to your own address, marked as a rehearsal.")).toBeVisible();
    await expect
      .poll(async () => (await mail.to("mara@team.example")).at(-1)?.subject ?? "")
      .toContain("Rehearsal, not a notice");
    expect((await mail.all()).length).toBe(before + 1);
  });

  await test.step("a drill writes to every confirmed contact, and says nothing of any case", async () => {
    await coordinator.getByRole("button", { name: "Start a drill…" }).click();
    await press(coordinator, "Start the drill");
    await expect(coordinator.getByRole("heading", { level: 1, name: "Drills: Distributors" })).toBeVisible();
    for (const address of ["priya@kestrel.example", "security@avocet.example"]) {
      const drills = async () => (await mail.to(address)).filter((m) => m.subject?.includes("a drill"));
      await expect.poll(async () => (await drills()).length, address).toBe(1);
      const [message] = await drills();
      expect(message?.text).toContain("This is a drill");
      expect([message?.subject, message?.text, message?.html].join("\n")).not.toMatch(A_CASE);
    }
    expect(await mail.to("robin@avocet.example")).toHaveLength(1);
  });

  await test.step("a contact signs in and answers by one button, once", async () => {
    await priya.goto("/inbox");
    await expect(priya.getByText("vLLM holds a contact drill")).toBeVisible();
    await press(priya, "I received the message");
    await expect(priya.getByText(/^You answered the drill of vLLM on/)).toBeVisible();
    await priya.reload();
    await expect(priya.getByRole("button", { name: "I received the message" })).toHaveCount(0);
  });

  await test.step("the team sees who answered, and after a week who is silent", async () => {
    await coordinator.reload();
    await expect(onBoard(coordinator, "Kestrel Linux")).toContainText(/Answered.*Priya Natarajan/);
    await expect(onBoard(coordinator, vendor(A))).toContainText("Reached, no answer yet");
    await expect(onBoard(coordinator, vendor(C))).toContainText(/Not reached.*No confirmed contact/);
    await advance(coordinator, 8 * DAY);
    await expect(onBoard(coordinator, vendor(A))).toContainText("Reached, silent");
    await expect(onBoard(coordinator, "Kestrel Linux")).toContainText("Answered");
    await expect(coordinator.getByRole("main")).toContainText(
      /\d reached, silent; \d\d not reached; 1 answered/,
    );
    await readsWell(coordinator);
    await coordinator.goto(`${board}?missing=drill`);
    await expect(onBoard(coordinator, vendor(A))).toContainText("Reached, silent");
    await expect(onBoard(coordinator, "Kestrel Linux")).toHaveCount(0);
  });
});
