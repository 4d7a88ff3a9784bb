import { afterAll, afterEach, describe, expect, test } from "vitest";
import { dispatchNotice } from "@/data/deliveries/commands";
import { dueWork } from "@/data/deliveries/queries";
import { queueSignInMail } from "@/data/sign-in/lane";
import { issueLink } from "@/data/sign-in/links";
import { resumeSending, stopSending } from "@/data/stops/commands";
import { currentStop } from "@/data/stops/queries";
import { addMember } from "@/data/teams/commands";
import { fromTerminal } from "@/data/terminal/queries";
import { systemViewer } from "@/data/viewer";
import { newToken } from "@/lib/random";
import { approve, deliveriesOf, SEND, scheduled, written } from "@/tests/case";
import { ownDatabase } from "@/tests/own-database";
import { again, makeProject } from "@/tests/project";
import { start } from "@/tests/resend/harness";
import { drain, leaving, openOf, transportTo } from "@/tests/resend/team";
import { asApplication, asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, omniPolicy, worker } from "@/tests/world";
import { sendDelivery } from "@/worker/jobs/send-delivery";
import { dispatch, sendSignIn } from "@/worker/jobs/sweep";

// A stop holds for the whole deployment, and would stop every other test.
const own = await ownDatabase();
afterAll(own.drop);

const operator = systemViewer("cli");
const reason = { reason: "the provider may be breached" };
afterEach(() => resumeSending(operator, {}).catch(() => {}));

const turns = async (n: number) => {
  for (let i = 0; i < n; i++) await new Promise((done) => setImmediate(done));
};

