import { and, eq, gt, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import { untold } from "@/data/memberships/messages";
import { confirmedContacts } from "@/data/notices/send-now";
import { waitingContacts } from "@/data/organizations/queries";
import { tiesOf } from "@/data/teams/ties";
import type { Ctx } from "@/data/transaction";
import {
  appeals,
  channelRevocations,
  groups,
  membershipProposals,
  memberships,
  organizations,
  pauses,
  projects,
  withdrawals,
} from "@/db/schema";
import type { Duty } from "@/domain/duties";
import { isRecused } from "@/domain/recusal";
import { distance, inUtc } from "@/domain/time";
import type { Member } from "@/domain/viewer";

/** What waits for a member about organizations: nothing of it goes to one who is tied to the organization (rule 14). */
export async function organizationDuties(ctx: Ctx<Member>): Promise<Duty[]> {
  const [ties] = await tiesOf(ctx, [ctx.viewer.userId]);
  const decisions = [
    ...(await withdrawalDuties(ctx)),
    ...(await pauseDuties(ctx)),
    ...(await appealDuties(ctx)),
  ].filter((d) => !ties || !isRecused(ties, d.organizationId));
  const proposals = (await proposalDuties(ctx)).filter((d) => !ties || !isRecused(ties, d.organizationId));
  const waiting = (await waitingContacts(ctx)).filter((c) => c.confirmedAt !== null);
  return [
    ...decisions.map(({ organizationId: _, ...duty }) => duty),
    ...firstOf(
      proposals.map(({ organizationId: _, ...duty }) => duty),
      { text: (n) => `${n} more proposed memberships wait`, href: "/groups" },
    ),
    ...(await channelDuties(ctx)),
    ...(await untoldDuties(ctx)),
    ...firstOf(contactDuties(waiting, ctx.now), {
      text: (n) => `${n} more contacts wait to be admitted`,
      href: "/organizations?lacks=admission",
    }),
    ...firstOf(await unreachable(ctx, waiting), {
      text: (n) => `${n} more active organizations have no confirmed contact`,
      href: "/organizations?standing=active&lacks=contact",
    }),
  ];
}

/** Of one kind of duty no more than these are told apart: a list that was imported brings hundreds at once. */
const TOLD_APART = 10;

/** The first of a kind, and one duty for all the others, which leads to where they are looked at together. */
function firstOf(
  duties: readonly Duty[],
  { text, href }: { text: (n: number) => string; href: string },
): Duty[] {
  const [first] = duties;
  const rest = duties.length - TOLD_APART;
  // One more says as much as a line about one more.
  if (!first || rest <= 1) return [...duties];
  const others = { ...first, id: `more-${first.id}`, text: text(rest), detail: "Look at them together" };
  return [...duties.slice(0, TOLD_APART), { ...others, action: { href, label: "Look" } }];
}

type Decision = Duty & { organizationId: string };
const own = (ctx: Ctx<Member>) => [...ctx.viewer.projectIds];

async function withdrawalDuties(ctx: Ctx<Member>): Promise<Decision[]> {
  const rows = await ctx.tx
    .select({ w: withdrawals, organization: organizations.name, project: projects.name })
    .from(withdrawals)
    .innerJoin(organizations, eq(organizations.id, withdrawals.organizationId))
    .innerJoin(projects, eq(projects.id, withdrawals.projectId))
    .where(
      and(
        inArray(withdrawals.projectId, own(ctx)),
        isNull(withdrawals.confirmedAt),
        isNull(withdrawals.takenBackAt),
      ),
    );
  return rows.map(({ w, organization, project }) => {
    const mine = w.proposedBy === ctx.viewer.userId;
    return {
      organizationId: w.organizationId,
      id: `withdrawal-${w.id}`,
      tone: mine ? "quiet" : "attention",
      text: mine
        ? `${organization}: your proposed withdrawal waits for another member`
        : `${organization}: its withdrawal from ${project} waits for a second member`,
      detail: `Proposed ${distance(w.proposedAt, ctx.now)}. Nothing changes before it is confirmed`,
      due: null,
      urgent: !mine,
      action: {
        href: `/organizations/${w.organizationId}/withdrawal?project=${w.projectId}`,
        label: mine ? "Open" : "Decide",
      },
    };
  });
}

async function pauseDuties(ctx: Ctx<Member>): Promise<Decision[]> {
  const rows = await ctx.tx
    .select({ p: pauses, organization: organizations.name, project: projects.name })
    .from(pauses)
    .innerJoin(organizations, eq(organizations.id, pauses.organizationId))
    .innerJoin(projects, eq(projects.id, pauses.projectId))
    .where(and(inArray(pauses.projectId, own(ctx)), isNull(pauses.endedAt), gt(pauses.until, ctx.now)));
  return rows.map(({ p, organization, project }) => {
    const waits = p.confirmedAt === null;
    return {
      organizationId: p.organizationId,
      id: `pause-${p.id}`,
      tone: waits ? "attention" : "quiet",
      text: `${organization}: its pause in ${project} ends ${distance(p.until, ctx.now)}`,
      detail: waits
        ? p.by === ctx.viewer.userId
          ? "It ends by itself unless another member confirms it"
          : "It ends by itself unless you confirm it until a date"
        : `Ends ${inUtc(p.until)}`,
      due: p.until,
      urgent: false,
      action: { href: `/organizations/${p.organizationId}`, label: waits ? "Decide" : "Look" },
    };
  });
}

async function proposalDuties(ctx: Ctx<Member>): Promise<Decision[]> {
  const rows = await ctx.tx
    .select({ p: membershipProposals, organization: organizations.name, group: groups.name })
    .from(membershipProposals)
    .innerJoin(organizations, eq(organizations.id, membershipProposals.organizationId))
    .innerJoin(groups, eq(groups.id, membershipProposals.groupId))
    .where(
      and(
        inArray(groups.projectId, own(ctx)),
        isNull(membershipProposals.confirmedAt),
        isNull(membershipProposals.takenBackAt),
      ),
    );
  return rows.map(({ p, organization, group }) => {
    const mine = p.proposedBy === ctx.viewer.userId;
    return {
      organizationId: p.organizationId,
      id: `proposal-${p.id}`,
      tone: mine ? "quiet" : "attention",
      text: mine
        ? `${organization}: your proposed membership in ${group} waits for another member`
        : `${organization}: a proposed membership in ${group} waits for a second member`,
      detail: `Proposed ${distance(p.proposedAt, ctx.now)}`,
      due: null,
      urgent: false,
      action: { href: `/organizations/${p.organizationId}`, label: mine ? "Open" : "Decide" },
    };
  });
}

async function appealDuties(ctx: Ctx<Member>): Promise<Decision[]> {
  const rows = await ctx.tx
    .select({
      id: appeals.id,
      organizationId: appeals.organizationId,
      at: appeals.at,
      organization: organizations.name,
    })
    .from(appeals)
    .innerJoin(organizations, eq(organizations.id, appeals.organizationId))
    .where(and(inArray(appeals.projectId, own(ctx)), isNull(appeals.answeredAt)));
  return rows.map((a) => ({
    organizationId: a.organizationId,
    id: `appeal-${a.id}`,
    tone: "attention",
    text: `${a.organization} wrote, and waits for an answer`,
    detail: `Written ${distance(a.at, ctx.now)}`,
    due: null,
    urgent: false,
    action: { href: `/organizations/${a.organizationId}`, label: "Answer" },
  }));
}

/** Other channels of a withdrawn organization: red until somebody confirms that they are closed (scenario S3). */
async function channelDuties(ctx: Ctx<Member>): Promise<Duty[]> {
  const rows = await ctx.tx
    .select({
      id: channelRevocations.id,
      organizationId: withdrawals.organizationId,
      organization: organizations.name,
    })
    .from(channelRevocations)
    .innerJoin(withdrawals, eq(withdrawals.id, channelRevocations.withdrawalId))
    .innerJoin(organizations, eq(organizations.id, withdrawals.organizationId))
    .where(
      and(
        inArray(withdrawals.projectId, own(ctx)),
        isNotNull(withdrawals.confirmedAt),
        isNull(channelRevocations.doneAt),
      ),
    );
  return rows.map((c) => ({
    id: `channel-${c.id}`,
    tone: "danger",
    text: `${c.organization} is withdrawn, and another channel to it is still open`,
    detail: "Close it there, then confirm it here",
    due: null,
    urgent: true,
    action: { href: `/organizations/${c.organizationId}`, label: "Confirm" },
  }));
}

const DECIDED = {
  paused: "its pause",
  resumed: "the end of its pause",
  withdrawn: "its withdrawal",
  answer: "the answer",
  accepted: "its acceptance",
  activated: "its membership",
  terms: "the new terms",
  evidence: "evidence that runs out",
  review: "the review of its membership",
  lapsed: "the end of its membership",
  transferred: "the end of its membership",
};

/** Decisions that never reached the organization they are about. */
async function untoldDuties(ctx: Ctx<Member>): Promise<Duty[]> {
  return (await untold(ctx, own(ctx))).map((n) => ({
    id: `untold-${n.noticeId}`,
    tone: "danger",
    text: `${n.organization} was not told of ${n.kind in DECIDED ? DECIDED[n.kind as keyof typeof DECIDED] : "a decision"}`,
    detail:
      n.deliveries.length === 0
        ? "It had no confirmed contact"
        : n.deliveries.map((d) => `${d.address}: ${d.state}`).join(" · "),
    due: null,
    urgent: false,
    action: { href: `/organizations/${n.organizationId}`, label: "Look" },
  }));
}

type Waiting = Awaited<ReturnType<typeof waitingContacts>>;

function contactDuties(waiting: Waiting, now: Temporal.Instant): Duty[] {
  return waiting.map((c) => ({
    id: `contact-${c.id}`,
    tone: "attention",
    text: `A contact of ${c.organization} waits to be admitted`,
    detail: `Its mailbox confirmed itself; added ${distance(c.addedAt, now)}`,
    due: null,
    urgent: false,
    action: { href: `/organizations/${c.organizationId}`, label: "Look" },
  }));
}

/** Active, and nothing would reach it: to be verified again, and not silently dropped (scenario S4). */
async function unreachable(ctx: Ctx<Member>, waiting: Waiting): Promise<Duty[]> {
  const active = await ctx.tx
    .selectDistinct({ id: organizations.id, name: organizations.name })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(and(inArray(memberships.projectId, own(ctx)), eq(memberships.state, "active")))
    .orderBy(organizations.name);
  const reachable = await confirmedContacts(
    ctx,
    active.map((o) => o.id),
  );
  const known = new Set([...reachable, ...waiting].map((c) => c.organizationId));
  return active
    .filter((o) => !known.has(o.id))
    .map((o) => ({
      id: `unreachable-${o.id}`,
      tone: "danger",
      text: `${o.name} has no confirmed contact: nothing would reach it`,
      detail: "Ask it for an address, and have that confirmed",
      due: null,
      urgent: false,
      action: { href: `/organizations/${o.id}`, label: "Verify" },
    }));
}
