import { describe, expect, test } from "vitest";
import { getCase } from "@/data/cases/queries";
import { editVulnerability } from "@/data/cases/vulnerabilities";
import { answerTerms } from "@/data/readings/commands";
import { inbox, vendorCase } from "@/data/readings/queries";
import { makeStatement } from "@/data/statements/commands";
import { readinessBoard } from "@/data/statements/readiness";
import { told } from "@/tests/case";
import { withdraw } from "@/tests/membership";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld } from "@/tests/world";

async function accepted() {
  const w = await makeWorld();
  const [org, other] = [await makeOrg(w), await makeOrg(w)];
  const t = await told(w, [org, other]);
  const yes = { reference: t.reference, answer: "accepted", termsVersion: "curfew-1" };
  await answerTerms(org.person, yes, at(30));
  const [v] = (await vendorCase(org.person, t.reference)).questions;
  const say = (more: Record<string, unknown>, number = 0) =>
    makeStatement(
      org.person,
      { reference: t.reference, vulnerabilityId: v?.vulnerabilityId, number, state: "affected", ...more },
      at(31 + number),
    );
  return { w, org, other, t, v, say };
}

describe("a statement", () => {
  test("is asked for only after consent, about what was sent, and shows the organization its own newest", async () => {
    const { org, other, t, v, say } = await accepted();
    expect((await vendorCase(other.person, t.reference)).questions).toEqual([]);
    const missing = async () => (await inbox(org.person)).items.map((i) => i.unanswered);
    expect(await missing()).toEqual([1]);
    expect(v).toMatchObject({ identifier: "PYSEC-2025-42", statement: null });
    await say({ note: "we ship 0.8.3", trackingId: "KES-77", fixOn: "2027-01-10", state: "fix_in_progress" });
    await say({ state: "fix_ready" }, 1);
    expect(await missing()).toEqual([0]);
    const [now] = (await vendorCase(org.person, t.reference)).questions;
    expect(now?.statement).toMatchObject({ state: "fix_ready", number: 2, by: expect.any(String) });
  });

  test("stands on the team's board beside the silent, who are never read as not affected", async () => {
    const { w, org, other, t, say } = await accepted();
    await say({ state: "not_affected", justification: "component_not_present" });
    const { rows } = await readinessBoard(w.ada, t.reference);
    expect(rows.find((r) => r.organizationId === org.id)).toMatchObject({
      person: "stated",
      statements: [{ state: "not_affected", justification: "component_not_present" }],
    });
    expect(rows.find((r) => r.organizationId === other.id)).toMatchObject({ statements: [] });
  });

  test.each([
    [{ state: "not_affected" }, "justification"],
    [{ state: "will_not_fix" }, "note"],
    [{ state: "fixed" }, "state"],
    [{ fixOn: "2027-02-30" }, "fixOn"],
    [{ fixOn: "soon" }, "fixOn"],
    [{ note: "x".repeat(4001) }, "note"],
    [{ trackingId: "x".repeat(201) }, "trackingId"],
  ])("with %j is refused at the field", async (more, field) => {
    const { say } = await accepted();
    await expect(say(more)).rejects.toMatchObject({ fields: { [field]: expect.any(String) } });
  });

  test("of a form that was shown before a colleague's is refused, and keeps both on record", async () => {
    const { say } = await accepted();
    await say({ state: "investigating" });
    await expect(say({ state: "affected" })).rejects.toMatchObject({ code: "stale" });
  });

  test("on a vulnerability that was removed is refused, and what was said before stays", async () => {
    const { w, t, v, say } = await accepted();
    await say({ state: "affected" });
    await asOwner(
      (sql) =>
        sql`update vulnerabilities set removed_at = now(), removed_by = ${w.ada.userId} where id = ${v?.vulnerabilityId ?? ""}`,
    );
    await expect(say({ state: "deployed" }, 1)).rejects.toThrow("not part of the case any more");
    const rows = await asOwner((sql) => sql`select state from statements where case_id = ${t.caseId}`);
    expect(rows.map((r) => r["state"])).toEqual(["affected"]);
  });

  test("is impossible before consent, for another's case, and after a withdrawal: absent, not forbidden", async () => {
    const { w, org, other, t, v, say } = await accepted();
    const same = {
      reference: t.reference,
      vulnerabilityId: v?.vulnerabilityId,
      number: 0,
      state: "affected",
    };
    await expect(makeStatement(other.person, same, at(31))).rejects.toThrow("Accept the terms first");
    const untold = await makeOrg(w);
    await expect(makeStatement(untold.person, same, at(31))).rejects.toMatchObject({ code: "not_found" });
    await withdraw(w, org, 40);
    await expect(say({ state: "affected" })).rejects.toMatchObject({ code: "not_found" });
  });

  test("names a vulnerability as it was approved, not as one member changed it since", async () => {
    const { w, org, t, v } = await accepted();
    const { revision } = await getCase(w.ada, t.reference);
    await editVulnerability(
      w.ada,
      {
        caseId: t.caseId,
        revision,
        vulnerabilityId: v?.vulnerabilityId,
        summary: "Something that nobody approved",
        identifiers: "CVE-2027-99999",
      },
      at(40),
    );
    const [asked] = (await vendorCase(org.person, t.reference)).questions;
    expect(asked).toMatchObject({ identifier: v?.identifier, summary: v?.summary });
  });

  test("is never asked about a vulnerability that was added after the notice was approved", async () => {
    const { org, t } = await accepted();
    await asOwner(
      (sql) =>
        sql`insert into vulnerabilities (case_id, position, record, added_at) select case_id, 2, record, '2027-01-20' from vulnerabilities where case_id = ${t.caseId}`,
    );
    expect((await vendorCase(org.person, t.reference)).questions).toHaveLength(1);
  });
});
