import { and, eq } from "drizzle-orm";
import { z } from "zod";
import {
  type CaseRow,
  current,
  reason,
  save,
  settle,
  severitiesOf,
  shown,
  words,
} from "@/data/cases/current";
import { factsOf, openVulnerability } from "@/data/cases/facts";
import { presentIn } from "@/data/cases/present";
import { byMember, command, demand } from "@/data/command";
import { announce } from "@/data/notices/announce";
import { renewForms, voidApprovals, voidUnsent } from "@/data/notices/void";
import { governing } from "@/data/policies/in-force";
import { lapseConsents } from "@/data/readings/lapse";
import type { Ctx } from "@/data/transaction";
import { type cases, touches, vulnerabilities } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { type CaseCommand, decide, isEmbargoed } from "@/domain/case/state";
import { hasScale, offerFor, severityNeedsReason, severityOf, undecidedIn } from "@/domain/policy/severity";
import { instantIn, inUtc } from "@/domain/time";
import type { Member } from "@/domain/viewer";
import { scoreOf } from "@/domain/vulnerability";
import { invalidField, notFound, refused } from "@/lib/errors";

const DecideSeverity = z.object({
  ...shown,
  vulnerabilityId: z.uuid(),
  severity: z.string({ error: "Choose a severity." }).min(1, "Choose a severity."),
  reason: words(2000).default(""),
});

/** A member decides a severity by the policy's definitions; where it differs from what the score proposes, with a reason (rule 13). */
export const decideSeverity = command(
  "vulnerability.severity",
  DecideSeverity,
  byMember,
  async (ctx, input) => {
    const row = await current(ctx, input);
    const [found] = await ctx.tx
      .select()
      .from(vulnerabilities)
      .where(and(eq(vulnerabilities.id, input.vulnerabilityId), presentIn([row.id])));
    if (!found) throw notFound();
    if (row.state !== "triaging" && !isEmbargoed(row.state))
      throw refused(`The severity of a case that is ${row.state} stands.`);
    const policy = await governing(ctx, row);
    if (!hasScale(policy))
      throw refused("This project’s policy has no severities, so there is none to decide.");
    if (!severityOf(policy, input.severity))
      throw invalidField("severity", "Choose one of the policy's severities.");
    const score = scoreOf(await openVulnerability(ctx, row.id, found));
    if (severityNeedsReason(policy, score, input.severity) && input.reason.length < 3)
      throw invalidField(
        "reason",
        score === null
          ? "There is no score to propose a severity. Say why you chose this one."
          : `The score ${score.toFixed(1)} proposes another severity. Say why this one holds by the policy's definition.`,
      );
    const place = { scope: row.id, table: "vulnerabilities", row: found.id, column: "severity_reason" };
    await ctx.tx
      .update(vulnerabilities)
      .set({
        severity: input.severity,
        severityReason: input.reason ? await ctx.seal(place, input.reason) : null,
        severityBy: ctx.viewer.userId,
        severityAt: ctx.now,
      })
      .where(eq(vulnerabilities.id, found.id));
    const event: AuditEvent = {
      stream: { type: "case", id: row.id },
      action: "vulnerability.severity_decided",
      facts: { vulnerabilityId: found.id, severity: input.severity },
      note: [score === null ? "No score." : `Score ${score.toFixed(1)}.`, input.reason].join(" ").trim(),
    };
    const voided = await settle(ctx, row, policy);
    return { result: { caseId: row.id }, audit: [event, ...voided] };
  },
);

/** Applies a transition that needs nothing but the case itself. */
async function step(
  ctx: Ctx<Member>,
  row: CaseRow,
  what: CaseCommand,
  set: Partial<typeof cases.$inferInsert> = {},
) {
  const next = demand(decide(factsOf(row), what, ctx.now));
  await save(ctx, row, {
    ...set,
    state: next.state,
    releaseAt: next.release?.at ?? null,
    releaseZone: next.release?.zone ?? null,
    releaseRevision: next.releaseRevision,
  });
  return next;
}

export const confirmCase = command("case.confirm", z.object(shown), byMember, async (ctx, input) => {
  const row = await current(ctx, input);
  const labels = await severitiesOf(ctx, row.id);
  const policy = await governing(ctx, row);
  await step(ctx, row, {
    type: "confirm",
    vulnerabilities: labels.length,
    undecidedSeverities: undecidedIn(policy, labels),
  });
  return {
    result: { caseId: row.id },
    audit: [
      { stream: { type: "case", id: row.id }, action: "case.confirmed", facts: { severity: row.severity } },
    ],
  };
});

