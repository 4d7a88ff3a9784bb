import { and, count, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { type CaseRow, current, reason, settle, severitiesOf, shown, words } from "@/data/cases/current";
import { openVulnerability, recordPlace } from "@/data/cases/facts";
import { presentIn } from "@/data/cases/present";
import { removedPlace, revisionPlace } from "@/data/cases/records";
import { byMember, command, demand } from "@/data/command";
import { governing } from "@/data/policies/in-force";
import type { Ctx } from "@/data/transaction";
import { publications, vulnerabilities, vulnerabilityRevisions } from "@/db/schema";
import { decideChange } from "@/domain/case/vulnerabilities";
import { proposeSeverity } from "@/domain/policy/severity";
import type { Member } from "@/domain/viewer";
import { changedParts, scoreOf, type Vulnerability } from "@/domain/vulnerability";
import { readVulnerability, type TypedVulnerability } from "@/formats/vulnerability";
import { AppError, notFound, refused } from "@/lib/errors";

const lines = (max: number) =>
  z
    .string()
    .max(max, `At most ${max.toLocaleString("en")} characters.`)
    .transform((t) => t.replaceAll("\r\n", "\n").trim())
    .default("");

const typed = {
  summary: words(500)
    .min(1, "Say in a line what is wrong.")
    .regex(/^[^\p{Cc}]*$/u, "Leave out line breaks."),
  details: lines(50_000),
  identifiers: lines(4000),
  cvss: lines(4000),
  cwes: lines(1000),
  affected: lines(20_000),
  references: lines(50_000),
};

function parsed(input: TypedVulnerability, earlier: Vulnerability | null): Vulnerability {
  const read = readVulnerability(input, earlier);
  if (read.ok) return read.vulnerability;
  throw new AppError("invalid", "Nothing was saved. Correct what is marked.", read.fields);
}

async function mayChange(ctx: Ctx<Member>, row: CaseRow, change: "add" | "edit" | "remove"): Promise<void> {
  const [open] = await ctx.tx
    .select({ n: count() })
    .from(publications)
    .where(
      and(
        eq(publications.caseId, row.id),
        isNull(publications.withdrawnAt),
        isNull(publications.confirmedAt),
      ),
    );
  const present = (await severitiesOf(ctx, row.id)).length;
  demand(decideChange({ state: row.state, publicationProposed: (open?.n ?? 0) > 0, present }, change));
}

async function existing(ctx: Ctx<Member>, row: CaseRow, id: string) {
  const [found] = await ctx.tx
    .select()
    .from(vulnerabilities)
    .where(and(eq(vulnerabilities.id, id), presentIn([row.id])));
  if (!found) throw notFound();
  return found;
}

/** Adds a vulnerability by form. Its severity, where the policy has a scale, is for a member to decide. */
export const addVulnerability = command(
  "vulnerability.add",
  z.object({ ...shown, ...typed }),
  byMember,
  async (ctx, { caseId, revision, ...input }) => {
    const row = await current(ctx, { caseId, revision });
    await mayChange(ctx, row, "add");
    const v = parsed(input, null);
    const policy = await governing(ctx, row);
    const id = newId();
    await ctx.tx.insert(vulnerabilities).values({
      id,
      caseId: row.id,
      position: sql<number>`(select coalesce(max(position), 0) + 1 from vulnerabilities where case_id = ${row.id})`,
      record: await ctx.seal(recordPlace(row.id, id), JSON.stringify(v)),
      addedAt: ctx.now,
    });
    const score = scoreOf(v);
    const voided = await settle(ctx, row, policy);
    return {
      result: { vulnerabilityId: id },
      audit: [
        {
          stream: { type: "case", id: row.id },
          action: "vulnerability.added",
          facts: { vulnerabilityId: id, proposedSeverity: proposeSeverity(policy, score)?.label ?? null },
          note: scoreInWords(score),
        },
        ...voided,
      ],
    };
  },
);

/** A score is part of what is secret: it stands in the sealed note, never among the plain facts. */
const scoreInWords = (score: number | null): string =>
  score === null ? "It has no score." : `Its score is ${score.toFixed(1)}.`;
const scoreMoved = (was: number | null, now: number | null) =>
  was === now
    ? {}
    : { note: `Its score was ${was?.toFixed(1) ?? "none"} and is ${now?.toFixed(1) ?? "none"}.` };

/** Changes a vulnerability and keeps the record as it was. A decided severity stands, whatever the new score proposes. */
export const editVulnerability = command(
  "vulnerability.edit",
  z.object({ ...shown, vulnerabilityId: z.uuid(), ...typed }),
  byMember,
  async (ctx, { caseId, revision, vulnerabilityId, ...input }) => {
    const row = await current(ctx, { caseId, revision });
    const found = await existing(ctx, row, vulnerabilityId);
    await mayChange(ctx, row, "edit");
    const before = await openVulnerability(ctx, row.id, found);
    const after = parsed(input, before);
    const changed = changedParts(before, after);
    if (changed.length === 0) throw refused("Nothing differs from what is saved already.");
    const revisionId = newId();
    await ctx.tx.insert(vulnerabilityRevisions).values({
      id: revisionId,
      vulnerabilityId: found.id,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from vulnerability_revisions where vulnerability_id = ${found.id})`,
      record: await ctx.seal(revisionPlace(row.id, revisionId), JSON.stringify(before)),
      by: ctx.viewer.userId,
      at: ctx.now,
    });
    await ctx.tx
      .update(vulnerabilities)
      .set({ record: await ctx.seal(recordPlace(row.id, found.id), JSON.stringify(after)) })
      .where(eq(vulnerabilities.id, found.id));
    const voided = await settle(ctx, row, await governing(ctx, row));
    return {
      result: { vulnerabilityId: found.id },
      audit: [
        {
          stream: { type: "case", id: row.id },
          action: "vulnerability.edited",
          facts: { vulnerabilityId: found.id, changed },
          ...scoreMoved(scoreOf(before), scoreOf(after)),
        },
        ...voided,
      ],
    };
  },
);

/** Takes a vulnerability out of the case, with a reason. It stays on record and counts no more. */
export const removeVulnerability = command(
  "vulnerability.remove",
  z.object({ ...shown, vulnerabilityId: z.uuid(), reason }),
  byMember,
  async (ctx, input) => {
    const row = await current(ctx, input);
    const found = await existing(ctx, row, input.vulnerabilityId);
    await mayChange(ctx, row, "remove");
    await ctx.tx
      .update(vulnerabilities)
      .set({
        removedAt: ctx.now,
        removedBy: ctx.viewer.userId,
        removedReason: await ctx.seal(removedPlace(row.id, found.id), input.reason),
      })
      .where(eq(vulnerabilities.id, found.id));
    const voided = await settle(ctx, row, await governing(ctx, row));
    return {
      result: { vulnerabilityId: found.id },
      audit: [
        {
          stream: { type: "case", id: row.id },
          action: "vulnerability.removed",
          facts: { vulnerabilityId: found.id, severity: found.severity },
          note: input.reason,
        },
        ...voided,
      ],
    };
  },
);
