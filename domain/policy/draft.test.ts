import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { DRAFT_STATES, type Draft, type DraftCommand, decideDraft, effectiveAt } from "@/domain/policy/draft";

const BY = "ada";
const draft = (state: Draft["state"]): Draft => ({
  state,
  base: 3,
  proposedBy: state === "proposed" || state === "adopted" ? BY : null,
});
const adopt = { type: "adopt", by: "ben", newest: 3, undecided: 0 } as const;
const COMMANDS = {
  save: { type: "save" },
  propose: { type: "propose", by: BY, findings: "read" },
  send_back: { type: "send_back" },
  adopt,
  drop: { type: "drop" },
} as const satisfies { [T in DraftCommand["type"]]: Extract<DraftCommand, { type: T }> };

type Type = DraftCommand["type"];
/** The state after each command that is taken; every other is refused. */
const TAKEN: Record<Draft["state"], Partial<Record<Type, Draft["state"]>>> = {
  draft: { save: "draft", propose: "proposed", drop: "dropped" },
  proposed: { send_back: "draft", adopt: "adopted", drop: "dropped" },
  adopted: {},
  dropped: {},
};
const every = DRAFT_STATES.flatMap((state) =>
  (Object.keys(COMMANDS) as Type[]).map((type) => [state, type] as const),
);

describe("a draft", () => {
  test.each(every)("that is %s takes or refuses: %s", (state, type) => {
    const decision = decideDraft(draft(state), COMMANDS[type]);
    const next = TAKEN[state][type];
    if (next === undefined)
      expect(decision).toEqual({ ok: false, because: expect.stringMatching(/^\p{Lu}.*\.$/u) });
    else expect(decision).toMatchObject({ ok: true, next: { state: next, base: 3 } });
  });

  test("keeps who proposed it as long as it is proposed, and no longer", () => {
    const by = (d: Draft, c: DraftCommand) => {
      const decision = decideDraft(d, c);
      return decision.ok ? decision.next.proposedBy : undefined;
    };
    expect(by(draft("draft"), COMMANDS.propose)).toBe(BY);
    expect(by(draft("proposed"), adopt)).toBe(BY);
    expect(by(draft("proposed"), COMMANDS.send_back)).toBeNull();
    expect(by(draft("proposed"), COMMANDS.drop)).toBeNull();
  });

  test("with findings that nobody read is not proposed", () =>
    expect(decideDraft(draft("draft"), { type: "propose", by: BY, findings: "unread" })).toMatchObject({
      ok: false,
      because: expect.stringContaining("It has findings"),
    }));

  test.each<
    [string, Partial<typeof adopt> | { by: string } | { newest: number } | { undecided: number }, string]
  >([
    ["by whoever proposed it", { by: BY }, "Another member adopts it"],
    [
      "once another version is newer than the one it began from (P1)",
      { newest: 4 },
      "Version 4 was adopted meanwhile",
    ],
    ["while it is open what becomes of one member", { undecided: 1 }, "becomes of the member whom"],
    ["while it is open what becomes of several", { undecided: 2 }, "becomes of the 2 members whom"],
  ])("is not adopted %s", (_, more, because) =>
    expect(decideDraft(draft("proposed"), { ...adopt, ...more })).toMatchObject({
      ok: false,
      because: expect.stringContaining(because),
    }),
  );

  test("is never changed in place: what a decision was asked of stays as it was", () => {
    for (const [state, type] of every) {
      const d = Object.freeze(draft(state));
      expect(() => decideDraft(d, COMMANDS[type])).not.toThrow();
    }
  });
});

test("a version holds from its own first day, and never from before its adoption (P1)", () => {
  const day = (n: number) => Temporal.Instant.from(`2027-01-${n}T00:00:00Z`);
  expect(effectiveAt(day(20), day(12)).equals(day(20))).toBe(true);
  expect(effectiveAt(day(10), day(12)).equals(day(12))).toBe(true);
  expect(effectiveAt(day(12), day(12)).equals(day(12))).toBe(true);
  expect(effectiveAt(null, day(12)).equals(day(12))).toBe(true);
});
