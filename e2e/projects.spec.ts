import { expect, press, test } from "./support/fixtures";

const GOOD = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N";

test("a case of a project without severities goes from empty to scheduled, and the other project's member gets the same 404 as for none", async ({
  coordinator,
  approver,
}) => {
  await coordinator.goto("/cases/new");
  await coordinator.getByRole("link", { name: "Start empty" }).click();
  await expect(coordinator.getByLabel("Title")).toBeVisible();
  await coordinator.getByLabel("Project").selectOption({ label: "vLLM-Omni" });
  await coordinator.getByLabel("Title").fill("A crafted <b>image</b> stops the server");
  await press(coordinator, "Open the case");
  await expect(coordinator).toHaveURL(/\/cases\/OMNI-/);
  const desk = new URL(coordinator.url()).pathname;
  await expect(coordinator.getByText("A crafted <b>image</b> stops the server").first()).toBeVisible();

  await test.step("a bad vector is refused by its line, and everything that was typed stays", async () => {
    await coordinator.getByRole("link", { name: "Add the vulnerability" }).first().click();
    await coordinator.getByLabel("Summary").fill("No limit on <script>alert(1)</script> frames");
    await coordinator.getByLabel("Affected versions").fill("PyPI/vllm-omni >=0.14.0 <0.14.2");
    await coordinator.getByLabel("CVSS vectors").fill(`${GOOD}\nCVSS:3.1/AV:N`);
    await coordinator.getByLabel("Details").fill("**Bold** <img src=x onerror=alert(1)>");
    await press(coordinator, "Add the vulnerability");
    await expect(coordinator.getByText(/^Line 2 lacks/)).toBeVisible();
    await expect(coordinator.getByLabel("CVSS vectors")).toHaveValue(`${GOOD}\nCVSS:3.1/AV:N`);
    await expect(coordinator.getByLabel("Affected versions")).toHaveValue("PyPI/vllm-omni >=0.14.0 <0.14.2");
    await coordinator.getByLabel("CVSS vectors").fill(GOOD);
    await press(coordinator, "Add the vulnerability");
    await expect(coordinator).toHaveURL(new RegExp(`${desk}$`));
    await expect(coordinator.getByText("8.7", { exact: true })).toBeVisible();
    expect(await coordinator.locator("main img, main script").count()).toBe(0);
  });

  await test.step("it is confirmed without a severity, and its notices say that nobody is told before", async () => {
    await expect(coordinator.getByRole("heading", { name: "Severity" })).toHaveCount(0);
    await press(coordinator, "Confirm the case");
    await expect(coordinator.getByRole("link", { name: "Set the release instant" })).toBeVisible();
    await coordinator.goto(`${desk}/notices`);
    await expect(coordinator.getByText(/nobody is told before the release/)).toBeVisible();
    await expect(coordinator.getByRole("link", { name: "Write a notice" })).toHaveCount(0);
  });

  await test.step("a member of the other project alone", async () => {
    const hidden = await approver.goto(desk);
    const words = await approver.getByRole("main").textContent();
    const absent = await approver.goto("/cases/OMNI-22222");
    expect([hidden?.status(), absent?.status()]).toEqual([404, 404]);
    expect(await approver.getByRole("main").textContent()).toBe(words);
    for (const part of ["/vulnerabilities/new", "/advisory", "/activity"])
      expect((await approver.goto(`${desk}${part}`))?.status(), part).toBe(404);
    await approver.goto("/cases");
    await expect(approver.getByText(/OMNI-/)).toHaveCount(0);
    await approver.goto("/policy");
    await expect(approver.getByRole("link", { name: "vLLM-Omni" })).toHaveCount(0);
  });
});

test("a vulnerability is edited and removed by form: the earlier record and the reason stay to be read", async ({
  third,
}) => {
  await third.goto("/cases/new?way=empty");
  await third.getByLabel("Project").selectOption({ label: "vLLM-Omni" });
  await third.getByLabel("Title").fill("Two flaws in one report");
  await press(third, "Open the case");
  const desk = new URL(third.url()).pathname;
  await third.goto(`${desk}/vulnerabilities/new`);
  await third.getByLabel("Summary").fill("As it was first thought to be");
  await press(third, "Add the vulnerability");
  await third.getByRole("link", { name: "Edit", exact: true }).click();
  await third.getByLabel("Summary").fill("As it is known now");
  await press(third, "Save the changes");
  await expect(third.getByText("As it is known now").first()).toBeVisible();
  await third.getByRole("link", { name: "Edit", exact: true }).click();
  await third.getByText("Record 1").click();
  await expect(third.getByText("As it was first thought to be")).toBeVisible();
  await third.getByRole("button", { name: "Remove it…" }).click();
  await third.getByRole("alertdialog").getByLabel("Reason").fill("It is a duplicate.");
  await press(third, "Remove it from the case");
  await third.getByText("1 removed vulnerability").click();
  await expect(third.getByText("It is a duplicate.").first()).toBeVisible();
  await expect(third.getByText("No vulnerability yet").first()).toBeVisible();
});

test("two members change one vulnerability: the second is told, keeps what was typed, and can read the other's first", async ({
  coordinator,
  third,
}) => {
  await coordinator.goto("/cases/new?way=empty");
  await coordinator.getByLabel("Project").selectOption({ label: "vLLM-Omni" });
  await coordinator.getByLabel("Title").fill("Changed by two at once");
  await press(coordinator, "Open the case");
  const desk = new URL(coordinator.url()).pathname;
  await coordinator.goto(`${desk}/vulnerabilities/new`);
  await third.goto(`${desk}/vulnerabilities/new`);
  await third.getByLabel("Summary").fill("Written by Ji-woo");
  await press(third, "Add the vulnerability");
  await coordinator.getByLabel("Summary").fill("Written by Mara");
  await press(coordinator, "Add the vulnerability");
  await expect(coordinator.getByText(/Somebody else changed this/).first()).toBeVisible();
  await expect(coordinator.getByLabel("Summary")).toHaveValue("Written by Mara");
  await expect(coordinator.getByRole("link", { name: "Read the case as it is in a new tab" })).toBeVisible();
});

test("an admin adds a member to a project and ends it: their pages follow on the next request", async ({
  coordinator,
  approver,
}) => {
  await coordinator.goto("/team");
  const omni = coordinator.getByRole("region", { name: "vLLM-Omni" });
  await omni.getByRole("button", { name: "Add a member…" }).click();
  await coordinator
    .getByRole("alertdialog", { name: /Add a member to vLLM-Omni/ })
    .getByLabel("Member of the team")
    .selectOption({ label: "Tomás Ferreira" });
  await press(coordinator, "Add to the project");
  const member = omni.getByRole("listitem").filter({ hasText: "Tomás Ferreira" });
  await expect(member).toBeVisible();
  await approver.goto("/cases");
  await expect(approver.getByText(/OMNI-/).first()).toBeVisible();
  await member.getByRole("button", { name: "End…" }).click();
  await press(coordinator, "End it");
  await expect(member).toHaveCount(0);
  await approver.goto("/cases");
  await expect(approver.getByText(/OMNI-/)).toHaveCount(0);
});
