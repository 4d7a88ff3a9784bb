import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { contentPlace, draftFrom, recordPlace, titlePlace } from "@/data/cases/facts";
import { byMemberOrSystem, command } from "@/data/command";
import { policyOf } from "@/data/projects/queries";
import type { Ctx } from "@/data/transaction";
import { advisoryVersions, cases, projects, touches, vulnerabilities } from "@/db/schema";
import { codeNameFrom, referenceFrom } from "@/domain/case/reference";
import { proposeSeverity } from "@/domain/policy/policy";
import type { Member, SystemViewer } from "@/domain/viewer";
import { scoreOf } from "@/domain/vulnerability";
import { parseOsv } from "@/formats/osv";
import { AppError, invalidField } from "@/lib/errors";
import { bytes } from "@/lib/random";

const ImportOsv = z.object({
  projectId: z.uuid("Choose a project."),
  record: z
    .string({ error: "Paste a record, or choose a file." })
    .trim()
    .min(1, "Paste a record, or choose a file."),
  /** What to do with a record that is published already. */
  published: z.enum(["ask", "replay", "public"]).default("ask"),
});

/**
 * Opens a case in triage from one OSV record, with its vulnerability and a first draft of the advisory. All of it or
 * nothing. A record that is published already asks whether to replay it as if it were not.
 * @throws AppError naming each place of the record that is wrong
 */
export const importOsv = command("case.import", ImportOsv, byMemberOrSystem, async (ctx, input) => {
  const parsed = parseOsv(input.record);
  if (!parsed.ok) {
    const places = parsed.problems.map((p) => `${p.place} ${p.what}`).join("; ");
    throw new AppError("invalid", "Nothing was imported. The record is not a valid OSV record.", {
      record: places,
    });
  }
  const project = await projectFor(ctx, input.projectId);
  const v = parsed.vulnerability;
  if (v.published && input.published === "ask")
    throw new AppError("invalid", "Nothing was imported yet: this record is published already.", {
      published: "Say what to do with a record that is published already.",
    });
  const policy = await policyOf(ctx, project.id);
  const id = newId();
  const reference = await place(ctx, id, project);
  const replay = input.published === "replay";
  await ctx.tx
    .update(cases)
    .set({
      title: await ctx.seal(titlePlace(id), v.summary),
      replay,
      publicSince: v.published && !replay ? sql`${v.published}::timestamptz` : null,
    })
    .where(eq(cases.id, id));

  const vulnerabilityId = newId();
  await ctx.tx.insert(vulnerabilities).values({
    id: vulnerabilityId,
    caseId: id,
    position: 1,
    record: await ctx.seal(recordPlace(id, vulnerabilityId), JSON.stringify(v)),
    source: await ctx.seal(
      { scope: id, table: "vulnerabilities", row: vulnerabilityId, column: "source" },
      input.record,
    ),
  });
  const versionId = newId();
  const userId = "userId" in ctx.viewer ? ctx.viewer.userId : null;
  await ctx.tx.insert(advisoryVersions).values({
    id: versionId,
    caseId: id,
    number: 1,
    content: await ctx.seal(contentPlace(id, versionId), JSON.stringify(draftFrom(v))),
    savedBy: userId,
    savedAt: ctx.now,
  });
  if (userId) await ctx.tx.insert(touches).values({ caseId: id, userId, what: "text" });
  const proposed = proposeSeverity(policy, scoreOf(v))?.label ?? null;
  return {
    result: { caseId: id, reference },
    audit: [
      {
        stream: { type: "case", id },
        action: "case.imported",
        facts: { format: "OSV", replay, alreadyPublic: v.published !== null, proposedSeverity: proposed },
      },
    ],
  };
});

async function projectFor(ctx: Ctx<Member | SystemViewer>, projectId: string) {
  const [project] = await ctx.tx.select().from(projects).where(eq(projects.id, projectId));
  const allowed = project && (ctx.viewer.kind === "system" || ctx.viewer.projectIds.includes(project.id));
  if (!allowed) throw invalidField("projectId", "Choose one of the list.");
  return project;
}

/** Draws references and code names until a free pair is found; both are random, so the first nearly always is. */
async function place(ctx: Ctx, id: string, project: { id: string; prefix: string }): Promise<string> {
  const createdBy = "userId" in ctx.viewer ? ctx.viewer.userId : null;
  for (let tries = 0; tries < 50; tries++) {
    const reference = referenceFrom(project.prefix, bytes(5));
    const [made] = await ctx.tx
      .insert(cases)
      .values({
        id,
        projectId: project.id,
        reference,
        codeName: codeNameFrom(bytes(4)),
        title: await ctx.seal(titlePlace(id), ""),
        createdBy,
        createdAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: cases.id });
    if (made) return reference;
  }
  throw new Error("no free reference was found");
}
