import { eq } from "drizzle-orm";
import { newId } from "@/data/audit";
import { contentPlace, titlePlace } from "@/data/cases/facts";
import { createDataKey } from "@/data/keys/create";
import { policyInForce } from "@/data/policies/in-force";
import type { Ctx } from "@/data/transaction";
import { advisoryVersions, cases, projects, touches } from "@/db/schema";
import type { AdvisoryContent } from "@/domain/advisory/advisory";
import { codeNameFrom, referenceFrom } from "@/domain/case/reference";
import type { Member, SystemViewer } from "@/domain/viewer";
import { invalidField } from "@/lib/errors";
import { bytes } from "@/lib/random";

/** The project that a new case is for, of those that the viewer works on. */
export async function projectFor(ctx: Ctx<Member | SystemViewer>, projectId: string) {
  const [project] = await ctx.tx.select().from(projects).where(eq(projects.id, projectId));
  const allowed = project && (ctx.viewer.kind === "system" || ctx.viewer.projectIds.includes(project.id));
  if (!allowed) throw invalidField("projectId", "Choose one of the list.");
  return project;
}

/** Draws references and code names until a free pair is found; both are random, so the first nearly always is. */
export async function placeCase(
  ctx: Ctx,
  id: string,
  project: { id: string; prefix: string },
  title: string,
): Promise<string> {
  const createdBy = "userId" in ctx.viewer ? ctx.viewer.userId : null;
  await createDataKey(ctx, { kind: "case", id, projectId: project.id, caseId: id });
  const { id: policyId, policy } = await policyInForce(ctx, project.id);
  for (let tries = 0; tries < 50; tries++) {
    const reference = referenceFrom(project.prefix, bytes(5));
    const [made] = await ctx.tx
      .insert(cases)
      .values({
        id,
        projectId: project.id,
        policyId,
        ...(policy.handling?.tlp ? { tlp: policy.handling.tlp } : {}),
        reference,
        codeName: codeNameFrom(bytes(6), tries),
        title: await ctx.seal(titlePlace(id), title),
        createdBy,
        createdAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: cases.id });
    if (made) return reference;
  }
  throw new Error("no free reference was found");
}

/** The first version of a new case's advisory. */
export async function firstDraft(ctx: Ctx, caseId: string, content: AdvisoryContent): Promise<void> {
  const id = newId();
  const userId = "userId" in ctx.viewer ? ctx.viewer.userId : null;
  await ctx.tx.insert(advisoryVersions).values({
    id,
    caseId,
    number: 1,
    content: await ctx.seal(contentPlace(caseId, id), JSON.stringify(content)),
    savedBy: userId,
    savedAt: ctx.now,
  });
  if (userId) await ctx.tx.insert(touches).values({ caseId, userId, what: "text" });
}
