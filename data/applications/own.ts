import { asc, desc, eq } from "drizzle-orm";
import { answersOf, formOfApplication } from "@/data/applications/answers";
import { type ApplicationRow, applicationPlace, notePlace } from "@/data/applications/places";
import { findApplication, visibleTo } from "@/data/applications/visibility";
import { type Ctx, read } from "@/data/transaction";
import { applicationNotes, applications, groups, projects } from "@/db/schema";
import { decisionRules } from "@/domain/application/decide";
import { addSpan } from "@/domain/policy/spans";
import { isAtOrBefore } from "@/domain/time";
import type { Applicant } from "@/domain/viewer";

// What applicants see: their own words, what the team wrote to them, and the decision. Never votes, marks or names.

/** One's own applications, the newest first. */
export const ownApplications = (viewer: Applicant) =>
  read(viewer, async (ctx) => {
    const rows = await ctx.tx
      .select({ row: applications, group: groups.name, project: projects.name, slug: projects.slug })
      .from(applications)
      .innerJoin(groups, eq(groups.id, applications.groupId))
      .innerJoin(projects, eq(projects.id, groups.projectId))
      .where(visibleTo(viewer))
      .orderBy(desc(applications.createdAt));
    return {
      applications: rows.map(({ row, ...names }) => ({ ...names, ...facts(row) })),
      now: ctx.now,
    };
  });

const facts = (row: ApplicationRow) => ({
  id: row.id,
  state: row.state,
  source: row.source,
  organization: row.organizationName,
  submittedAt: row.submittedAt,
  savedAt: row.savedAt,
  decideBy: row.decideBy,
  decidedAt: row.decidedAt,
  appealedAt: row.appealedAt,
});

/** Notes of both sides, the oldest first; of the team's nobody by name. */
export async function notesOf(ctx: Ctx, applicationId: string) {
  const rows = await ctx.tx
    .select()
    .from(applicationNotes)
    .where(eq(applicationNotes.applicationId, applicationId))
    .orderBy(asc(applicationNotes.at), asc(applicationNotes.id));
  return Promise.all(
    rows.map(async ({ id, from, at, text, by }) => ({
      id,
      from,
      at,
      by,
      text: await ctx.open(notePlace(id, "text"), text),
    })),
  );
}

export const openText = async (
  ctx: Ctx,
  row: ApplicationRow,
  column: "decision" | "appeal" | "message",
): Promise<string | null> => {
  const sealed = row[column];
  return sealed ? ctx.open(applicationPlace(row.id, column), sealed) : null;
};

/** One of one's own: the form with what was filled in, and what came of it. */
export const ownApplication = (viewer: Applicant, id: string) =>
  read(viewer, async (ctx) => {
    const row = await findApplication(ctx, id);
    const { policy, group, form } = await formOfApplication(ctx, row);
    const [project] = await ctx.tx.select().from(projects).where(eq(projects.id, row.projectId));
    const answers = await answersOf(ctx, row);
    const rules = decisionRules(policy);
    const until = rules.appeal?.within && row.decidedAt ? addSpan(row.decidedAt, rules.appeal.within) : null;
    return {
      ...facts(row),
      revision: row.revision,
      project: { name: project?.name ?? "", slug: project?.slug ?? "" },
      group: group.name,
      sections: form.sections,
      terms: policy.terms,
      answers,
      missing: form.missing(answers),
      incomplete: rules.incomplete,
      steps: rules.quorums.length,
      round: row.round,
      notes: (await notesOf(ctx, row.id)).map(({ by: _, ...note }) => note),
      decision: await openText(ctx, row, "decision"),
      appeal: {
        to: rules.appeal?.to ?? null,
        until,
        open:
          row.state === "declined" &&
          rules.appeal !== null &&
          row.appealedAt === null &&
          (until === null || isAtOrBefore(ctx.now, until)),
        text: await openText(ctx, row, "appeal"),
      },
      now: ctx.now,
    };
  });
