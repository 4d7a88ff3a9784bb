import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { possibleApprovers, standingOf, type Touch } from "@/domain/notice/approval";
import { mayReceive, type NoticeKind } from "@/domain/notice/messages";
import { type Candidate, resolveRecipients } from "@/domain/notice/recipients";
import { decideNotice, NOTICE_STATES, type NoticeCommand } from "@/domain/notice/state";
import { MEMBERSHIP_STATES, type MembershipState } from "@/domain/organization/membership";

const NOW = Temporal.Instant.from("2027-01-12T17:00:00Z");
const meant = (hours: number) => ({ at: NOW.add({ hours }), zone: "UTC" });

describe("the table of messages", () => {
  test.each([
    ["prenotification", ["active"]],
    ["reminder", ["active"]],
    ["drill", ["accepted", "active"]],
    ["date_moved", MEMBERSHIP_STATES],
    ["broken", MEMBERSHIP_STATES],
    ["lift", MEMBERSHIP_STATES],
    ["withdrawn", MEMBERSHIP_STATES],
  ] as [NoticeKind, readonly MembershipState[]][])("%s", (kind, goes) => {
    for (const state of MEMBERSHIP_STATES) expect(mayReceive(kind, state), state).toBe(goes.includes(state));
  });
});

const candidate = (over: Partial<Candidate>): Candidate => ({
  organizationId: "o",
  name: "Kestrel",
  memberships: [{ groupId: "g", groupName: "Distributors", state: "active" }],
  contacts: [
    {
      id: "c",
      kind: "role",
      address: "security@kestrel.example",
      name: null,
      state: "admitted",
      confirmed: true,
      fits: true,
      toldBefore: false,
    },
  ],
  chosen: true,
  heldBack: null,
  joinedLate: false,
  wantsOther: "No role address",
  ...over,
});
const contact = (state: "proposed" | "admitted" | "ended", confirmed: boolean) => ({
  id: "c",
  kind: "role" as const,
  address: "a@b.example",
  name: null,
  state,
  confirmed,
  fits: true,
  toldBefore: false,
});

describe("who gets a notice", () => {
  test.each([
    ["active, chosen, with a confirmed contact", {}, true, "Active in Distributors"],
    [
      "paused",
      { memberships: [{ groupId: "g", groupName: "Distributors", state: "paused" }] },
      false,
      "Paused in Distributors",
    ],
    [
      "withdrawn",
      { memberships: [{ groupId: "g", groupName: "Distributors", state: "withdrawn" }] },
      false,
      "Withdrawn in Distributors",
    ],
    ["not chosen", { chosen: false }, false, "Not chosen for this notice"],
    ["without any contact", { contacts: [] }, false, "No contact on file"],
    [
      "with a contact that waits",
      { contacts: [contact("proposed", false)] },
      false,
      "Its contact waits to be admitted by a member",
    ],
    [
      "with a contact that was never confirmed",
      { contacts: [contact("admitted", false)] },
      false,
      "No confirmed contact: the address was never confirmed",
    ],
    ["with only an ended contact", { contacts: [contact("ended", true)] }, false, "No contact on file"],
  ] as [string, Partial<Candidate>, boolean, string][])("%s", (_name, over, goes, reason) => {
    const { included, leftOut } = resolveRecipients("prenotification", [candidate(over)]);
    expect([...included, ...leftOut].map((r) => r.reason)).toEqual([reason]);
    expect(included).toHaveLength(goes ? 1 : 0);
  });

  test("every candidate is on exactly one of the two lists, whatever its state", () => {
    const any = fc.record({
      state: fc.constantFrom(...MEMBERSHIP_STATES),
      contact: fc.constantFrom("proposed", "admitted", "ended"),
      confirmed: fc.boolean(),
      chosen: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(any), (all) => {
        const candidates = all.map((a, i) =>
          candidate({
            organizationId: String(i),
            memberships: [{ groupId: "g", groupName: "G", state: a.state }],
            contacts: [contact(a.contact as "admitted", a.confirmed)],
            chosen: a.chosen,
          }),
        );
        const { included, leftOut } = resolveRecipients("prenotification", candidates);
        expect([...included, ...leftOut].map((r) => Number(r.organizationId)).sort((a, b) => a - b)).toEqual(
          all.map((_, i) => i),
        );
        for (const r of included)
          expect(all[Number(r.organizationId)]).toMatchObject({
            state: "active",
            contact: "admitted",
            confirmed: true,
            chosen: true,
          });
      }),
    );
  });
});

