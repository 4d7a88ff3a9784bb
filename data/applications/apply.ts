import { eq } from "drizzle-orm";
import { z } from "zod";
import { formOfApplication, storedAnswers } from "@/data/applications/answers";
import { answersField, textField, which } from "@/data/applications/fields";
import { tellTeam } from "@/data/applications/mails";
import { type ApplicationRow, applicationPlace } from "@/data/applications/places";
import { columnsOf, nowOf } from "@/data/applications/standing";
import { lockApplication } from "@/data/applications/visibility";
import { command, demand } from "@/data/command";
import { governing } from "@/data/policies/in-force";
import { applications } from "@/db/schema";
import { decideApplication, decisionRules } from "@/domain/application/decide";
import type { AuditAction, AuditEvent, AuditFacts } from "@/domain/audit";
import { inUtc } from "@/domain/time";
import type { Applicant, Viewer } from "@/domain/viewer";
import { refused, stale } from "@/lib/errors";

// What the applicant does with an application of their own.

export const byApplicant = (v: Viewer): v is Applicant => v.kind === "applicant";

/** An entry about an application, in the stream of its project. */
export const entryAbout = (
  row: Pick<ApplicationRow, "id" | "projectId">,
  action: AuditAction,
  facts: AuditFacts = {},
  note?: string,
): AuditEvent => ({
  stream: { type: "project", id: row.projectId },
  action,
  facts: { applicationId: row.id, ...facts },
  ...(note ? { note } : {}),
});

const Filled = z.object({ ...which, revision: z.coerce.number().int(), answers: answersField });

/** Keeps what was filled in so far; an older page overwrites nothing. @returns the new revision, and when, in words */
export const saveApplication = command("application.save", Filled, byApplicant, async (ctx, input) => {
  const row = await lockApplication(ctx, input.applicationId);
  const { policy, form } = await formOfApplication(ctx, row);
  demand(decideApplication(nowOf(row), { type: "save" }, decisionRules(policy), ctx.now));
  if (input.revision !== row.revision) throw stale();
  const { columns } = await storedAnswers(ctx, row.id, form, input.answers);
  const revision = row.revision + 1;
  await ctx.tx
    .update(applications)
    .set({ ...columns, revision, savedAt: ctx.now })
    .where(eq(applications.id, row.id));
  return { result: { revision, savedAt: inUtc(ctx.now) }, audit: [entryAbout(row, "application.saved")] };
});

/**
 * Hands it in as it is filled in at this moment. What a form that lacks something leads to is the policy's to say (P8).
 * @returns the state that it is in, and how much is missing
 */
export const submitApplication = command("application.submit", Filled, byApplicant, async (ctx, input) => {
  const row = await lockApplication(ctx, input.applicationId);
  const { policy, group, form } = await formOfApplication(ctx, row);
  if (input.revision !== row.revision) throw stale();
  const { answers, columns } = await storedAnswers(ctx, row.id, form, input.answers);
  if (columns.organizationName === "")
    throw refused("Name the organization first. What you wrote is still here.");
  const missing = form.missing(answers);
  const next = demand(
    decideApplication(nowOf(row), { type: "submit", missing }, decisionRules(policy), ctx.now),
  );
  const [submitted] = await ctx.tx
    .update(applications)
    .set({ ...columns, ...columnsOf(next), revision: row.revision + 1, savedAt: ctx.now })
    .where(eq(applications.id, row.id))
    .returning();
  if (submitted && next.state === "submitted") await tellTeam(ctx, submitted, "submitted");
  return {
    result: { state: next.state, missing: missing.length },
    audit: [
      entryAbout(row, "application.submitted", {
        group: group.name,
        state: next.state,
        missing: missing.length,
        decideBy: next.decideBy?.toString() ?? null,
      }),
    ],
  };
});

/** The applicant wants it no more; nothing of it is deleted. */
export const takeBack = command("application.take_back", z.object(which), byApplicant, async (ctx, input) => {
  const row = await lockApplication(ctx, input.applicationId);
  const rules = decisionRules(await governing(ctx, row));
  const next = demand(decideApplication(nowOf(row), { type: "take_back" }, rules, ctx.now));
  await ctx.tx.update(applications).set(columnsOf(next)).where(eq(applications.id, row.id));
  return { result: { state: next.state }, audit: [entryAbout(row, "application.taken_back")] };
});

/** Asks for another look where the policy has an appeal (P10); members who did not decide it decide that. */
export const appealApplication = command(
  "application.appeal",
  z.object({ ...which, text: textField }),
  byApplicant,
  async (ctx, input) => {
    const row = await lockApplication(ctx, input.applicationId);
    const rules = decisionRules(await governing(ctx, row));
    const next = demand(decideApplication(nowOf(row), { type: "appeal" }, rules, ctx.now));
    await ctx.tx
      .update(applications)
      .set({ ...columnsOf(next), appeal: await ctx.seal(applicationPlace(row.id, "appeal"), input.text) })
      .where(eq(applications.id, row.id));
    await tellTeam(ctx, row, "appealed");
    return { result: { state: next.state }, audit: [entryAbout(row, "application.appealed")] };
  },
);
