import { eq } from "drizzle-orm";
import { z } from "zod";
import { presentIn } from "@/data/cases/present";
import { lockCase } from "@/data/cases/visibility";
import { renewForms, voidApprovals } from "@/data/notices/void";
import type { Ctx } from "@/data/transaction";
import { cases, touches, vulnerabilities } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import type { Policy } from "@/domain/policy/policy";
import { highestSeverity, offerFor } from "@/domain/policy/severity";
import type { Member } from "@/domain/viewer";
import { stale } from "@/lib/errors";

/** Every form of a case says which one, and the revision it was shown with. */
export const shown = { caseId: z.uuid(), revision: z.coerce.number().int() };
export const words = (max: number) => z.string().trim().max(max, `At most ${max} characters.`);
export const reason = words(2000).min(3, "Give a reason in a few words.");

export type CaseRow = typeof cases.$inferSelect;

/** Locks the case and refuses a form that was shown before somebody else's change. */
export async function current(
  ctx: Ctx<Member>,
  input: { caseId: string; revision: number },
): Promise<CaseRow> {
  const row = await lockCase(ctx, input.caseId);
  if (row.revision !== input.revision) throw stale();
  return row;
}

export const save = (ctx: Ctx, row: CaseRow, set: Partial<typeof cases.$inferInsert>) =>
  ctx.tx
    .update(cases)
    .set({ ...set, revision: row.revision + 1 })
    .where(eq(cases.id, row.id));

/** The severities of what counts in a case. */
export async function severitiesOf(ctx: Ctx, caseId: string): Promise<(string | null)[]> {
  const all = await ctx.tx
    .select({ severity: vulnerabilities.severity })
    .from(vulnerabilities)
    .where(presentIn([caseId]));
  return all.map((v) => v.severity);
}

/**
 * After a change to a case's vulnerabilities: the case has the highest severity of those that count. Vendors read it
 * beside the text, so this is a touch of the text, forms that are open approve nothing, and a severity that changed
 * voids approvals (rule 3).
 */
export async function settle(ctx: Ctx<Member>, row: CaseRow, policy: Policy): Promise<AuditEvent[]> {
  const highest = highestSeverity(policy, await severitiesOf(ctx, row.id));
  // A case that is no longer offered for prenotification must not keep an earlier yes.
  const overriddenAt = highest === row.severity ? row.overriddenAt : null;
  const offered = offerFor(policy, { severity: highest, overriddenAt }).ok;
  await save(ctx, row, {
    severity: highest,
    overriddenAt,
    prenotify: offered && overriddenAt === row.overriddenAt ? row.prenotify : "undecided",
  });
  await ctx.tx.insert(touches).values({ caseId: row.id, userId: ctx.viewer.userId, what: "text" });
  await renewForms(ctx, row.id);
  return highest === row.severity ? [] : voidApprovals(ctx, row.id, "the severity changed");
}
