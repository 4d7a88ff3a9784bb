import { describe, expect, test } from "vitest";
import { getCase } from "@/data/cases/queries";
import { dispatchNotice } from "@/data/deliveries/commands";
import { beginDelivery, finishDelivery } from "@/data/deliveries/sending";
import { mailboxConfirms } from "@/data/demo/seeding";
import { pauseOrganization } from "@/data/memberships/pause";
import { confirmMembership, startMembership } from "@/data/memberships/start";
import { cancelNotice } from "@/data/notices/commands";
import { getNotice } from "@/data/notices/queries";
import { addContact, admitContact, endContact } from "@/data/organizations/contacts";
import type { OutgoingMail } from "@/lib/mail";
import { approve, deliveriesOf, SEND, scheduled, send, written } from "@/tests/case";
import { asOwner, setMembership } from "@/tests/sql";
import { at, makeOrg, makeWorld, type Org, sample, type World, worker } from "@/tests/world";

/** Approved and due: the moment before a notice leaves. */
async function approved(w: World, orgs: Org[]) {
  const c = await scheduled(w);
  const noticeId = await written(w, c, orgs);
  await approve(w, c, noticeId);
  return { ...c, noticeId };
}

const accept = async (mail: OutgoingMail) => ({ outcome: "accepted" as const, providerId: mail.id });
const statesOf = async (noticeId: string) => (await deliveriesOf(noticeId)).map((d) => d.state).sort();

describe("a notice at its instant", () => {
  test("sends one message per contact, each to one address", async () => {
    const w = await makeWorld();
    const orgs = [await makeOrg(w), await makeOrg(w)];
    const n = await approved(w, orgs);
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
    const mails = await send(n.noticeId);
    expect(mails.map((m) => m.to).sort()).toEqual(orgs.flatMap((o) => [o.address, o.person.email]).sort());
    expect(await statesOf(n.noticeId)).toEqual(["sent", "sent", "sent", "sent"]);
    expect((await getCase(w.ada, n.reference)).summary.state).toBe("prenotified");
    expect((await getNotice(w.ada, n.reference, n.noticeId)).state).toBe("sent");
  });

  test("does not leave before its instant, nor twice, nor after it was cancelled", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const n = await approved(w, [org]);
    await expect(dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND - 0.1))).rejects.toThrow(
      "instant has not come",
    );
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
    await expect(dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND))).rejects.toThrow(
      "does not leave",
    );
    const other = await written(w, n, [org]);
    await approve(w, n, other);
    await cancelNotice(w.cyd, { noticeId: other }, at(3));
    await expect(dispatchNotice(worker, { noticeId: other }, at(SEND))).rejects.toThrow("cancelled");
    expect(await statesOf(other)).toEqual(["cancelled", "cancelled"]);
  });

  test("two workers at once hand each message over once", async () => {
    const w = await makeWorld();
    const n = await approved(w, [await makeOrg(w)]);
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
    const sent = await Promise.all([send(n.noticeId), send(n.noticeId), send(n.noticeId)]);
    expect(sent.flat()).toHaveLength(2);
  });

  test("a message is not left behind because another worker looks at it at that moment", async () => {
    const w = await makeWorld();
    const n = await approved(w, [await makeOrg(w, { contact: "none" })]);
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
    const [d] = await deliveriesOf(n.noticeId);
    const id = d?.id ?? "";
    await beginDelivery(worker, id, at(SEND));
    let finishing = Promise.resolve();
    await asOwner((sql) =>
      sql.begin(async (looking) => {
        await looking`select id from deliveries where id = ${id} for update`;
        let ended = false;
        finishing = finishDelivery(worker, id, accept, at(SEND)).finally(() => {
          ended = true;
        });
        for (let waits = 0; waits === 0 && !ended; ) {
          const [row] = await looking<
            { n: number }[]
          >`select count(*)::int as n from pg_locks where not granted`;
          waits = row?.n ?? 0;
        }
      }),
    );
    await finishing;
    expect(await statesOf(n.noticeId)).toEqual(["sent"]);
  });

  test("carries no embargoed word in any part of the message", async () => {
    const w = await makeWorld();
    const n = await approved(w, [await makeOrg(w)]);
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
    const [mail] = await send(n.noticeId);
    const record = JSON.parse(sample("PYSEC-2025-42"));
    const secret = [
      record.id,
      ...record.aliases,
      "mooncake",
      "ZeroMQ",
      "pickle",
      "Remote Code",
      "HIGH",
      "0.8.5",
      "0.6.5",
      "CVSS",
      "CWE",
      "2027-01-11",
      "11 Jan 2027",
    ];
    const all = JSON.stringify(mail);
    for (const word of secret) expect(all.toLowerCase()).not.toContain(word.toLowerCase());
    expect(all).toContain(n.reference);
    expect(all).toContain("TLP:AMBER+STRICT");
  });
});