const ChoosePrenotify = z.object({
  ...shown,
  prenotify: z.enum(["yes", "no"], "Choose one."),
  reason,
});

/** The policy says which severities *may* be prenotified; for each case a member says whether this one is. */
export const choosePrenotify = command("case.prenotify", ChoosePrenotify, byMember, async (ctx, input) => {
  const row = await current(ctx, input);
  if (!isEmbargoed(row.state))
    throw refused(`A case that is ${row.state} has no such choice. Confirm it first.`);
  if (row.state === "prenotified") throw refused("Vendors were told already.");
  if (input.prenotify === "yes") {
    if (row.publicSince) throw refused("This vulnerability is public already: nothing of it is secret.");
    const offered = offerFor(await governing(ctx, row), row);
    if (!offered.ok)
      throw refused(
        offered.override ? `${offered.because} Two members may decide otherwise.` : offered.because,
      );
  } else {
    const offered = offerFor(await governing(ctx, row), row);
    if (offered.ok && offered.duty)
      throw refused(
        `The policy has every case${row.severity ? ` of ${row.severity}` : ""} prenotified. Two members may decide otherwise.`,
      );
  }
  const place = { scope: row.id, table: "cases", row: row.id, column: "prenotify_reason" };
  await save(ctx, row, { prenotify: input.prenotify, prenotifyReason: await ctx.seal(place, input.reason) });
  const voided = input.prenotify === "no" ? await voidUnsent(ctx, row.id, "the case is not prenotified") : [];
  return {
    result: { caseId: row.id },
    audit: [
      {
        stream: { type: "case", id: row.id },
        action: "case.prenotify_chosen",
        facts: { prenotify: input.prenotify },
        note: input.reason,
      },
      ...voided,
    ],
  };
});

const SetRelease = z.object({
  ...shown,
  local: z.string({ error: "Enter a date and a time." }),
  zone: z.string({ error: "Enter a time zone." }).trim().max(60, "That is no time zone."),
  reason: words(2000).default(""),
});

/**
 * Sets or moves the release instant, which is the embargo's end. A moved one voids every approval that was given for
 * the old, and everybody who was told of the case is told that the date moved (rule 9).
 */
export const setRelease = command("case.release", SetRelease, byMember, async (ctx, input) => {
  const row = await current(ctx, input);
  const meant = instantIn(input.local, input.zone);
  if (!meant.ok)
    throw invalidField(meant.because.includes("not a known time zone") ? "zone" : "local", meant.because);
  const moved = row.releaseRevision > 0;
  if (moved && input.reason.length < 3)
    throw invalidField("reason", "Say why the date moves: everybody who was told will ask.");
  const decision = decide(factsOf(row), { type: "schedule", release: meant.next }, ctx.now);
  if (!decision.ok && isEmbargoed(row.state)) throw invalidField("local", decision.because);
  const next = await step(ctx, row, { type: "schedule", release: meant.next });
  await ctx.tx.insert(touches).values({ caseId: row.id, userId: ctx.viewer.userId, what: "instant" });
  await renewForms(ctx, row.id);
  const voided = moved ? await voidApprovals(ctx, row.id, "the release instant moved") : [];
  const lapsed = moved ? await lapseConsents(ctx, row) : [];
  const told = moved ? await announce(ctx, row.id, "date_moved") : [];
  const facts = {
    release: inUtc(meant.next.at),
    zone: meant.next.zone,
    was: row.releaseAt ? inUtc(row.releaseAt) : null,
    revision: next.releaseRevision,
  };
  const event: AuditEvent = {
    stream: { type: "case", id: row.id },
    action: moved ? "case.release_moved" : "case.release_set",
    facts,
    ...(input.reason ? { note: input.reason } : {}),
  };
  return { result: { caseId: row.id }, audit: [event, ...voided, ...lapsed, ...told] };
});

const endCase = (
  name: "case.reject" | "case.close",
  type: "reject" | "close",
  action: "case.rejected" | "case.closed",
) =>
  command(name, z.object({ ...shown, reason }), byMember, async (ctx, input) => {
    const row = await current(ctx, input);
    const place = { scope: row.id, table: "cases", row: row.id, column: "end_reason" };
    await step(ctx, row, { type }, { endReason: await ctx.seal(place, input.reason) });
    const voided = type === "reject" ? await voidUnsent(ctx, row.id, "the case was rejected") : [];
    return {
      result: { caseId: row.id },
      audit: [{ stream: { type: "case", id: row.id }, action, note: input.reason }, ...voided],
    };
  });

export const rejectCase = endCase("case.reject", "reject", "case.rejected");
export const closeCase = endCase("case.close", "close", "case.closed");
