import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { VOTES } from "@/domain/application/application";
import {
  type ApplicationCommand,
  type ApplicationNow,
  appealRound,
  type DecisionRules,
  decideApplication,
  decisionRules,
  quorumIn,
  tookPart,
} from "@/domain/application/decide";
import { tally } from "@/domain/application/tally";

const NOW = Temporal.Instant.from("2027-01-12T17:00:00Z");
const HUMANS = ["ada", "ben", "cyd", "dev", "eve", "fay"];
const days = (amount: number) => ({ amount, upTo: null, unit: "days" as const });
const rules = (more: Partial<DecisionRules> = {}): DecisionRules => ({
  quorums: [2],
  within: [null],
  incomplete: "hold",
  appeal: null,
  ...more,
});
const draft: ApplicationNow = {
  state: "draft",
  round: 0,
  submittedAt: null,
  decideBy: null,
  decidedAt: null,
  decidedBy: null,
  appealedAt: null,
  votes: [],
  recused: new Set(),
};

function run(
  commands: readonly ApplicationCommand[],
  r: DecisionRules = rules(),
  from: ApplicationNow = draft,
): ApplicationNow {
  return commands.reduce((a, c) => {
    const said = decideApplication(a, c, r, NOW);
    if (!said.ok) throw new Error(said.because);
    return said.next;
  }, from);
}
const submit: ApplicationCommand = { type: "submit", missing: [] };
const votes = (vote: "accept" | "decline", ...by: string[]): ApplicationCommand[] =>
  by.map((b) => ({ type: "vote", by: b, vote }));

describe("an application", () => {
  test("is accepted by a quorum alone, and a tie or fewer decides nothing", () => {
    const one = run([submit, ...votes("accept", "ada")]);
    expect(() => run([{ type: "accept", by: "ada" }], rules(), one)).toThrow("2 members have to vote");
    const tie = run([submit, ...votes("accept", "ada", "ben"), ...votes("decline", "cyd", "dev")]);
    for (const type of ["accept", "decline"] as const)
      expect(() => run([{ type, by: "ada" }], rules(), tie)).toThrow("more than vote otherwise");
    expect(run([submit, ...votes("accept", "ada", "ben"), { type: "accept", by: "cyd" }]).state).toBe(
      "accepted",
    );
  });

  test("counts no vote of a member who takes no part, whenever it was given", () => {
    const voted = run([submit, ...votes("accept", "ada", "ben")]);
    const later = { ...voted, recused: new Set(["ada"]) };
    expect(tally(later, 0)).toEqual({ accept: 1, decline: 0 });
    expect(() => run([{ type: "accept", by: "cyd" }], rules(), later)).toThrow("2 members");
  });

  test("counts a vote that was changed once, as it was changed to", () => {
    const changed = run([submit, ...votes("accept", "ada", "ada"), ...votes("decline", "ada")]);
    expect(tally(changed, 0)).toEqual({ accept: 0, decline: 1 });
    expect(changed.votes).toHaveLength(3);
  });

  test("goes through each step of the policy, and is declined in any", () => {
    const steps = rules({ quorums: [1, 2], within: [days(3), days(10)] });
    const first = run([submit, ...votes("accept", "ada")], steps);
    expect(first.decideBy).toEqual(NOW.add({ hours: 72 }));
    const second = run([{ type: "accept", by: "ada" }], steps, first);
    expect(second).toMatchObject({ state: "submitted", round: 1, decideBy: NOW.add({ hours: 240 }) });
    expect(() => run([{ type: "accept", by: "ada" }], steps, second)).toThrow("2 members");
    expect(
      run([...votes("decline", "ben", "cyd"), { type: "decline", by: "ben" }], steps, second).state,
    ).toBe("declined");
  });

  test("stops its clock while it waits for the applicant, and begins it anew", () => {
    const clocked = rules({ within: [days(30)] });
    const back = run([submit, ...votes("accept", "ada"), { type: "mark_incomplete", by: "ben" }], clocked);
    expect(back).toMatchObject({ state: "incomplete", decideBy: null });
    expect(() => run([{ type: "accept", by: "ben" }], clocked, back)).toThrow("waits for the applicant");
    const again = run([submit], clocked, back);
    expect(again.decideBy).toEqual(NOW.add({ hours: 720 }));
    // What was voted on has changed.
    expect(tally(again, 0)).toEqual({ accept: 0, decline: 0 });
  });

  test("promises no time where the policy promises none, and waits where it does not say what incomplete leads to", () => {
    expect(decisionRules({ application: null })).toEqual(rules());
    expect(run([submit]).decideBy).toBeNull();
  });

  test.each([
    ["hold", "incomplete", "incomplete"],
    ["countAgainst", "submitted", "refused"],
    ["reject", "refused", "declined"],
  ] as const)(
    "that lacks something is, under %s, %s when submitted and %s when a reviewer says so",
    (incomplete, onSubmit, onReview) => {
      const r = rules({ incomplete });
      const submitted = decideApplication(draft, { type: "submit", missing: ["Website"] }, r, NOW);
      expect(submitted.ok ? submitted.next.state : "refused").toBe(onSubmit);
      const reviewed = decideApplication(run([submit], r), { type: "mark_incomplete", by: "ada" }, r, NOW);
      expect(reviewed.ok ? reviewed.next.state : "refused").toBe(onReview);
    },
  );
});