describe("an organization that is not active at the moment", () => {
  test.each(["paused", "withdrawn", "left"] as const)(
    "gets nothing when it is %s before the notice leaves, and the difference is on record",
    async (state) => {
      const w = await makeWorld();
      const [stays, goes] = [await makeOrg(w), await makeOrg(w)];
      const n = await approved(w, [stays, goes]);
      await setMembership(goes.membershipIds[0] ?? "", state);
      await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
      const its = (await deliveriesOf(n.noticeId)).filter((d) => d.organizationId === goes.id);
      expect(its.map((d) => d.state)).toEqual(["stopped", "stopped"]);
      const mails = await send(n.noticeId);
      expect(mails.map((m) => m.to).sort()).toEqual([stays.address, stays.person.email].sort());
      const after = (await getNotice(w.ada, n.reference, n.noticeId)).organizations.find(
        (o) => o.organizationId === goes.id,
      );
      expect(after).toMatchObject({ approved: true, resolved: false });
      expect(after?.resolvedReason?.toLowerCase()).toContain(state);
    },
  );

  test.each(["paused", "withdrawn", "left"] as const)(
    "gets nothing when it is %s after the notice left but before its message did",
    async (state) => {
      const w = await makeWorld();
      const org = await makeOrg(w);
      const n = await approved(w, [org]);
      await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
      await setMembership(org.membershipIds[0] ?? "", state);
      expect(await send(n.noticeId)).toEqual([]);
      expect(await statesOf(n.noticeId)).toEqual(["stopped", "stopped"]);
    },
  );

  test("gets no retry: a deferred message never leaves after a withdrawal", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const n = await approved(w, [org]);
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
    await send(n.noticeId, SEND, () => ({ outcome: "retry", because: "busy" }));
    expect(await statesOf(n.noticeId)).toEqual(["deferred", "deferred"]);
    await setMembership(org.membershipIds[0] ?? "", "withdrawn");
    expect(await send(n.noticeId)).toEqual([]);
    expect(await statesOf(n.noticeId)).toEqual(["stopped", "stopped"]);
  });

  test("no call to a transport begins once it stopped being a member, even between freezing and sending", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const n = await approved(w, [org]);
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
    const [d] = await deliveriesOf(n.noticeId);
    expect(await beginDelivery(worker, d?.id ?? "", at(SEND))).toBe(true);
    await setMembership(org.membershipIds[0] ?? "", "withdrawn");
    let called = false;
    await finishDelivery(
      worker,
      d?.id ?? "",
      async (m) => {
        called = true;
        return accept(m);
      },
      at(SEND),
    );
    expect(called).toBe(false);
  });

  test("a pause waits for the call that is under way, and is in force before the next begins", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const n = await approved(w, [org]);
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
    const [first, second] = await deliveriesOf(n.noticeId);
    await beginDelivery(worker, first?.id ?? "", at(SEND));
    await beginDelivery(worker, second?.id ?? "", at(SEND));
    const order: string[] = [];
    let release = () => {};
    let begun = () => {};
    const calling = new Promise<void>((done) => {
      begun = done;
    });
    const handing = finishDelivery(
      worker,
      first?.id ?? "",
      async (m) => {
        begun();
        await new Promise<void>((done) => {
          release = done;
        });
        order.push("call ended");
        return accept(m);
      },
      at(SEND),
    );
    await calling;
    let paused = false;
    const pausing = pauseOrganization(
      w.cyd,
      { organizationId: org.id, projectId: w.projectId, reason: "in the test", told: "in the test" },
      at(SEND),
    ).then(() => {
      paused = true;
      order.push("paused");
    });
    // Until the database says that the pause waits for a lock, or it went through.
    await asOwner(async (sql) => {
      for (let waits = 0; waits === 0 && !paused; ) {
        const [row] = await sql<{ n: number }[]>`select count(*)::int as n from pg_locks where not granted`;
        waits = row?.n ?? 0;
      }
    });
    release();
    await Promise.all([handing, pausing]);
    expect(order).toEqual(["call ended", "paused"]);
    await finishDelivery(
      worker,
      second?.id ?? "",
      async (m) => {
        order.push("second call");
        return accept(m);
      },
      at(SEND),
    );
    expect(order).not.toContain("second call");
  });
});

