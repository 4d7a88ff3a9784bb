import { and, eq, inArray, isNull } from "drizzle-orm";
import { termsStanding } from "@/data/memberships/accepted-terms";
import { dueReviews, expiringEvidence, openOffers } from "@/data/memberships/due";
import { tiesOf } from "@/data/teams/ties";
import type { Ctx } from "@/data/transaction";
import { memberships, membershipTransfers, organizations, projects } from "@/db/schema";
import type { Duty } from "@/domain/duties";
import { membershipAt } from "@/domain/organization/membership";
import { isRecused } from "@/domain/recusal";
import { distance, isAtOrBefore } from "@/domain/time";
import type { Member } from "@/domain/viewer";

type About = Duty & { organizationId: string };

/** What waits about memberships that exist: reviews, evidence, terms, successors. Never for who is tied (rule 14). */
export async function membershipDuties(ctx: Ctx<Member>): Promise<Duty[]> {
  const [ties] = await tiesOf(ctx, [ctx.viewer.userId]);
  const mayDecide = ({ organizationId }: { organizationId: string }): boolean =>
    !ties || !isRecused(ties, organizationId);
  const decisions = [...(await offers(ctx)), ...(await evidenceDuties(ctx)), ...(await transfers(ctx))];
  return [
    ...reviews(ctx, (await dueReviews(ctx)).filter(mayDecide)),
    ...decisions.filter(mayDecide).map(({ organizationId: _, ...duty }) => duty),
    ...(await terms(ctx)),
  ];
}

/** One line for all reviews of a project, by the one that lapses first. */
function reviews(ctx: Ctx<Member>, open: Awaited<ReturnType<typeof dueReviews>>): Duty[] {
  return [...Map.groupBy(open, (r) => r.projectId)].flatMap(([projectId, rows]): Duty[] => {
    const [first] = rows;
    if (!first?.lapsesAt) return [];
    return [
      {
        id: `reviews-${projectId}`,
        tone: "attention",
        text:
          rows.length === 1
            ? `${first.name}: its membership in ${first.project} is to be reviewed`
            : `${rows.length} memberships in ${first.project} are to be reviewed`,
        detail: `${rows.length === 1 ? "It lapses" : `The first, ${first.name}, lapses`} ${distance(first.lapsesAt, ctx.now)}`,
        due: first.lapsesAt,
        urgent: false,
        action: { href: "/organizations/reviews", label: "Review" },
      },
    ];
  });
}

async function offers(ctx: Ctx<Member>): Promise<About[]> {
  return (await openOffers(ctx)).map((o) => ({
    organizationId: o.organizationId,
    id: `offer-${o.id}`,
    tone: "attention",
    text: `${o.name} offers newer evidence`,
    detail: `Offered ${distance(o.at, ctx.now)}. It counts once a member looked at it`,
    due: null,
    urgent: false,
    action: { href: `/organizations/${o.organizationId}`, label: "Look" },
  }));
}

async function evidenceDuties(ctx: Ctx<Member>): Promise<About[]> {
  const rows = await expiringEvidence(ctx);
  return [...Map.groupBy(rows, (r) => r.organizationId)].flatMap(([organizationId, of]): About[] => {
    const soonest = of
      .flatMap((e) => e.reviewBy ?? [])
      .sort((a, b) => a.epochMilliseconds - b.epochMilliseconds);
    const [first] = of;
    const [due] = soonest;
    if (!first || !due) return [];
    const over = isAtOrBefore(due, ctx.now);
    return [
      {
        organizationId,
        id: `evidence-${organizationId}`,
        tone: "attention",
        text: `${first.name}: evidence ${over ? "ran out" : "runs out"}`,
        detail: `${over ? "Ran out" : "Runs out"} ${distance(due, ctx.now)}. The organization was reminded`,
        due,
        urgent: false,
        action: { href: `/organizations/${organizationId}`, label: "Look" },
      },
    ];
  });
}

async function transfers(ctx: Ctx<Member>): Promise<About[]> {
  const rows = await ctx.tx
    .select({ t: membershipTransfers, name: organizations.name, project: projects.name })
    .from(membershipTransfers)
    .innerJoin(organizations, eq(organizations.id, membershipTransfers.organizationId))
    .innerJoin(projects, eq(projects.id, membershipTransfers.projectId))
    .where(
      and(
        inArray(membershipTransfers.projectId, [...ctx.viewer.projectIds]),
        isNull(membershipTransfers.confirmedAt),
        isNull(membershipTransfers.takenBackAt),
      ),
    );
  return rows.map(({ t, name, project }) => {
    const mine = t.proposedBy === ctx.viewer.userId;
    return {
      organizationId: t.organizationId,
      id: `transfer-${t.id}`,
      tone: mine ? "quiet" : "attention",
      text: mine
        ? `${name}: your proposed transfer in ${project} waits for another member`
        : `${name}: a transfer in ${project} waits for a second member`,
      detail: `Proposed ${distance(t.proposedAt, ctx.now)}`,
      due: null,
      urgent: false,
      action: { href: `/organizations/${t.organizationId}`, label: mine ? "Open" : "Decide" },
    };
  });
}

/** Members that would get no notice, because nobody of them accepted the terms in force: one line a project. */
async function terms(ctx: Ctx<Member>): Promise<Duty[]> {
  const held = await ctx.tx
    .select({ row: memberships, name: organizations.name, project: projects.name })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .innerJoin(projects, eq(projects.id, memberships.projectId))
    .where(and(inArray(memberships.projectId, [...ctx.viewer.projectIds]), eq(memberships.state, "active")));
  const active = held.filter(({ row }) => membershipAt(row, ctx.now) === "active");
  const duties: Duty[] = [];
  for (const [projectId, rows] of Map.groupBy(active, ({ row }) => row.projectId)) {
    const ids = [...new Set(rows.map(({ row }) => row.organizationId))];
    const asked = await termsStanding(ctx, projectId, ids);
    const behind = ids.filter((id) => !asked.stands(id));
    const [one] = behind;
    if (!one) continue;
    const named = rows.find(({ row }) => row.organizationId === one);
    duties.push({
      id: `terms-${projectId}`,
      tone: "attention",
      text:
        behind.length === 1
          ? `${named?.name ?? "A member"} has not accepted the terms of ${named?.project ?? "the project"}`
          : `${behind.length} members of ${named?.project ?? "the project"} have not accepted the terms`,
      detail: `Version ${asked.terms.version}. They get no notice until they do`,
      due: null,
      urgent: false,
      action: {
        href: behind.length === 1 ? `/organizations/${one}` : "/organizations?standing=active",
        label: "Look",
      },
    });
  }
  return duties;
}
