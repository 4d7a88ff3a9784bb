import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { fatesOf, openDraft } from "@/data/policies/drafts";
import { policyInForce, sourceOf, versionsById } from "@/data/policies/in-force";
import { membersOf } from "@/data/teams/queries";
import { tiesOf } from "@/data/teams/ties";
import { type Ctx, read } from "@/data/transaction";
import { projectMembers, projectPolicies, projects, users } from "@/db/schema";
import { exportsOf } from "@/domain/policy/doors";
import { decideDraft } from "@/domain/policy/draft";
import { isRecused } from "@/domain/recusal";
import type { Member } from "@/domain/viewer";
import { readDocument } from "@/formats/policy/read";
import { notFound } from "@/lib/errors";

async function ownProject(ctx: Ctx<Member>, slug: string) {
  if (!/^[a-z][a-z0-9-]{1,30}$/.test(slug)) throw notFound();
  const [project] = await ctx.tx
    .select({
      id: projects.id,
      slug: projects.slug,
      name: projects.name,
      doorsConfirmedAt: projects.doorsConfirmedAt,
    })
    .from(projects)
    .where(and(eq(projects.slug, slug), inArray(projects.id, [...ctx.viewer.projectIds])));
  if (!project) throw notFound();
  return project;
}

/** Every version that was adopted, newest first, with who proposed and who adopted it: for the team alone. */
async function historyOf(ctx: Ctx<Member>, projectId: string) {
  const rows = await ctx.tx
    .select()
    .from(projectPolicies)
    .where(eq(projectPolicies.projectId, projectId))
    .orderBy(desc(projectPolicies.number));
  const versions = await versionsById(
    ctx,
    rows.map((r) => r.id),
  );
  const people = rows.flatMap((r) => [r.proposedBy, r.adoptedBy]).filter((id) => id !== null);
  const names = new Map(
    (
      await ctx.tx.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, people))
    ).map((u) => [u.id, u.name]),
  );
  return rows.map((r) => ({
    id: r.id,
    number: r.number,
    version: versions.get(r.id)?.policy.version ?? "",
    effectiveAt: r.effectiveAt,
    adoptedAt: r.adoptedAt,
    proposedBy: r.proposedBy ? (names.get(r.proposedBy) ?? null) : null,
    adoptedBy: r.adoptedBy ? (names.get(r.adoptedBy) ?? null) : null,
    reason: r.reason,
    vote: r.vote,
  }));
}

/** A project's policy for its team: the version in force or another one, what came before, and the open draft. */
export const policyDesk = (viewer: Member, slug: string, number?: number) =>
  read(viewer, async (ctx) => {
    const project = await ownProject(ctx, slug);
    const inForce = await policyInForce(ctx, project.id);
    const history = await historyOf(ctx, project.id);
    const wanted = number === undefined ? inForce.id : history.find((h) => h.number === number)?.id;
    const shown = wanted ? (await versionsById(ctx, [wanted])).get(wanted) : undefined;
    if (!shown) throw notFound();
    const draft = await openDraft(ctx, project.id);
    const names = await membersOf(ctx, project.id);
    const nameOf = (id: string | null) => names.find((m) => m.userId === id)?.name ?? null;
    const [own] = await ctx.tx
      .select({ namedAs: projectMembers.namedAs })
      .from(projectMembers)
      .where(and(eq(projectMembers.projectId, project.id), eq(projectMembers.userId, viewer.userId)))
      .orderBy(desc(projectMembers.startedAt))
      .limit(1);
    return {
      project,
      inForce: { number: inForce.number, version: inForce.policy.version },
      shown,
      history,
      draft: draft
        ? {
            state: draft.state,
            savedBy: nameOf(draft.savedBy),
            savedAt: draft.savedAt,
            proposedBy: nameOf(draft.proposedBy),
            proposedAt: draft.proposedAt,
            mine: draft.proposedBy === viewer.userId,
          }
        : null,
      doors: exportsOf(inForce, project.doorsConfirmedAt),
      team: await namedIn(ctx, project.id),
      namedAs: own?.namedAs ?? null,
      now: ctx.now,
    };
  });

/** Who agreed to be named on the project's public page. */
export async function namedIn(ctx: Ctx, projectId: string): Promise<string[]> {
  const rows = await ctx.tx
    .select({ name: projectMembers.namedAs, endedAt: projectMembers.endedAt })
    .from(projectMembers)
    .where(eq(projectMembers.projectId, projectId))
    .orderBy(asc(projectMembers.namedAs));
  return rows.flatMap((r) => (r.name !== null && r.endedAt === null ? [r.name] : []));
}

/** The open draft of a project as its editor and its second member need it. */
export const policyDraft = (viewer: Member, slug: string) =>
  read(viewer, async (ctx) => {
    const project = await ownProject(ctx, slug);
    const draft = await openDraft(ctx, project.id);
    if (!draft) return { project, draft: null };
    const inForce = await policyInForce(ctx, project.id);
    const found = readDocument(draft.source);
    const [ties] = await tiesOf(ctx, [viewer.userId]);
    const lost = found.ok ? await fatesOf(ctx, draft, found.policy) : [];
    const members = await membersOf(ctx, project.id);
    const nameOf = (id: string | null) => members.find((m) => m.userId === id)?.name ?? null;
    const undecided = new Set(lost.filter((l) => !l.decided).map((l) => l.organizationId)).size;
    const newest = (await historyOf(ctx, project.id))[0]?.number ?? 0;
    const adoption = decideDraft(
      { state: draft.state, base: draft.baseNumber, proposedBy: draft.proposedBy },
      { type: "adopt", by: viewer.userId, newest, undecided },
    );
    return {
      project,
      inForce: { ...inForce, source: await sourceOf(ctx, inForce) },
      draft: {
        id: draft.id,
        revision: draft.revision,
        state: draft.state,
        source: draft.source,
        reason: draft.reason,
        sentBackNote: draft.sentBackNote,
        vote: draft.vote,
        savedBy: nameOf(draft.savedBy),
        savedAt: draft.savedAt,
        proposedBy: nameOf(draft.proposedBy),
        proposedAt: draft.proposedAt,
        mine: draft.proposedBy === viewer.userId,
        policy: found.ok ? found.policy : null,
      },
      lost: lost.map((l) => ({ ...l, recused: ties ? isRecused(ties, l.organizationId) : false })),
      adoption: adoption.ok ? null : adoption.because,
      others: members.filter((m) => m.userId !== draft.proposedBy).map((m) => m.name),
      now: ctx.now,
    };
  });
export type PolicyDraft = Awaited<ReturnType<typeof policyDraft>>;