describe("while a message is handed over", () => {
  test("nobody can change the membership that lets it go", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w, { contact: "none" });
    const n = await approved(w, [org]);
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
    const [d] = await deliveriesOf(n.noticeId);
    await beginDelivery(worker, d?.id ?? "", at(SEND));
    await finishDelivery(
      worker,
      d?.id ?? "",
      async (m) => {
        await expect(
          asOwner(
            (sql) => sql`select id from memberships where organization_id = ${org.id} for update nowait`,
          ),
        ).rejects.toThrow("could not obtain lock");
        return accept(m);
      },
      at(SEND),
    );
    expect(await statesOf(n.noticeId)).toEqual(["sent"]);
  });
});

test("an organization that left and came back after the approval gets nothing of it", async () => {
  const w = await makeWorld();
  const org = await makeOrg(w);
  const n = await approved(w, [org]);
  await setMembership(org.membershipIds[0] ?? "", "left");
  const { id } = await startMembership(
    w.ada,
    { organizationId: org.id, groupId: w.groupId, reason: "ships again" },
    at(3),
  );
  await confirmMembership(w.ben, { proposalId: id }, at(4));
  await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
  expect(await send(n.noticeId)).toEqual([]);
  expect((await deliveriesOf(n.noticeId)).map((d) => d.reason)).toEqual([
    "Joined after this case was opened: new members are told of nothing that runs",
    "Joined after this case was opened: new members are told of nothing that runs",
  ]);
});

describe("contacts are resolved at sending", () => {
  test("one that ended after the approval gets nothing, the organization's other contact does", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const n = await approved(w, [org]);
    await endContact(
      w.cyd,
      { organizationId: org.id, contactId: org.roleContact, reason: "left the company" },
      at(3),
    );
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
    expect((await send(n.noticeId)).map((m) => m.to)).toEqual([org.person.email]);
  });

  test("one admitted after the approval is held as a gap", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const n = await approved(w, [org]);
    const { contactId } = await addContact(
      w.cyd,
      { organizationId: org.id, kind: "role", email: `late-${org.address}` },
      at(3),
    );
    await mailboxConfirms(contactId, at(3));
    await admitContact(w.cyd, { organizationId: org.id, contactId }, at(3));
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
    expect((await send(n.noticeId)).map((m) => m.to)).not.toContain(`late-${org.address}`);
    expect((await deliveriesOf(n.noticeId)).find((d) => d.contactId === contactId)).toMatchObject({
      held: true,
      state: "planned",
      firstAttemptAt: null,
    });
  });
});
