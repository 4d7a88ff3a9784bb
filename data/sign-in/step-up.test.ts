import { describe, expect, test } from "vitest";
import { approveNotice } from "@/data/notices/approval";
import { getNotice } from "@/data/notices/queries";
import { addContact } from "@/data/organizations/contacts";
import { exportEntries } from "@/data/record/export";
import { viewerOfSession } from "@/data/sign-in/sessions";
import type { Member } from "@/domain/viewer";
import { realNow } from "@/lib/clock";
import { scheduled, written } from "@/tests/case";
import { adopted } from "@/tests/policy";
import { mailSession } from "@/tests/signing-in";
import { at as hours, makeOrg, makeWorld, vllmPolicy } from "@/tests/world";

const earlier = (m: Member, minutes: number): Member => ({
  ...m,
  provedAt: realNow().subtract({ seconds: minutes * 60 }),
});
const stepUp = { code: "step_up" };

describe("a fresh factor", () => {
  test("is asked for before an approval, an export, and a change of contacts, by real time and not the demo's", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const c = await scheduled(w);
    const noticeId = await written(w, c, [org]);
    const n = await getNotice(w.ben, c.reference, noticeId);
    const input = { noticeId, revision: n.revision, versionId: n.version?.id };
    const old = earlier(w.ben, 5);
    await expect(approveNotice(old, input, hours(2))).rejects.toMatchObject(stepUp);
    await expect(exportEntries(old, { format: "csv", fields: {} })).rejects.toMatchObject(stepUp);
    const contact = { organizationId: org.id, kind: "role", email: "new@vendor.example" };
    await expect(addContact(old, contact)).rejects.toMatchObject(stepUp);
    await approveNotice(earlier(w.ben, 4.9), input, hours(2));
  });

  test("is asked for alike whether the thing exists or not", async () => {
    const w = await makeWorld();
    const input = { noticeId: crypto.randomUUID(), revision: 1, versionId: crypto.randomUUID() };
    await expect(approveNotice(earlier(w.ben, 6), input)).rejects.toMatchObject(stepUp);
  });
});

describe("a vendor's contact", () => {
  test("comes in by their mailbox, until the policy of a project of theirs asks for a second factor (P41)", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const { session, now } = await mailSession(org.person.userId);
    expect(await viewerOfSession(session)).not.toBeNull();
    await adopted(w.projectId, { ...vllmPolicy(), vendorFactor: "recommended" });
    expect(await viewerOfSession((await mailSession(org.person.userId)).session)).not.toBeNull();
    await adopted(w.projectId, { ...vllmPolicy(), vendorFactor: "required" }, 3);
    const asked = await now();
    expect(asked.missing).toBe("factor");
    expect(await viewerOfSession(asked)).toBeNull();
    const other = await makeOrg(await makeWorld());
    expect((await mailSession(other.person.userId)).session.missing).toBe("nothing");
  });
});