describe("approval", () => {
  const touch = (userId: string, order: number, what: Touch["what"] = "text"): Touch => ({
    userId,
    order,
    what,
  });
  const notice = (approvalOrder: number, createdBy = "ada") => ({ createdBy, approvalOrder });

  test("counts only what was touched since the last approval", () => {
    const touches = [touch("ben", 1), touch("ben", 2, "instant"), touch("cyd", 7, "organizations")];
    expect(standingOf(notice(0), touches, "ben")).toMatchObject({
      mayApprove: false,
      touched: ["text", "instant"],
    });
    expect(standingOf(notice(5), touches, "ben")).toMatchObject({ mayApprove: true, touched: [] });
    expect(standingOf(notice(5), touches, "cyd")).toMatchObject({
      mayApprove: false,
      touched: ["organizations"],
    });
  });

  test("is never its author's, however long ago it was written", () => {
    expect(standingOf(notice(99), [touch("ada", 1)], "ada")).toEqual({
      mayApprove: false,
      wrote: true,
      touched: [],
    });
  });

  test("nobody who wrote or touched anything is ever among those who may approve", () => {
    const people = ["a", "b", "c"].map((userId) => ({ userId }));
    fc.assert(
      fc.property(
        fc.array(fc.record({ userId: fc.constantFrom("a", "b", "c"), order: fc.nat(20) })),
        fc.nat(20),
        (list, last) => {
          const touches = list.map((t) => touch(t.userId, t.order));
          for (const { userId } of possibleApprovers(notice(last, "a"), touches, people)) {
            expect(userId).not.toBe("a");
            expect(touches.some((t) => t.userId === userId && t.order > last)).toBe(false);
          }
        },
      ),
    );
  });
});

describe("a notice", () => {
  const of = { state: "scheduled" as const, releaseRevision: 1, release: meant(48) };
  const commands: Record<string, NoticeCommand> = {
    edit: { type: "edit", send: meant(2) },
    approve: { type: "approve", recipients: 1, hasAdvisory: true },
    send_back: { type: "send_back" },
    review_again: { type: "review_again" },
    dispatch: { type: "dispatch" },
    cancel: { type: "cancel" },
    halt: { type: "halt" },
    void: { type: "void" },
  };
  const allowed: Record<string, Record<string, string>> = {
    draft: { edit: "in_review", cancel: "cancelled", void: "void" },
    in_review: {
      edit: "in_review",
      approve: "approved",
      send_back: "draft",
      cancel: "cancelled",
      void: "void",
    },
    approved: { review_again: "in_review", cancel: "cancelled", void: "void" },
    sending: { halt: "halted", void: "void" },
  };
  test.each(NOTICE_STATES.flatMap((s) => Object.keys(commands).map((c) => [s, c] as const)))(
    "%s: %s",
    (state, name) => {
      const command = commands[name];
      if (!command) throw new Error("no such command");
      const decision = decideNotice({ state, send: meant(1) }, of, command, NOW);
      expect(decision.ok ? decision.next.state : undefined).toBe(allowed[state]?.[name]);
    },
  );

  test("leaves at its instant and not a moment before, and never when the case is public", () => {
    const dispatch: NoticeCommand = { type: "dispatch" };
    const approved = (hours: number) => ({ state: "approved" as const, send: meant(hours) });
    expect(decideNotice(approved(0), of, dispatch, NOW).ok).toBe(true);
    expect(
      decideNotice(
        { state: "approved", send: { at: NOW.add({ milliseconds: 1 }), zone: "UTC" } },
        of,
        dispatch,
        NOW,
      ).ok,
    ).toBe(false);
    expect(decideNotice(approved(0), { ...of, state: "public" }, dispatch, NOW).ok).toBe(false);
  });
});
