import { and, eq, inArray, isNull } from "drizzle-orm";
import { tiesOf } from "@/data/teams/ties";
import type { Ctx } from "@/data/transaction";
import { cases, organizations, policyDrafts, policyFates, prenotifyOverrides, projects } from "@/db/schema";
import type { Duty } from "@/domain/duties";
import { isRecused } from "@/domain/recusal";
import { distance } from "@/domain/time";
import type { Member } from "@/domain/viewer";

/** What waits for a member about policies: a version to adopt, an exception to confirm, a membership to review. */
export const policyDuties = async (ctx: Ctx<Member>): Promise<Duty[]> => [
  ...(await exceptions(ctx)),
  ...(await proposals(ctx)),
  ...(await reviews(ctx)),
];

async function proposals(ctx: Ctx<Member>): Promise<Duty[]> {
  const rows = await ctx.tx
    .select({ draft: policyDrafts, project: projects.name, slug: projects.slug })
    .from(policyDrafts)
    .innerJoin(projects, eq(projects.id, policyDrafts.projectId))
    .where(
      and(
        inArray(policyDrafts.projectId, [...ctx.viewer.projectIds]),
        eq(policyDrafts.state, "proposed"),
        isNull(policyDrafts.endedAt),
      ),
    );
  return rows.map(({ draft, project, slug }) => {
    const mine = draft.proposedBy === ctx.viewer.userId;
    return {
      id: `policy-${draft.id}`,
      tone: mine ? "quiet" : "attention",
      text: mine
        ? `Your proposed policy of ${project} waits for another member`
        : `A new policy of ${project} waits for a second member`,
      detail: draft.proposedAt
        ? `Proposed ${distance(draft.proposedAt, ctx.now)}. Nothing changes before it is adopted`
        : null,
      due: null,
      urgent: false,
      action: { href: `/policy/draft?project=${slug}`, label: mine ? "Open" : "Decide" },
    };
  });
}

async function exceptions(ctx: Ctx<Member>): Promise<Duty[]> {
  const rows = await ctx.tx
    .select({ o: prenotifyOverrides, reference: cases.reference, codeName: cases.codeName })
    .from(prenotifyOverrides)
    .innerJoin(cases, eq(cases.id, prenotifyOverrides.caseId))
    .where(
      and(
        inArray(cases.projectId, [...ctx.viewer.projectIds]),
        inArray(cases.state, ["confirmed", "scheduled"]),
        isNull(prenotifyOverrides.confirmedAt),
        isNull(prenotifyOverrides.takenBackAt),
      ),
    );
  return rows.map(({ o, reference, codeName }) => {
    const mine = o.proposedBy === ctx.viewer.userId;
    return {
      id: `exception-${o.id}`,
      tone: mine ? "quiet" : "attention",
      text: mine
        ? `${reference} ${codeName}: your exception to the policy waits for another member`
        : `${reference} ${codeName}: an exception to the policy waits for a second member`,
      detail: `Proposed ${distance(o.proposedAt, ctx.now)}`,
      due: null,
      urgent: !mine,
      action: { href: `/cases/${reference}#prenotify`, label: mine ? "Open" : "Decide" },
    };
  });
}

/** Memberships that a change of the policy put in doubt; not for a member who is tied to the organization (rule 14). */
async function reviews(ctx: Ctx<Member>): Promise<Duty[]> {
  const rows = await ctx.tx
    .select({ fate: policyFates, organization: organizations.name, project: projects.name })
    .from(policyFates)
    .innerJoin(policyDrafts, eq(policyDrafts.id, policyFates.draftId))
    .innerJoin(projects, eq(projects.id, policyDrafts.projectId))
    .innerJoin(organizations, eq(organizations.id, policyFates.organizationId))
    .where(
      and(
        inArray(policyDrafts.projectId, [...ctx.viewer.projectIds]),
        eq(policyDrafts.state, "adopted"),
        eq(policyFates.fate, "review"),
        isNull(policyFates.reviewedAt),
      ),
    );
  const [ties] = await tiesOf(ctx, [ctx.viewer.userId]);
  return rows
    .filter(({ fate }) => !ties || !isRecused(ties, fate.organizationId))
    .map(({ fate, organization, project }) => ({
      id: `review-${fate.draftId}-${fate.organizationId}`,
      tone: "attention" as const,
      text: `Review ${organization}: the policy of ${project} changed, and it may no longer qualify`,
      detail: fate.reason,
      due: null,
      urgent: false,
      action: { href: `/organizations/${fate.organizationId}`, label: "Review" },
    }));
}
