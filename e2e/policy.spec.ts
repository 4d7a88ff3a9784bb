import { expect, press, test } from "./support/fixtures";
import { readsWell } from "./support/looks";

test("a policy is changed into a contradiction, found at its clause, tried, proposed by one and adopted by another, and read by everybody", async ({
  coordinator,
  approver,
  nobody,
}) => {
  await test.step("a member loads the vLLM preset as a draft", async () => {
    await coordinator.goto("/policy?project=vllm");
    await coordinator.getByRole("button", { name: "Begin a draft…" }).click();
    await coordinator.getByLabel("From").selectOption({ label: "The text of vLLM" });
    await press(coordinator, "Begin the draft");
    await expect(coordinator.getByLabel("Document", { exact: true })).toHaveValue(
      /^# vLLM's security policy as data/,
    );
    await expect(coordinator.getByText("A policy, with 2 findings")).toBeVisible();
  });

  await test.step("what is typed into the form stands in the source, and the finding at the clause", async () => {
    const form = coordinator.getByRole("region", { name: "Form" });
    await form.locator("summary", { hasText: /^Severity/ }).click();
    await form.locator("summary", { hasText: "MODERATE" }).click();
    const moderate = form
      .locator("details", { has: coordinator.locator("> summary", { hasText: "MODERATE" }) })
      .last();
    await moderate.getByLabel(/^Add/).selectOption({ label: "Fix" });
    await moderate.getByLabel("Fix", { exact: true }).selectOption({ label: "Public" });
    await expect(coordinator.getByLabel("Document", { exact: true })).toHaveValue(
      /prenotify: may\n {6}fix: public/,
    );
    const contradiction = /MODERATE is offered for prenotification, and its fix is made in public/;
    await expect(moderate.getByText(contradiction).first()).toBeVisible();
    const findings = coordinator.getByRole("region", { name: "Findings" });
    await expect(findings.getByText(contradiction)).toBeVisible();
    const at = findings.getByRole("listitem").filter({ hasText: contradiction });
    await at.getByRole("button").first().click();
    await expect(coordinator.getByLabel("Document", { exact: true })).toBeFocused();
  });

  await test.step("the open editor reads well for machines, wide and light, narrow and dark", async () => {
    await readsWell(coordinator);
  });

  await test.step("two who write at once do not overwrite one another, and lose nothing", async () => {
    await approver.goto("/policy/draft?project=vllm");
    const [theirs, mine] = [approver, coordinator].map((p) => p.getByLabel("Document", { exact: true }));
    await theirs?.fill(`${await theirs.inputValue()}# theirs\n`);
    await press(approver, "Save the draft");
    await mine?.fill(`${await mine.inputValue()}# mine\n`);
    await press(coordinator, "Save the draft");
    await expect(coordinator.getByText("Tomás Ferreira saved the draft while you wrote")).toBeVisible();
    await expect(mine as NonNullable<typeof mine>).toHaveValue(/fix: public[\s\S]*# mine\n$/);
    await press(coordinator, "Save over it");
    await expect(coordinator.getByText("while you wrote")).toHaveCount(0);
    await expect(coordinator.getByRole("button", { name: "Save the draft" })).toBeEnabled();
  });

  await test.step("a text that is no policy is kept, and says where it is none", async () => {
    const source = coordinator.getByLabel("Document", { exact: true });
    const good = await source.inputValue();
    await source.fill(`${good}\nautoApprove: true\n`);
    await expect(coordinator.getByText("This is not part of a policy.").first()).toBeVisible();
    await press(coordinator, "Save the draft");
    await expect(
      coordinator.getByText("It is no policy yet: mend what keeps it from being one"),
    ).toBeVisible();
    await coordinator.reload();
    await expect(source).toHaveValue(/autoApprove: true/);
    await source.fill(good.replace('version: "1"', 'version: "2"'));
    await press(coordinator, "Save the draft");
    await expect(coordinator.getByRole("button", { name: "Propose this version" })).toBeVisible();
  });

  await test.step("it is tried beside the version in force", async () => {
    await coordinator.getByRole("link", { name: "Try it on the directory" }).click();
    await coordinator.getByLabel("Severity").selectOption("MODERATE");
    await coordinator.getByRole("button", { name: "Try", exact: true }).click();
    await expect(coordinator.getByRole("heading", { name: "Version 1, in force" })).toBeVisible();
    await expect(coordinator.getByRole("heading", { name: "Version 2, the draft" })).toBeVisible();
    await expect(coordinator.getByText("Every member would still qualify as it does now.")).toBeVisible();
    await expect(
      coordinator.getByText("Active in Distributors. The criteria are met.").first(),
    ).toBeVisible();
  });

  await test.step("proposed with its findings read, it is nobody's to adopt alone", async () => {
    await coordinator.goto("/policy/draft?project=vllm");
    await coordinator.getByLabel("Why it changes").fill("Moderate fixes are public anyway");
    await coordinator.getByLabel(/By which vote/).fill("3 for, none against");
    await press(coordinator, "Propose this version");
    await expect(coordinator.getByText(/It has findings/)).toBeVisible();
    await expect(coordinator.getByLabel("Why it changes")).toHaveValue("Moderate fixes are public anyway");
    await coordinator.getByLabel("I read them, and propose it as it is").check();
    await press(coordinator, "Propose this version");
    await expect(coordinator.getByText("Another member adopts it")).toBeVisible();
    await expect(coordinator.getByRole("button", { name: /^Adopt/ })).toHaveCount(0);
  });

  await test.step("another member reads what changes, and adopts it", async () => {
    await approver.goto("/today");
    const duty = approver
      .getByRole("listitem")
      .filter({ hasText: "A new policy of vLLM waits for a second member" });
    await duty.getByRole("link").first().click();
    await expect(
      approver.getByText("New: fix: public", { exact: false }).or(approver.getByText("fix: public")).first(),
    ).toBeVisible();
    await press(approver, "Adopt version 2");
    await expect(approver).toHaveURL(/\/policy\?project=vllm$/);
    await expect(approver.getByText("version 2, in force")).toBeVisible();
  });

  await test.step("everybody reads it, with its date", async () => {
    await nobody.goto("/projects/vllm");
    await expect(nobody.getByText(/^Version 2, in force since/)).toBeVisible();
    await expect(nobody.getByText("Moderate fixes are public anyway")).toBeVisible();
    await expect(nobody.getByText("Fixed in public: no embargo.")).toBeVisible();
    await expect(nobody.getByRole("main").getByText(/Mara|Tomás/)).toHaveCount(0);
    const md = await nobody.request.get("/projects/vllm/SECURITY.md");
    expect(md.headers()["content-type"]).toContain("text/markdown");
    expect(await md.text()).toMatch(/Version 2/i);
    const yaml = await (await nobody.request.get("/projects/vllm/policy.yaml")).text();
    expect(yaml).toContain("# vLLM's security policy as data");
    expect(yaml).toContain("fix: public");
    expect(await (await nobody.request.get("/projects/vllm/security.txt")).text()).toMatch(
      /^Contact: https:/m,
    );
    expect((await nobody.request.get("/projects/vllm-omni/SECURITY.md")).status()).toBe(409);
  });

  await test.step("a case that runs says which version governs it", async () => {
    await coordinator.goto("/cases");
    await coordinator
      .getByRole("link", { name: /^VLLM-/ })
      .first()
      .click();
    await expect(coordinator.getByText(/Version 1 govern/)).toBeVisible();
  });
});

test("what the policy does not list is prenotified only by an exception that two members decide", async ({
  coordinator,
  approver,
}) => {
  await coordinator.goto("/cases/new?how=empty");
  await coordinator.getByRole("link", { name: "Start empty" }).click();
  await coordinator.getByLabel("Project").selectOption({ label: "vLLM" });
  await coordinator.getByLabel("Title").fill("A log line names a path");
  await press(coordinator, "Open the case");
  await expect(coordinator).toHaveURL(/\/cases\/VLLM-/);
  const desk = new URL(coordinator.url()).pathname;
  await coordinator.getByRole("link", { name: "Add the vulnerability" }).first().click();
  await coordinator.getByLabel("Summary").fill("A log line names a path");
  await press(coordinator, "Add the vulnerability");
  await coordinator.getByRole("radio", { name: /^LOW/ }).check();
  await coordinator.getByLabel("Reason").first().fill("It needs local access");
  await press(coordinator, "Decide the severity");
  await press(coordinator, "Confirm the case");
  await expect(coordinator.getByText("LOW is not listed.")).toBeVisible();
  await coordinator.getByRole("button", { name: "Propose an exception…" }).click();
  await coordinator.getByRole("alertdialog").getByLabel("Reason").fill("It is one link of a chain");
  await press(coordinator, "Propose the exception");
  await expect(
    coordinator.getByText(/Proposed against the policy: to prenotify this case of LOW/),
  ).toBeVisible();
  await expect(coordinator.getByRole("button", { name: "Confirm the exception" })).toHaveCount(0);
  await approver.goto(desk);
  await press(approver, "Confirm the exception");
  await expect(approver.getByText("Vendors are prenotified.")).toBeVisible();
  await expect(approver.getByText("Decided by two members, against the policy.")).toBeVisible();
});
