import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { deliveryBoard } from "@/data/deliveries/board";
import { recordMailReport } from "@/data/deliveries/reports";
import { getOrganization } from "@/data/organizations/queries";
import { findSession } from "@/data/sign-in/sessions";
import { systemViewer } from "@/data/viewer";
import { deliveriesOf, told } from "@/tests/case";
import { mailSession } from "@/tests/signing-in";
import { at, makeOrg, makeWorld, type World } from "@/tests/world";

const heard = (deliveryId: string | null, report: string, more: Record<string, unknown> = {}) =>
  recordMailReport(
    systemViewer("web"),
    {
      eventId: randomUUID(),
      deliveryId,
      emailId: randomUUID(),
      report,
      detail: null,
      permanent: false,
      at: "2027-01-05T09:00:00Z",
      ...more,
    },
    at(25),
  );
async function sent() {
  const w = await makeWorld();
  const org = await makeOrg(w);
  const t = await told(w, [org]);
  const rows = await deliveriesOf(t.noticeId);
  const role = rows.find((d) => d.address === org.address);
  return { w, org, t, id: role?.id ?? "", state: async () => stateOf(t.noticeId, role?.id ?? "") };
}
const stateOf = async (noticeId: string, id: string) =>
  (await deliveriesOf(noticeId)).find((d) => d.id === id)?.state;
const line = async (w: World, t: { reference: string; noticeId: string }) =>
  (await deliveryBoard(w.ada, t.reference, t.noticeId)).line;

describe("what the provider reports of a message", () => {
  test("moves it forward, whatever the order, and a second copy of an event changes nothing", async () => {
    const { id, state } = await sent();
    await heard(id, "delivered", { eventId: `twice-${id}` });
    await expect(heard(id, "bounced", { eventId: `twice-${id}` })).rejects.toThrow("recorded before");
    await heard(id, "sent");
    await heard(id, "deferred");
    expect(await state()).toBe("delivered");
    await heard(id, "bounced", { detail: "Permanent, General" });
    await heard(id, "delivered");
    expect(await state()).toBe("bounced");
  });

  test("leaves an organization reached while one of its contacts is, and a gap when none is", async () => {
    const { w, org, t, id } = await sent();
    await heard(id, "bounced");
    expect(await line(w, t)).toContain("1 of 1 organization reached");
    const other = (await deliveriesOf(t.noticeId)).find((d) => d.id !== id);
    await heard(other?.id ?? "", "suppressed");
    expect(await line(w, t)).toMatch(/^0 of 1 organization reached; 1 bounced/);
    expect((await getOrganization(w.ada, org.id)).contacts.every((c) => c.state === "admitted")).toBe(true);
  });

  test("ends a contact whose mailbox refused for good twice, and only it", async () => {
    const { w, org, id } = await sent();
    await heard(id, "bounced", { permanent: true });
    const again = await told(w, [org]);
    const second = (await deliveriesOf(again.noticeId)).find((d) => d.address === org.address);
    await heard(second?.id ?? "", "bounced", { permanent: true });
    const { contacts } = await getOrganization(w.ada, org.id);
    expect(contacts.map((c) => [c.kind, c.state])).toEqual([
      ["role", "ended"],
      ["person", "admitted"],
    ]);
  });

  test("ends the sessions of a person whose mailbox refused for good twice, in the same moment", async () => {
    const { w, org, t } = await sent();
    const { token } = await mailSession(org.person.userId);
    for (const { noticeId } of [t, await told(w, [org])]) {
      expect(await findSession(token)).not.toBeNull();
      const own = (await deliveriesOf(noticeId)).find((d) => d.address === org.person.email);
      await heard(own?.id ?? "", "bounced", { permanent: true });
    }
    expect(await findSession(token)).toBeNull();
  });

  test("is found by the provider's own id where the tag is missing", async () => {
    const { t, id, state } = await sent();
    const row = (await deliveriesOf(t.noticeId)).find((d) => d.id === id);
    await heard(null, "delivered", { emailId: row?.providerId });
    expect(await state()).toBe("delivered");
  });

  test("changes nothing when it is about nothing of ours, and is kept once", async () => {
    expect(await heard(randomUUID(), "delivered")).toEqual({ known: false });
    expect(await heard(null, "bounced")).toEqual({ known: false });
  });
});
