import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { current, reason, save, shown } from "@/data/cases/current";
import { lockCase } from "@/data/cases/visibility";
import { byMember, command, demand } from "@/data/command";
import { voidUnsent } from "@/data/notices/void";
import { governing } from "@/data/policies/in-force";
import type { Ctx } from "@/data/transaction";
import { prenotifyOverrides } from "@/db/schema";
import { isEmbargoed } from "@/domain/case/state";
import { confirmProposal, proposalState, takeBackProposal } from "@/domain/organization/withdrawal";
import { mayOverride } from "@/domain/policy/severity";
import { notFound, refused } from "@/lib/errors";

const Propose = z.object({ ...shown, wants: z.enum(["yes", "no"], "Choose one."), reason });

export const overridePlace = (caseId: string, row: string) => ({
  scope: caseId,
  table: "prenotify_overrides",
  row,
  column: "reason",
});

/**
 * Proposes to decide about prenotification against what the policy says of the case's severity; a second member confirms
 * (policies.md 3e, 4). Nothing changes before.
 */
export const proposeOverride = command("case.override_propose", Propose, byMember, async (ctx, input) => {
  const row = await current(ctx, input);
  if (!isEmbargoed(row.state) || row.state === "prenotified")
    throw refused(`A case that is ${row.state} has no such choice.`);
  if (row.publicSince) throw refused("This vulnerability is public already: nothing of it is secret.");
  const may = mayOverride(await governing(ctx, row), row.severity, input.wants);
  if (!may.ok) throw refused(may.because);
  const id = newId();
  const [made] = await ctx.tx
    .insert(prenotifyOverrides)
    .values({
      id,
      caseId: row.id,
      wants: input.wants,
      severity: row.severity ?? "",
      reason: await ctx.seal(overridePlace(row.id, id), input.reason),
      proposedBy: ctx.viewer.userId,
      proposedAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: prenotifyOverrides.id });
  if (!made) throw refused("An exception is proposed already. Another member confirms it, or takes it back.");
  return {
    result: { caseId: row.id, overrideId: id },
    audit: [
      {
        stream: { type: "case", id: row.id },
        action: "case.override_proposed",
        facts: { overrideId: id, wants: input.wants, severity: row.severity },
        note: input.reason,
      },
    ],
  };
});

async function lockOverride(ctx: Ctx, id: string) {
  const [found] = await ctx.tx
    .select({ caseId: prenotifyOverrides.caseId })
    .from(prenotifyOverrides)
    .where(eq(prenotifyOverrides.id, id));
  if (!found) throw notFound();
  const of = await lockCase(ctx, found.caseId);
  const [row] = await ctx.tx
    .select()
    .from(prenotifyOverrides)
    .where(eq(prenotifyOverrides.id, id))
    .for("no key update");
  if (!row) throw notFound();
  return { of, row };
}

const Which = z.object({ overrideId: z.uuid() });

/** A second member agrees: the choice is made as proposed, for the severity that it was proposed for and no other. */
export const confirmOverride = command("case.override_confirm", Which, byMember, async (ctx, input) => {
  const { of, row } = await lockOverride(ctx, input.overrideId);
  demand(confirmProposal({ proposedBy: row.proposedBy, state: proposalState(row) }, ctx.viewer.userId));
  if (!isEmbargoed(of.state) || of.state === "prenotified")
    throw refused(`A case that is ${of.state} has no such choice any more.`);
  if (of.publicSince) throw refused("This vulnerability is public already: nothing of it is secret.");
  if ((of.severity ?? "") !== row.severity)
    throw refused(
      `It was proposed for ${row.severity || "no severity"}, and the case is ${of.severity ?? "without one"}. Propose it anew.`,
    );
  await ctx.tx
    .update(prenotifyOverrides)
    .set({ confirmedBy: ctx.viewer.userId, confirmedAt: ctx.now })
    .where(eq(prenotifyOverrides.id, row.id));
  const because = await ctx.open(overridePlace(of.id, row.id), row.reason);
  const place = { scope: of.id, table: "cases", row: of.id, column: "prenotify_reason" };
  await save(ctx, of, {
    prenotify: row.wants,
    overriddenAt: ctx.now,
    prenotifyReason: await ctx.seal(place, because),
  });
  const voided = row.wants === "no" ? await voidUnsent(ctx, of.id, "the case is not prenotified") : [];
  return {
    result: { caseId: of.id },
    audit: [
      {
        stream: { type: "case", id: of.id },
        action: "case.override_confirmed",
        facts: { overrideId: row.id, wants: row.wants, severity: row.severity },
      },
      ...voided,
    ],
  };
});

export const takeBackOverride = command("case.override_take_back", Which, byMember, async (ctx, input) => {
  const { of, row } = await lockOverride(ctx, input.overrideId);
  demand(takeBackProposal({ proposedBy: row.proposedBy, state: proposalState(row) }));
  await ctx.tx
    .update(prenotifyOverrides)
    .set({ takenBackAt: ctx.now })
    .where(eq(prenotifyOverrides.id, row.id));
  return {
    result: { caseId: of.id },
    audit: [
      {
        stream: { type: "case", id: of.id },
        action: "case.override_taken_back",
        facts: { overrideId: row.id },
      },
    ],
  };
});

/** The exception that waits for a second member, opened; null when none does. */
export async function openOverride(ctx: Ctx, caseId: string) {
  const [row] = await ctx.tx
    .select()
    .from(prenotifyOverrides)
    .where(
      and(
        eq(prenotifyOverrides.caseId, caseId),
        isNull(prenotifyOverrides.confirmedAt),
        isNull(prenotifyOverrides.takenBackAt),
      ),
    );
  if (!row) return null;
  return {
    id: row.id,
    wants: row.wants,
    severity: row.severity,
    reason: await ctx.open(overridePlace(caseId, row.id), row.reason),
    proposedBy: row.proposedBy,
    proposedAt: row.proposedAt,
  };
}
