import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { advance, demoNow, expect, fillInstant, press, test } from "./support/fixtures";

/** What no plain mail, and no page before consent, may hold of this case. */
const EMBARGOED =
  /mooncake|zeromq|pickle|CVE-2025-32444|GHSA-hj4w|PYSEC-2025-42|remote code|0\.8\.5|0\.6\.5/i;

test("a coordinator, an approver, a vendor, and a vendor who must see nothing walk a case from import to publication", async ({
  coordinator,
  approver,
  third,
  vendor,
  outsider,
  nobody,
  mail,
}) => {
  test.setTimeout(90_000);

  await test.step("one member pauses an organization: a pause ends by itself, so an earlier one may be over", async () => {
    await third.goto("/organizations");
    await third.getByRole("link", { name: "Halyard AI" }).click();
    await expect(third.getByRole("heading", { level: 1, name: "Halyard AI" })).toBeVisible();
    const pause = third.getByRole("button", { name: "Pause for 72 h…" });
    if ((await pause.count()) > 0) {
      await pause.click();
      await third.getByRole("alertdialog").getByLabel("Reason").fill("A changelog names an unreleased fix.");
      await third
        .getByRole("alertdialog")
        .getByLabel("What the organization reads")
        .fill("Your changelog names a fix that is not released.");
      await press(third, "Pause for 72 hours");
    }
    await expect(third.getByRole("button", { name: "Resume…" })).toBeVisible();
  });

  await test.step("import PYSEC-2025-42: a published record asks, and is replayed", async () => {
    await coordinator.goto("/cases/new");
    await coordinator
      .getByLabel("Record", { exact: true })
      .fill(readFileSync("formats/samples/osv/PYSEC-2025-42.json", "utf8"));
    await press(coordinator, "Import and open the case");
    await coordinator.getByRole("radio", { name: /Replay it as if it were not published/ }).check();
    await press(coordinator, "Import and open the case");
    await expect(coordinator).toHaveURL(/\/cases\/VLLM-/);
  });
  const reference = new URL(coordinator.url()).pathname.split("/").at(-1) ?? "";
  const desk = `/cases/${reference}`;

  await test.step("decide the severity by the definitions, against the score, with a reason", async () => {
    await coordinator.getByRole("radio", { name: /HIGH/ }).check();
    await coordinator.getByLabel("Reason").first().fill("Only deployments with the optional mooncake mode.");
    await press(coordinator, "Decide the severity");
    await press(coordinator, "Confirm the case");
    const choice = coordinator.locator("form", { has: coordinator.getByRole("radio", { name: /^Yes/ }) });
    await choice.getByRole("radio", { name: /^Yes/ }).check();
    await choice.getByLabel("Reason").fill("Reachable over the network.");
    await press(coordinator, "Record the choice");
    await expect(coordinator.getByRole("button", { name: "Set the release instant" })).toBeVisible();
  });

  const now = await demoNow(coordinator);
  await test.step("set the release instant in ten days, and write the advisory's impact", async () => {
    await fillInstant(coordinator, "Release instant", new Date(now.getTime() + 10 * 86_400_000));
    await press(coordinator, "Set the release instant");
    await coordinator.goto(`${desk}/advisory`);
    await coordinator.getByLabel("Impact").fill("A host that reaches the sockets can **run code**.");
    await press(coordinator, /^Save/);
    await expect(coordinator.getByRole("link", { name: /Advisory v2/ })).toBeVisible();
  });

  await test.step("write a notice: everybody who gets it, and everybody who does not, with the reason", async () => {
    await coordinator.goto(`${desk}/notices/new`);
    await fillInstant(coordinator, "Leaves", new Date(now.getTime() + 2 * 86_400_000));
    await press(coordinator, /approval/i);
    await expect(coordinator).toHaveURL(/\/notices\/[0-9a-f-]{36}$/);
    for (const name of [
      "Kestrel Linux",
      "Orchid Cloud",
      "Basalt Compute",
      "Paused in Hosted services",
      "Left in Distributors",
      "Not active yet",
    ])
      await expect(coordinator.getByRole("main").getByText(name).first()).toBeVisible();
  });
  const notice = new URL(coordinator.url()).pathname;

  await test.step("its author is refused, and told whom to ask; another member approves", async () => {
    await coordinator.goto(`${notice}/approve`);
    await expect(coordinator.getByText("You cannot approve this notice")).toBeVisible();
    await expect(coordinator.getByRole("button", { name: /Approve and schedule/ })).toHaveCount(0);
    await approver.goto(`${notice}/approve`);
    await expect(approver.getByText("It says nothing on: Mitigation")).toBeVisible();
    await press(approver, /^Approve and schedule for .* UTC$/);
    await expect(approver).toHaveURL(new RegExp(`${notice}$`));
  });

  await test.step("until its instant nobody was told", async () => {
    await vendor.goto("/inbox");
    await expect(vendor.getByText(reference)).toHaveCount(0);
    expect((await vendor.goto(`/inbox/${reference}`))?.status()).toBe(404);
  });

  await test.step("at its instant one neutral message leaves to each contact, and no embargoed word with it", async () => {
    await advanceTo(coordinator, new Date(now.getTime() + 2 * 86_400_000 + 60_000));
    const ours = async () => (await mail.all()).filter((m) => m.subject?.includes(reference));
    await expect.poll(async () => (await ours()).length).toBe(10);
    const messages = await ours();
    expect(messages.map((m) => m.to?.map((t) => t.address)).sort()).toEqual([
      ["anton@meridian.example"],
      ["ines@corvid.example"],
      ["leon@orchid.example"],
      ["priya@kestrel.example"],
      ["psirt@corvid.example"],
      ["psirt@orchid.example"],
      ["security@basalt.example"],
      ["security@kestrel.example"],
      ["security@meridian.example"],
      ["security@thistle.example"],
    ]);
    for (const m of messages) {
      expect([m.subject, m.text, m.html].join("\n")).not.toMatch(EMBARGOED);
      expect(m.cc ?? m.bcc ?? []).toEqual([]);
    }
  });

  await test.step("a vendor sees the terms and nothing of the text; consents, reads, acknowledges", async () => {
    await vendor.goto("/inbox");
    await vendor.getByRole("link", { name: new RegExp(reference) }).click();
    await expect(vendor.getByText("TLP:AMBER+STRICT").first()).toBeVisible();
    expect(await vendor.content()).not.toMatch(EMBARGOED);
    await press(vendor, /^Accept/);
    await expect(vendor.getByText("run code").first()).toBeVisible();
    await expect(vendor.getByRole("main")).toContainText(/For Kestrel Linux, read by .*Priya Natarajan/);
    await press(vendor, "Acknowledge v2");
    await expect(vendor.getByRole("main")).toContainText(/acknowledged/i);
    await expect(vendor.getByRole("button", { name: "Acknowledge v2" })).toHaveCount(0);
  });

  await test.step("a vendor who was not told, and somebody not signed in, learn nothing: absent and hidden are one page", async () => {
    const hidden = await outsider.goto(`/inbox/${reference}`);
    const hiddenBody = await plain(outsider);
    const absent = await outsider.goto("/inbox/VLLM-ZZZZZ");
    expect([hidden?.status(), absent?.status()]).toEqual([404, 404]);
    expect(await plain(outsider)).toBe(hiddenBody);
    for (const path of [desk, notice, `${notice}/approve`, `${desk}/advisory`, `${desk}/publish`])
      expect((await outsider.goto(path))?.status(), path).toBe(404);
    expect((await nobody.goto(`/advisories/${reference}`))?.status()).toBe(404);
    await outsider.goto("/inbox");
    await expect(outsider.getByText("Nothing waits for Vale Inference")).toBeVisible();
  });

  await test.step("the team sees who read and acknowledged, and who is silent", async () => {
    await third.goto(`${desk}/vendors`);
    await expect(third.getByRole("row", { name: /Kestrel Linux/ })).toContainText("Priya Natarajan");
    await third.goto(`${desk}/activity`);
    await expect(third.getByText(/acknowledged the advisory/).first()).toBeVisible();
  });

  await test.step("past its release the case is overdue, and nothing published itself", async () => {
    await advanceTo(coordinator, new Date(now.getTime() + 10 * 86_400_000 + 3_600_000));
    await coordinator.goto("/today");
    await expect(coordinator.getByText(new RegExp(`${reference} .* is overdue`))).toBeVisible();
    expect((await nobody.goto(`/advisories/${reference}`))?.status()).toBe(404);
  });

  await test.step("one member proposes, and cannot confirm; another does, and it is public", async () => {
    await coordinator.goto(`${desk}/publish`);
    await press(coordinator, /^Propose to publish version 2/);
    await expect(coordinator.getByText("You proposed it")).toBeVisible();
    await expect(coordinator.getByRole("button", { name: /Confirm and publish/ })).toHaveCount(0);
    await approver.goto(`${desk}/publish`);
    await press(approver, "Confirm and publish now");
    await expect(approver.getByRole("link", { name: /published advisory/i }).first()).toBeVisible();
    expect((await nobody.goto(`/advisories/${reference}`))?.status()).toBe(200);
    await expect(nobody.getByRole("heading", { level: 1 })).toHaveText(
      "vLLM Vulnerable to Remote Code Execution via Mooncake Integration",
    );
  });

  await test.step("everybody who had been told gets the lift, and nobody else", async () => {
    const lifts = async () =>
      (await mail.all()).filter((m) => m.subject?.includes(reference) && m.subject.includes("now public"));
    await expect.poll(async () => (await lifts()).length).toBe(10);
    expect((await mail.to("noor@vale.example")).filter((m) => m.subject?.includes(reference))).toEqual([]);
    await coordinator.goto(`${desk}/activity`);
    await expect(coordinator.getByRole("main")).toContainText(
      /Tomás Ferreira\s*confirmed, and the case is public/,
    );
  });
});

/** The page as a reader gets it, without what differs per answer: nonces, the demo's bar, ids of scripts. */
const plain = (page: Page) => page.getByRole("main").textContent();

/** Moves the demo's clock to an instant. */
async function advanceTo(page: Page, to: Date): Promise<void> {
  await advance(page, Math.ceil((to.getTime() - (await demoNow(page)).getTime()) / 1000));
}