describe("while sending is stopped", () => {
  test("no message is begun, none is lost, and all leave once a member lets them go on", async () => {
    const { double } = await start();
    const n = await leaving(2);
    const transport = transportTo(double.url);
    await stopSending(n.w.ada, reason);
    await drain(n.noticeId, transport, 2);
    expect(double.requests()).toHaveLength(0);
    for (const d of await deliveriesOf(n.noticeId))
      expect(d).toMatchObject({ state: "queued", attempts: 0, payload: null, firstAttemptAt: null });
    expect(await dueWork(worker)).toMatchObject({ notices: [], deliveries: [] });
    await resumeSending(n.w.ben, {});
    await drain(n.noticeId, transport);
    expect(double.accepted()).toHaveLength(4);
  });

  test("a notice whose instant came waits as it was approved, and leaves after", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    const noticeId = await written(w, c, [await makeOrg(w)]);
    await approve(w, c, noticeId);
    await stopSending(operator, reason);
    await expect(dispatchNotice(worker, { noticeId }, at(SEND))).rejects.toThrow("Sending is stopped");
    await dispatch(noticeId);
    expect((await deliveriesOf(noticeId)).map((d) => d.state)).toEqual(["planned", "planned"]);
    await resumeSending(operator, {});
    expect((await dispatchNotice(worker, { noticeId }, at(SEND))).messages).toBe(2);
  });

  test("a message that was begun and not handed over waits as if nobody had begun", async () => {
    const { double } = await start();
    const n = await leaving(1);
    const { beginDelivery, finishDelivery } = await import("@/data/deliveries/sending");
    const [first = ""] = await openOf(n.noticeId);
    await beginDelivery(worker, first, at(SEND));
    await stopSending(operator, reason);
    await finishDelivery(
      worker,
      first,
      async () => {
        throw new Error("handed over");
      },
      at(SEND),
    );
    expect((await deliveriesOf(n.noticeId)).find((d) => d.id === first)).toMatchObject({
      state: "queued",
      attempts: 0,
      leaseUntil: null,
    });
    expect(double.requests()).toHaveLength(0);
  });

  test("sign-in mail leaves", async () => {
    const { double } = await start();
    await stopSending(operator, reason);
    const letter = {
      from: "a@b.example",
      to: "lane@v.example",
      replyTo: null,
      subject: "s",
      text: "t",
      html: "h",
    };
    await queueSignInMail(systemViewer("sign-in"), { ...letter, date: "2027-01-01T00:00:00Z" });
    const [row] = await asOwner((sql) => sql<{ id: string }[]>`select id from sign_in_mails`);
    await sendSignIn(row?.id ?? "", transportTo(double.url));
    expect(double.accepted()).toHaveLength(1);
  });

  test("every member reads since when, by whom and why, and the database shows no reason", async () => {
    const w = await makeWorld();
    expect(await currentStop(w.cyd)).toBeNull();
    await stopSending(w.ada, reason);
    expect(await currentStop(w.cyd)).toMatchObject({ by: "Ada", reason: reason.reason });
    const dump = await asOwner((sql) => sql`select encode(reason, 'escape') as text from sending_stops`);
    expect(JSON.stringify(dump)).not.toContain("breached");
  });

  test("a second stop, a resume of nothing, and one without a reason are refused in a sentence", async () => {
    const w = await makeWorld();
    await expect(resumeSending(w.ada, {})).rejects.toThrow("Sending is not stopped.");
    await expect(stopSending(w.ada, { reason: "  " })).rejects.toMatchObject({ code: "invalid" });
    const both = await Promise.allSettled([stopSending(w.ada, reason), stopSending(w.ben, reason)]);
    expect(both.map((r) => r.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("a vendor's contact can neither stop nor resume, and learns of no stop", async () => {
    const w = await makeWorld();
    const { person } = await makeOrg(w);
    await expect(stopSending(person, reason)).rejects.toMatchObject({ code: "not_found" });
    await stopSending(w.ada, reason);
    await expect(resumeSending(person, {})).rejects.toMatchObject({ code: "not_found" });
    const rows = await asApplication((sql) =>
      sql.begin(async (tx) => {
        await tx`select set_config('curfew.viewer', 'contact', true)`;
        return tx`select * from sending_stops`;
      }),
    );
    expect(rows).toHaveLength(0);
  });
});

describe("a stop and a send in the same instant", () => {
  test("a call under way ends first and is recorded; none begins after", async () => {
    const { double } = await start();
    const n = await leaving(1);
    const transport = transportTo(double.url);
    const [first = "", second = ""] = await openOf(n.noticeId);
    const gate = double.hold();
    const sending = sendDelivery(first, transport);
    await gate.arrived;
    let stopped = false;
    const stopping = stopSending(n.w.ada, reason).then(() => {
      stopped = true;
    });
    await turns(50);
    expect(stopped).toBe(false);
    gate.release();
    await Promise.all([sending, stopping]);
    await sendDelivery(second, transport);
    expect(double.requests()).toHaveLength(1);
    expect((await deliveriesOf(n.noticeId)).map((d) => d.state).sort()).toEqual(["queued", "sent"]);
  });

  test("no request is begun after the stop is committed, whoever came first (12 times)", async () => {
    const { double } = await start();
    const n = await leaving(12);
    const transport = transportTo(double.url);
    const open = await openOf(n.noticeId);
    for (let round = 0; round < 12; round++) {
      const ids = open.slice(round * 2, round * 2 + 2);
      const before = double.requests().length;
      let atCommit = -1;
      const stopping = (async () => {
        // In every second round a first request has arrived by then, and another message is on its way.
        for (let i = 0; round % 2 === 1 && i < 50_000 && double.requests().length === before; i++)
          await turns(1);
        await stopSending(operator, reason);
        atCommit = double.requests().length;
      })();
      const sending = (async () => {
        await turns(round % 2 === 0 ? round * 3 : 0);
        await Promise.all(ids.map((id) => sendDelivery(id, transport)));
      })();
      await Promise.all([stopping, sending]);
      expect(double.requests().length, `round ${round}`).toBe(atCommit);
      await resumeSending(operator, {});
    }
    const accepted = double.accepted().length;
    // Both orders happened, or the test proves only half.
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(24);
    await drain(n.noticeId, transport);
    expect(double.accepted()).toHaveLength(24);
  });
});

describe("what the operator did on the terminal", () => {
  test("shows to every member: whom a sign-in link was printed for, who was added, what was stopped and why", async () => {
    const w = await makeWorld();
    await issueLink(operator, { address: w.ben.email, token: newToken(), browserHash: null });
    await stopSending(operator, reason);
    await resumeSending(operator, {});
    const seen = await fromTerminal(w.cyd);
    const of = (action: string) => seen.find((e) => e.action === action);
    expect(of("issued a sign-in link")?.about).toEqual(["Ben"]);
    expect(of("stopped everything that leaves")?.note).toBe(reason.reason);
    expect(of("let what leaves go on")).toBeDefined();
  });

  test("shows a member who was let into a project also to those who work on none of it", async () => {
    const w = await makeWorld();
    const outsider = await makeWorld();
    await asOwner((sql) => sql`update teams set created_at = '2000-01-01' where id = ${w.teamId}`);
    const projectId = await makeProject(w, omniPolicy(), [w.ada]);
    const [{ slug } = { slug: "" }] = await asOwner(
      (sql) => sql<{ slug: string }[]>`select slug from projects where id = ${projectId}`,
    );
    await addMember(operator, { email: w.ben.email, projects: [slug] });
    const cyd = await again(w.cyd);
    expect(cyd.projectIds).not.toContain(projectId);
    expect((await fromTerminal(cyd)).find((e) => e.action.startsWith("let a member work"))?.about).toEqual([
      "Ben",
    ]);
    expect(outsider.ada.projectIds).not.toContain(projectId);
  });

  test("leaves out what a member did, and what is older than 14 days", async () => {
    const w = await makeWorld();
    await stopSending(w.ada, { reason: "by a member" });
    await resumeSending(w.ada, {});
    expect((await fromTerminal(w.cyd)).some((e) => e.note === "by a member")).toBe(false);
    await stopSending(operator, { reason: "long ago" });
    await asOwner(async (sql) => {
      await sql`alter table audit_entries disable trigger audit_entries_append_only`;
      await sql`update audit_entries set real_at = real_at - interval '15 days'`;
      await sql`alter table audit_entries enable trigger audit_entries_append_only`;
    });
    expect(await fromTerminal(w.cyd)).toEqual([]);
  });
});
