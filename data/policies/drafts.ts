import { and, desc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { byMember, command, demand } from "@/data/command";
import { directoryOf } from "@/data/policies/directory";
import { policyInForce, sourceOf } from "@/data/policies/in-force";
import { presetSource } from "@/data/policies/presets";
import type { Ctx } from "@/data/transaction";
import { policyDrafts, policyFates, projectPolicies, projects } from "@/db/schema";
import type { AuditAction, AuditEvent } from "@/domain/audit";
import { losses } from "@/domain/policy/directory";
import { type Draft, decideDraft } from "@/domain/policy/draft";
import { lint } from "@/domain/policy/lint/lint";
import type { Policy } from "@/domain/policy/policy";
import type { Member } from "@/domain/viewer";
import { readDocument } from "@/formats/policy/read";
import { MAX_LENGTH } from "@/formats/policy/yaml";
import { invalidField, notFound, refused, stale } from "@/lib/errors";

type Row = typeof policyDrafts.$inferSelect;

const words = (max: number) => z.string().trim().max(max, `At most ${max} characters.`);
/** What is stored of a text that somebody writes: a zero byte is the one letter that PostgreSQL refuses. */
const sourceField = z
  .string({ error: "Write the policy." })
  .max(MAX_LENGTH, `A policy has at most ${MAX_LENGTH} letters. Nothing was saved.`)
  .refine((t) => !t.includes("\0"), "It holds a zero byte. Type it again by hand.")
  .transform((t) => t.replaceAll("\r\n", "\n"));
const shown = { draftId: z.uuid(), revision: z.coerce.number().int() };

const stateOf = (row: Row): Draft => ({
  state: row.state,
  base: row.baseNumber,
  proposedBy: row.proposedBy,
});
export const draftEvent = (
  row: Pick<Row, "projectId">,
  action: AuditAction,
  facts: AuditEvent["facts"] = {},
  note?: string,
): AuditEvent => ({
  stream: { type: "project", id: row.projectId },
  action,
  ...(facts ? { facts } : {}),
  ...(note ? { note } : {}),
});

/** Locks the project first, so that of two adoptions at one moment the second sees the first. */
export async function lockDraft(ctx: Ctx<Member>, draftId: string): Promise<Row> {
  const [found] = await ctx.tx
    .select({ projectId: policyDrafts.projectId })
    .from(policyDrafts)
    .where(eq(policyDrafts.id, draftId));
  if (!found || !ctx.viewer.projectIds.includes(found.projectId)) throw notFound();
  await ctx.tx
    .select({ id: projects.id })
    .from(projects)
    .where(eq(projects.id, found.projectId))
    .for("no key update");
  const [row] = await ctx.tx
    .select()
    .from(policyDrafts)
    .where(eq(policyDrafts.id, draftId))
    .for("no key update");
  if (!row) throw notFound();
  return row;
}

async function unchanged(ctx: Ctx<Member>, input: { draftId: string; revision: number }): Promise<Row> {
  const row = await lockDraft(ctx, input.draftId);
  if (row.revision !== input.revision) throw stale();
  return row;
}

const change = (ctx: Ctx, row: Row, set: Partial<typeof policyDrafts.$inferInsert>) =>
  ctx.tx
    .update(policyDrafts)
    .set({ ...set, revision: row.revision + 1 })
    .where(eq(policyDrafts.id, row.id));

export async function newestNumber(ctx: Ctx, projectId: string): Promise<number> {
  const [row] = await ctx.tx
    .select({ number: projectPolicies.number })
    .from(projectPolicies)
    .where(eq(projectPolicies.projectId, projectId))
    .orderBy(desc(projectPolicies.number))
    .limit(1);
  return row?.number ?? 0;
}

const Start = z.object({
  projectId: z.uuid(),
  /** The name of a preset, or empty: from the version in force. */
  from: z.string().max(60).default(""),
});

/** Begins a draft, from the version in force or from a preset. One at a time for a project. */
export const startDraft = command("policy.start", Start, byMember, async (ctx, input) => {
  if (!ctx.viewer.projectIds.includes(input.projectId)) throw notFound();
  const source = input.from
    ? await presetSource(input.from)
    : await sourceOf(ctx, await policyInForce(ctx, input.projectId));
  if (source === null) throw invalidField("from", "Choose one of the list.");
  const [made] = await ctx.tx
    .insert(policyDrafts)
    .values({
      projectId: input.projectId,
      baseNumber: await newestNumber(ctx, input.projectId),
      source,
      startedBy: ctx.viewer.userId,
      startedAt: ctx.now,
      savedBy: ctx.viewer.userId,
      savedAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: policyDrafts.id });
  if (!made) throw refused("A draft is open already. Load the page again to work on it, or to drop it.");
  const facts = { draftId: made.id, from: input.from || "the version in force" };
  return { result: { draftId: made.id }, audit: [draftEvent(input, "policy.started", facts)] };
});

const Save = z.object({
  ...shown,
  /** The revision that somebody saved meanwhile, and that is saved over knowingly. */
  over: z.preprocess((v) => (v === "" ? undefined : v), z.coerce.number().int().optional()),
  source: sourceField,
});

/** Keeps what was written, also while it is no policy yet: nothing that was typed is lost. */
export const saveDraft = command("policy.save", Save, byMember, async (ctx, input) => {
  const row = await unchanged(ctx, { ...input, revision: input.over ?? input.revision });
  demand(decideDraft(stateOf(row), { type: "save" }));
  await change(ctx, row, { source: input.source, savedBy: ctx.viewer.userId, savedAt: ctx.now });
  const read = readDocument(input.source);
  const facts = { draftId: row.id, revision: row.revision + 1, valid: read.ok };
  return { result: { draftId: row.id, valid: read.ok }, audit: [draftEvent(row, "policy.saved", facts)] };
});

const Propose = z.object({
  ...shown,
  reason: words(2000).min(3, "Say why it changes, in a few words."),
  vote: words(200).default(""),
  /** Says that the findings were read, where there are some. */
  findings: z.preprocess((v) => v === "read", z.boolean()),
});

/** Proposes the draft as it stands; from then on it does not change, until somebody sends it back. */
export const proposeDraft = command("policy.propose", Propose, byMember, async (ctx, input) => {
  const row = await unchanged(ctx, input);
  const policy = policyIn(row);
  const found = lint(policy).length;
  demand(
    decideDraft(stateOf(row), {
      type: "propose",
      by: ctx.viewer.userId,
      findings: found > 0 && !input.findings ? "unread" : "read",
    }),
  );
  await change(ctx, row, {
    state: "proposed",
    reason: input.reason,
    vote: input.vote || null,
    proposedBy: ctx.viewer.userId,
    proposedAt: ctx.now,
    sentBackNote: null,
  });
  const facts = { draftId: row.id, version: policy.version, findings: found, vote: input.vote || null };
  return {
    result: { draftId: row.id },
    audit: [draftEvent(row, "policy.proposed", facts, input.reason)],
  };
});

/** The policy of a draft. @throws AppError naming the first places where it is none */
export function policyIn(row: Pick<Row, "source">): Policy {
  const read = readDocument(row.source);
  if (read.ok) return read.policy;
  const first = read.problems.slice(0, 3).map((p) => `line ${p.line}: ${p.path} ${p.message}`);
  throw refused(`It is no policy yet. ${first.join(" ")}`);
}

const back = (name: "policy.send_back" | "policy.drop", type: "send_back" | "drop", action: AuditAction) =>
  command(
    name,
    z.object({ draftId: z.uuid(), note: words(2000).default("") }),
    byMember,
    async (ctx, input) => {
      const row = await lockDraft(ctx, input.draftId);
      const next = demand(decideDraft(stateOf(row), { type }));
      const ended = type === "drop" ? { endedBy: ctx.viewer.userId, endedAt: ctx.now } : {};
      await change(ctx, row, {
        state: next.state,
        proposedBy: null,
        proposedAt: null,
        sentBackNote: input.note || null,
        // What was seen is compared again with what holds by then.
        baseNumber: await newestNumber(ctx, row.projectId),
        ...ended,
      });
      return {
        result: { draftId: row.id },
        audit: [draftEvent(row, action, { draftId: row.id }, input.note || undefined)],
      };
    },
  );

/** Back to being written: by its proposer, or by somebody who does not adopt it. */
export const sendBackDraft = back("policy.send_back", "send_back", "policy.sent_back");
export const dropDraft = back("policy.drop", "drop", "policy.dropped");

/** Members whom the draft's criteria would not let in, and what was decided of each so far. */
export async function fatesOf(ctx: Ctx<Member>, row: Row, policy: Policy) {
  const present = await policyInForce(ctx, row.projectId);
  const lost = losses(present.policy, policy, await directoryOf(ctx, row.projectId), ctx.now);
  const decided = await ctx.tx.select().from(policyFates).where(eq(policyFates.draftId, row.id));
  return lost.map((l) => ({
    ...l,
    decided: decided.find((d) => d.organizationId === l.organizationId) ?? null,
  }));
}

/** The open draft of a project, if there is one. */
export async function openDraft(ctx: Ctx, projectId: string): Promise<Row | null> {
  const [row] = await ctx.tx
    .select()
    .from(policyDrafts)
    .where(and(eq(policyDrafts.projectId, projectId), isNull(policyDrafts.endedAt)));
  return row ?? null;
}
