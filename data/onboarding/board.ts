import { and, asc, desc, eq, inArray, isNull, ne } from "drizzle-orm";
import { lastDrill } from "@/data/drills/queries";
import { termsStanding } from "@/data/memberships/accepted-terms";
import { holdsPlace } from "@/data/memberships/lapse";
import { groupOf } from "@/data/onboarding/group";
import { tiesOf } from "@/data/teams/ties";
import { type Ctx, read } from "@/data/transaction";
import {
  contactConfirmations,
  contacts,
  deliveries,
  mailReports,
  membershipProposals,
  memberships,
  organizations,
  users,
} from "@/db/schema";
import { type MembershipState, membershipAt } from "@/domain/organization/membership";
import { furthest, MISSING, type Missing, missingOf, nextStep } from "@/domain/organization/onboarding";
import type { Member } from "@/domain/viewer";

/** How many organizations one page of the board shows. */
const PAGE = 50;

type Place = {
  organizationId: string;
  name: string;
  state: "proposed" | MembershipState;
  proposal: { id: string; proposedBy: string; by: string } | null;
};

/** Who is proposed for the group, accepted into it, or active in it. */
async function placesIn(ctx: Ctx<Member>, groupId: string): Promise<Place[]> {
  const held = await ctx.tx
    .select({
      organizationId: organizations.id,
      name: organizations.name,
      state: memberships.state,
      pausedUntil: memberships.pausedUntil,
      lapsesAt: memberships.lapsesAt,
    })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(and(eq(memberships.groupId, groupId), holdsPlace(ctx)));
  const proposed = await ctx.tx
    .select({
      organizationId: organizations.id,
      name: organizations.name,
      id: membershipProposals.id,
      proposedBy: membershipProposals.proposedBy,
      by: users.name,
    })
    .from(membershipProposals)
    .innerJoin(organizations, eq(organizations.id, membershipProposals.organizationId))
    .innerJoin(users, eq(users.id, membershipProposals.proposedBy))
    .where(
      and(
        eq(membershipProposals.groupId, groupId),
        isNull(membershipProposals.confirmedAt),
        isNull(membershipProposals.takenBackAt),
      ),
    );
  const current = held
    .map(({ organizationId, name, ...m }) => ({
      organizationId,
      name,
      state: membershipAt(m, ctx.now),
      proposal: null,
    }))
    .filter((m) => m.state === "accepted" || m.state === "active");
  const waiting = proposed.map(({ organizationId, name, ...proposal }) => ({
    organizationId,
    name,
    state: "proposed" as const,
    proposal,
  }));
  const known = new Set(current.map((c) => c.organizationId));
  return [...current, ...waiting.filter((w) => !known.has(w.organizationId))].sort((a, b) =>
    a.name.localeCompare(b.name, "en"),
  );
}

/** The contacts of organizations that did not end, with what their mailboxes said so far. */
async function mailboxesOf(ctx: Ctx<Member>, organizationIds: string[]) {
  const people = await ctx.tx
    .select({
      id: contacts.id,
      organizationId: contacts.organizationId,
      kind: contacts.kind,
      email: contacts.email,
      state: contacts.state,
      confirmedAt: contacts.confirmedAt,
    })
    .from(contacts)
    .where(and(inArray(contacts.organizationId, organizationIds), ne(contacts.state, "ended")))
    .orderBy(asc(contacts.id));
  const ids = people.map((p) => p.id);
  const asked = await ctx.tx
    .selectDistinct({ contactId: contactConfirmations.contactId })
    .from(contactConfirmations)
    .where(inArray(contactConfirmations.contactId, ids));
  const reports = await ctx.tx
    .selectDistinctOn([deliveries.contactId], {
      contactId: deliveries.contactId,
      report: mailReports.report,
      permanent: mailReports.permanent,
    })
    .from(mailReports)
    .innerJoin(deliveries, eq(deliveries.id, mailReports.deliveryId))
    .where(inArray(deliveries.contactId, ids))
    .orderBy(deliveries.contactId, desc(mailReports.at));
  const [wasAsked, bounced] = [
    new Set(asked.map((a) => a.contactId)),
    new Set(reports.filter((r) => r.report === "bounced" && r.permanent).map((r) => r.contactId)),
  ];
  return Map.groupBy(
    people.map((p) => ({
      ...p,
      state: p.state === "admitted" ? ("admitted" as const) : ("proposed" as const),
      asked: wasAsked.has(p.id),
      confirmed: p.confirmedAt !== null,
      bounced: bounced.has(p.id),
    })),
    (p) => p.organizationId,
  );
}

/** Every organization of the group that is on its way in or in it, with what is known of each and what comes next. */
export async function boardRows(ctx: Ctx<Member>, group: { id: string; projectId: string }) {
  const places = await placesIn(ctx, group.id);
  const ids = places.map((p) => p.organizationId);
  const mailboxes = await mailboxesOf(ctx, ids);
  const { terms, stands } = await termsStanding(ctx, group.projectId, ids);
  const drill = await lastDrill(ctx, group.id);
  const [ties] = await tiesOf(ctx, [ctx.viewer.userId]);
  const tied = new Set(ties?.organizationIds);
  const rows = places.map((p) => {
    const own = mailboxes.get(p.organizationId) ?? [];
    const drilled = drill?.rows.get(p.organizationId) ?? null;
    const facts = {
      state: p.state,
      mine: p.proposal?.proposedBy === ctx.viewer.userId,
      tied: tied.has(p.organizationId),
      role: furthest(own.filter((c) => c.kind === "role")),
      person: furthest(own.filter((c) => c.kind === "person")),
      terms: stands(p.organizationId),
      drill: drilled?.result ?? null,
    };
    return {
      ...p,
      ...facts,
      drilled,
      contacts: own,
      missing: missingOf(facts),
      next: nextStep(facts),
    };
  });
  return { rows, terms: terms.version, drill };
}

export type BoardRow = Awaited<ReturnType<typeof boardRows>>["rows"][number];

/** The board of a group, a page at a time, narrowed down to what is missing. */
export const onboardingBoard = (viewer: Member, groupId: string, missing: Missing | null = null, page = 1) =>
  read(viewer, async (ctx) => {
    const group = await groupOf(ctx, groupId);
    const { rows, terms, drill } = await boardRows(ctx, group);
    const found = missing ? rows.filter((r) => r.missing.includes(missing)) : rows;
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    const shown = Math.min(Math.max(1, Math.trunc(page) || 1), pages);
    const inState = (state: string) => rows.filter((r) => r.state === state).length;
    return {
      group,
      terms,
      drill: drill && { noticeId: drill.noticeId, at: drill.at },
      counts: {
        all: rows.length,
        proposed: inState("proposed"),
        accepted: inState("accepted"),
        active: inState("active"),
      },
      missing: Object.fromEntries(
        MISSING.map((m) => [m, rows.filter((r) => r.missing.includes(m)).length]),
      ) as Record<Missing, number>,
      found: found.length,
      rows: found.slice((shown - 1) * PAGE, shown * PAGE),
      page: shown,
      pages,
      now: ctx.now,
    };
  });
