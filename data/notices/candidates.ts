import { and, desc, eq, inArray, isNotNull, ne } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import { termsStanding } from "@/data/memberships/accepted-terms";
import { governing, policyOf } from "@/data/policies/in-force";
import type { Ctx } from "@/data/transaction";
import {
  advisoryVersions,
  cases,
  contacts,
  deliveries,
  groups,
  inFlightDecisions,
  memberships,
  noticeGroups,
  noticeOrganizations,
  notices,
  organizations,
} from "@/db/schema";
import { termsWanted } from "@/domain/consent/acceptance";
import type { Candidate } from "@/domain/notice/recipients";
import { membershipAt } from "@/domain/organization/membership";
import { takesMail, wantsOther } from "@/domain/policy/contacts";
import { joinedTooLate } from "@/domain/policy/in-flight";

type Asked = {
  groupIds: readonly string[];
  /** Null means all of them. */
  chosen: ReadonlySet<string> | null;
  /** Contacts that an earlier notice brought the version to which this one would. */
  toldBefore?: ReadonlySet<string>;
};
type Of = Pick<typeof cases.$inferSelect, "id" | "projectId" | "policyId" | "createdAt">;

/** Every organization that is, or was, in one of the groups, as it stands now towards a case. */
export async function candidatesIn(
  ctx: Ctx,
  of: Of,
  { groupIds, chosen, toldBefore = new Set() }: Asked,
): Promise<Candidate[]> {
  const rows = await ctx.tx
    .select({
      organizationId: organizations.id,
      name: organizations.name,
      groupId: groups.id,
      groupName: groups.name,
      state: memberships.state,
      pausedUntil: memberships.pausedUntil,
      lapsesAt: memberships.lapsesAt,
      startedAt: memberships.startedAt,
    })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .innerJoin(groups, eq(groups.id, memberships.groupId))
    .where(and(inArray(memberships.groupId, [...groupIds]), eq(groups.projectId, of.projectId)))
    .orderBy(memberships.startedAt);
  const ids = [...new Set(rows.map((r) => r.organizationId))];
  const people = Map.groupBy(
    await ctx.tx.select().from(contacts).where(inArray(contacts.organizationId, ids)),
    (c) => c.organizationId,
  );
  const policy = await policyOf(ctx, of.projectId);
  const heldBack = await heldBackFrom(ctx, of, ids);
  return [...Map.groupBy(rows, (r) => r.organizationId)].flatMap(([organizationId, own]) => {
    const [first] = own;
    if (!first) return [];
    // A newer membership in the same group replaces the one that ended before it.
    const latest = [...new Map(own.map((m) => [m.groupId, m])).values()].map((m) => ({
      groupId: m.groupId,
      groupName: m.groupName,
      state: membershipAt(m, ctx.now),
      startedAt: m.startedAt,
    }));
    return [
      {
        organizationId,
        name: first.name,
        memberships: latest.map(({ startedAt: _, ...m }) => m),
        contacts: (people.get(organizationId) ?? []).map((c) => ({
          id: c.id,
          kind: c.kind,
          address: c.email,
          name: c.name,
          state: c.state,
          confirmed: c.confirmedAt !== null,
          fits: takesMail(policy, c.kind),
          toldBefore: toldBefore.has(c.id),
        })),
        wantsOther: wantsOther(policy),
        ...heldBack(
          organizationId,
          latest.filter((m) => m.state === "active").map((m) => m.startedAt),
        ),
        chosen: chosen?.has(organizationId) ?? true,
      },
    ];
  });
}

/** Why an active member gets no invitation: it has not accepted the terms, or it joined while the case ran (P13, P43). */
async function heldBackFrom(ctx: Ctx, of: Of, organizationIds: readonly string[]) {
  const { terms, stands } = await termsStanding(ctx, of.projectId, organizationIds);
  const policy = await governing(ctx, of);
  const decisions = await ctx.tx
    .select({ organizationId: inFlightDecisions.organizationId })
    .from(inFlightDecisions)
    .where(eq(inFlightDecisions.caseId, of.id));
  const decided = new Set(decisions.map((d) => d.organizationId));
  return (organizationId: string, startedAt: readonly Temporal.Instant[]) => {
    if (startedAt.length === 0) return { heldBack: null, joinedLate: false };
    const late = joinedTooLate(policy, {
      openedAt: of.createdAt,
      startedAt,
      decided: decided.has(organizationId),
    });
    return {
      heldBack: stands(organizationId) ? late : termsWanted(terms),
      joinedLate: late !== null,
    };
  };
}

/** The candidates of a stored notice, with the choice that was made for it. */
export async function candidatesOf(ctx: Ctx, noticeId: string): Promise<Candidate[]> {
  const [found] = await ctx.tx
    .select({ of: cases })
    .from(notices)
    .innerJoin(cases, eq(cases.id, notices.caseId))
    .where(eq(notices.id, noticeId));
  if (!found) return [];
  const addressed = await ctx.tx
    .select({ groupId: noticeGroups.groupId })
    .from(noticeGroups)
    .where(eq(noticeGroups.noticeId, noticeId));
  const chosen = await ctx.tx
    .select({ organizationId: noticeOrganizations.organizationId })
    .from(noticeOrganizations)
    .where(and(eq(noticeOrganizations.noticeId, noticeId), eq(noticeOrganizations.chosen, true)));
  return candidatesIn(ctx, found.of, {
    groupIds: addressed.map((g) => g.groupId),
    chosen: new Set(chosen.map((c) => c.organizationId)),
    toldBefore: await toldOf(ctx, noticeId),
  });
}

/** The contacts that accepted another notice of the version that this one would bring (rule 5). */
async function toldOf(ctx: Ctx, noticeId: string): Promise<Set<string>> {
  const [notice] = await ctx.tx
    .select({ caseId: notices.caseId, versionId: notices.versionId })
    .from(notices)
    .where(eq(notices.id, noticeId));
  if (!notice?.caseId) return new Set();
  const [newest] = await ctx.tx
    .select({ id: advisoryVersions.id })
    .from(advisoryVersions)
    .where(eq(advisoryVersions.caseId, notice.caseId))
    .orderBy(desc(advisoryVersions.number))
    .limit(1);
  const versionId = notice.versionId ?? newest?.id;
  if (!versionId) return new Set();
  const rows = await ctx.tx
    .select({ contactId: deliveries.contactId })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .where(
      and(
        eq(notices.versionId, versionId),
        ne(notices.id, noticeId),
        eq(deliveries.kind, "prenotification"),
        isNotNull(deliveries.acceptedAt),
      ),
    );
  return new Set(rows.map((r) => r.contactId));
}
