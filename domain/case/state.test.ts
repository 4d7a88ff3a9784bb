import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { nextStep } from "@/domain/case/next-step";
import {
  CASE_STATES,
  type CaseCommand,
  type CaseFacts,
  type CaseState,
  decide,
  embargoOf,
  isOverdue,
  publishesEarly,
} from "@/domain/case/state";

const NOW = Temporal.Instant.from("2027-01-12T17:00:00Z");
const release = (hours: number) => ({ at: NOW.add({ hours }), zone: "UTC" });
const facts = (state: CaseState, hours: number | null = 24): CaseFacts => ({
  state,
  releaseRevision: hours === null ? 0 : 1,
  release: hours === null ? null : release(hours),
});

const COMMANDS: Record<string, CaseCommand> = {
  confirm: { type: "confirm", vulnerabilities: 1, undecidedSeverities: 0 },
  schedule: { type: "schedule", release: release(48) },
  prenotify: { type: "prenotify" },
  publish: { type: "publish" },
  reject: { type: "reject" },
  close: { type: "close" },
};

/** From each state, where each command leads; what is not listed is refused. */
const ALLOWED: Partial<Record<CaseState, Record<string, CaseState>>> = {
  triaging: { confirm: "confirmed", reject: "rejected" },
  confirmed: { schedule: "scheduled", publish: "public", reject: "rejected" },
  scheduled: { schedule: "scheduled", prenotify: "prenotified", publish: "public" },
  prenotified: { schedule: "prenotified", prenotify: "prenotified", publish: "public" },
  public: { close: "closed" },
  rejected: { close: "closed" },
};

describe("steps follow only in their order", () => {
  test.each(CASE_STATES.flatMap((state) => Object.keys(COMMANDS).map((name) => [state, name] as const)))(
    "%s: %s",
    (state, name) => {
      const command = COMMANDS[name];
      if (!command) throw new Error("no such command");
      const decision = decide(facts(state), command, NOW);
      const expected = ALLOWED[state]?.[name];
      expect(decision.ok ? decision.next.state : undefined).toBe(expected);
      if (!decision.ok) expect(decision.because).toMatch(/\.$/);
    },
  );

  test("a case is confirmed only when every severity is decided", () => {
    expect(
      decide(facts("triaging"), { type: "confirm", vulnerabilities: 1, undecidedSeverities: 1 }, NOW).ok,
    ).toBe(false);
  });

  test("a case without a vulnerability is not confirmed", () => {
    const confirm = { type: "confirm", vulnerabilities: 0, undecidedSeverities: 0 } as const;
    expect(decide(facts("triaging"), confirm, NOW)).toMatchObject({
      ok: false,
      because: expect.stringContaining("Add the vulnerability first"),
    });
  });

  test("no sequence of commands takes a public case back, and none reaches scheduled without an instant", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(COMMANDS)), { maxLength: 30 }), (commands) => {
        let current: CaseFacts = facts("triaging", null);
        let wasPublic = false;
        for (const command of commands) {
          const next = decide(current, command, NOW);
          if (next.ok) current = next.next;
          wasPublic ||= current.state === "public";
          if (wasPublic) expect(["public", "closed"]).toContain(current.state);
          if (current.state === "scheduled" || current.state === "prenotified")
            expect(current.release).not.toBeNull();
        }
      }),
    );
  });
});

describe("the embargo", () => {
  test.each([
    ["none without an instant", facts("confirmed", null), "none"],
    ["active from the first instant", facts("scheduled"), "active"],
    ["revised when it moved", { ...facts("prenotified"), releaseRevision: 2 }, "revised"],
    ["exited when public", facts("public"), "exited"],
    ["none when rejected", facts("rejected"), "none"],
  ] as const)("is %s", (_name, of, state) => {
    expect(embargoOf(of)).toBe(state);
  });

  test("is overdue from the very instant on, until somebody publishes", () => {
    for (const state of ["confirmed", "scheduled", "prenotified"] as const) {
      expect(isOverdue(facts(state, 1), NOW)).toBe(false);
      expect(isOverdue(facts(state, 0), NOW)).toBe(true);
      expect(isOverdue(facts(state, -30), NOW)).toBe(true);
    }
    for (const state of ["public", "rejected", "closed", "triaging"] as const)
      expect(isOverdue(facts(state, -30), NOW)).toBe(false);
  });

  test("ends early only before its instant", () => {
    expect(publishesEarly(facts("scheduled", 1), NOW)).toBe(true);
    expect(publishesEarly(facts("confirmed", null), NOW)).toBe(true);
    expect(publishesEarly(facts("scheduled", 0), NOW)).toBe(false);
  });

  test("cannot be set to an instant that has passed", () => {
    expect(decide(facts("confirmed", null), { type: "schedule", release: release(0) }, NOW).ok).toBe(false);
  });
});

test.each([
  ["empty", { ...facts("triaging", null), vulnerabilities: 0 }, "add_vulnerability"],
  [
    "triaging with an open severity",
    { ...facts("triaging", null), undecidedSeverities: 1 },
    "decide_severity",
  ],
  ["triaging and decided", facts("triaging", null), "confirm"],
  ["confirmed", facts("confirmed", null), "choose_prenotify"],
  [
    "confirmed, with a vulnerability that was added since",
    { ...facts("confirmed", null), vulnerabilities: 2, undecidedSeverities: 1 },
    "decide_severity",
  ],
  [
    "overdue, with a vulnerability that was added since",
    { ...facts("scheduled", -1), vulnerabilities: 2, undecidedSeverities: 1 },
    "publish",
  ],
  [
    "confirmed, where the policy has no prenotification",
    { ...facts("confirmed", null), prenotify: "not_offered" },
    "set_release",
  ],
  [
    "scheduled, where the policy has no prenotification",
    { ...facts("scheduled"), prenotify: "not_offered" },
    "wait",
  ],
  ["chosen, without an instant", { ...facts("confirmed", null), prenotify: "yes" }, "set_release"],
  ["scheduled, without a notice", { ...facts("scheduled"), prenotify: "yes" }, "write_notice"],
  [
    "a notice that waits",
    { ...facts("scheduled"), prenotify: "yes", hasNotice: true, noticeWaits: true },
    "approve_notice",
  ],
  ["prenotified", { ...facts("prenotified"), prenotify: "yes", hasNotice: true }, "wait"],
  [
    "overdue, whatever else waits",
    { ...facts("prenotified", -1), prenotify: "yes", hasNotice: true, noticeWaits: true },
    "publish",
  ],
  ["proposed", { ...facts("prenotified"), publicationProposed: true }, "confirm_publication"],
  ["public", facts("public"), "close"],
  ["closed", facts("closed"), "none"],
] as const)("the next step of a case that is %s is one thing", (_name, of, step) => {
  const rest = {
    vulnerabilities: 1,
    undecidedSeverities: 0,
    prenotify: "undecided" as const,
    hasNotice: false,
    noticeWaits: false,
    publicationProposed: false,
  };
  expect(nextStep({ ...rest, ...of }, NOW)).toBe(step);
});