describe("an appeal", () => {
  const r = rules({ appeal: { to: "The steering committee", within: days(14) } });
  const declined = run([submit, ...votes("decline", "ada", "ben"), { type: "decline", by: "cyd" }], r);

  test("exists where the policy has one, within its time, and once", () => {
    const no = run([submit, ...votes("decline", "ada", "ben"), { type: "decline", by: "cyd" }]);
    expect(() => run([{ type: "appeal" }], rules(), no)).toThrow("has no appeal");
    const late = decideApplication(declined, { type: "appeal" }, r, NOW.add({ hours: 24 * 14 + 1 }));
    expect(late).toMatchObject({ ok: false });
    const decided = run(
      [{ type: "appeal" }, ...votes("decline", "dev", "eve"), { type: "decline", by: "fay" }],
      r,
      declined,
    );
    expect(() => run([{ type: "appeal" }], r, decided)).toThrow("final");
  });

  test("is decided by members who neither voted nor decided before", () => {
    const appealed = run([{ type: "appeal" }], r, declined);
    for (const by of ["ada", "ben", "cyd"])
      expect(() => run(votes("accept", by), r, appealed)).toThrow("took part");
    const ready = run(votes("accept", "dev", "eve"), r, appealed);
    expect(() => run([{ type: "accept", by: "cyd" }], r, ready)).toThrow("took part");
    expect(run([{ type: "accept", by: "fay" }], r, ready).state).toBe("accepted");
  });
});

const human = fc.constantFrom(...HUMANS);
const anyCommand: fc.Arbitrary<ApplicationCommand> = fc.oneof(
  fc.constantFrom<ApplicationCommand>({ type: "save" }, { type: "appeal" }),
  fc.constantFrom<ApplicationCommand>(submit, submit, { type: "submit", missing: ["Website"] }),
  { weight: 1, arbitrary: fc.constant<ApplicationCommand>({ type: "take_back" }) },
  {
    weight: 8,
    arbitrary: fc.record({ type: fc.constant("vote" as const), by: human, vote: fc.constantFrom(...VOTES) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constantFrom(
        "advance" as const,
        "accept" as const,
        "decline" as const,
        "mark_incomplete" as const,
      ),
      by: human,
    }),
  },
);
const anyRules: fc.Arbitrary<DecisionRules> = fc
  .array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 })
  .chain((quorums) =>
    fc.record({
      quorums: fc.constant(quorums),
      within: fc.constant(quorums.map((_, i) => (i % 2 === 0 ? days(7) : null))),
      incomplete: fc.constantFrom("hold" as const, "reject" as const, "countAgainst" as const),
      appeal: fc.constantFrom(null, { to: "Others", within: null }),
    }),
  );
/** A step of anybody, or somebody found to be conflicted at any moment. */
const anyStep = fc.oneof(
  { weight: 12, arbitrary: anyCommand },
  { weight: 1, arbitrary: fc.record({ recuse: human }) },
);

test("over any sequence: no decision without a quorum of unconflicted votes, nobody conflicted in one, nothing after an end, and no vote lost", () => {
  let accepted = 0;
  fc.assert(
    fc.property(anyRules, fc.array(anyStep, { minLength: 1, maxLength: 60 }), (r, steps) => {
      let a = run([submit], r);
      for (const step of steps) {
        if ("recuse" in step) {
          a = { ...a, recused: new Set([...a.recused, step.recuse]) };
          continue;
        }
        const said = decideApplication(a, step, r, NOW);
        if (!said.ok) continue;
        const before = a;
        a = said.next;
        expect(["accepted", "taken_back"]).not.toContain(before.state);
        expect(before.recused.has("by" in step ? step.by : "")).toBe(false);
        expect(a.votes.length).toBeGreaterThanOrEqual(before.votes.length);
        expect(a.votes.slice(0, before.votes.length).map(({ superseded: _, ...v }) => v)).toEqual(
          before.votes.map(({ superseded: _, ...v }) => v),
        );
        if (before.state === "declined") expect(["appeal"]).toContain(step.type);
        const quorum = quorumIn(r, before.round);
        // Counted here by hand: of each member who takes part the last vote of the round that still stands.
        const standing = (vote: string) =>
          HUMANS.filter(
            (h) =>
              !before.recused.has(h) &&
              before.votes.findLast((v) => v.round === before.round && v.userId === h && !v.superseded)
                ?.vote === vote,
          ).length;
        if (a.state === "accepted" || a.round > before.round) {
          if (step.type !== "appeal")
            expect(standing("accept")).toBeGreaterThanOrEqual(Math.max(quorum, standing("decline") + 1));
        }
        if (a.state === "declined" && step.type === "decline")
          expect(standing("decline")).toBeGreaterThanOrEqual(Math.max(quorum, standing("accept") + 1));
        if (before.state === "appealed" && "by" in step) expect(tookPart(before, r).has(step.by)).toBe(false);
        if (a.state === "accepted") {
          accepted += 1;
          expect(before.round).toBeGreaterThanOrEqual(r.quorums.length - 1);
          expect(before.round).toBeLessThanOrEqual(appealRound(r));
        }
      }
    }),
    { numRuns: 400 },
  );
  expect(accepted).toBeGreaterThan(0);
});
