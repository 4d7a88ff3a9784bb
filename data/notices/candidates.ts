import { and, desc, eq, inArray, isNotNull, ne } from "drizzle-orm";
import { policiesOf } from "@/data/policies/in-force";
import type { Ctx } from "@/data/transaction";
import {
  advisoryVersions,
  contacts,
  deliveries,
  groups,
  memberships,
  noticeGroups,
  noticeOrganizations,
  notices,
  organizations,
} from "@/db/schema";
import type { Candidate } from "@/domain/notice/recipients";
import { membershipAt } from "@/domain/organization/membership";
import { takesMail, wantsOther } from "@/domain/policy/contacts";

/** Every organization that is, or was, in one of the groups, as it stands now. `chosen` null means all of them. */
export async function candidatesIn(
  ctx: Ctx,
  groupIds: readonly string[],
  chosen: ReadonlySet<string> | null,
  /** Contacts that an earlier notice brought the version to which this one would. */
  toldBefore: ReadonlySet<string> = new Set(),
): Promise<Candidate[]> {
  const rows = await ctx.tx
    .select({
      organizationId: organizations.id,
      name: organizations.name,
      groupId: groups.id,
      groupName: groups.name,
      projectId: groups.projectId,
      state: memberships.state,
      pausedUntil: memberships.pausedUntil,
      startedAt: memberships.startedAt,
    })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .innerJoin(groups, eq(groups.id, memberships.groupId))
    .where(inArray(memberships.groupId, [...groupIds]))
    .orderBy(memberships.startedAt);
  const people = await ctx.tx
    .select()
    .from(contacts)
    .where(
      inArray(
        contacts.organizationId,
        rows.map((r) => r.organizationId),
      ),
    );
  const policies = await policiesOf(ctx, [...new Set(rows.map((r) => r.projectId))]);
  const found = new Map<string, Candidate & { memberships: Candidate["memberships"][number][] }>();
  for (const row of rows) {
    const policy = policies.get(row.projectId) ?? { contactRules: null };
    const known = found.get(row.organizationId) ?? {
      organizationId: row.organizationId,
      name: row.name,
      memberships: [],
      contacts: people
        .filter((c) => c.organizationId === row.organizationId)
        .map((c) => ({
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
      chosen: chosen?.has(row.organizationId) ?? true,
    };
    // A newer membership in the same group replaces the one that ended before it.
    known.memberships = [
      ...known.memberships.filter((m) => m.groupId !== row.groupId),
      { groupId: row.groupId, groupName: row.groupName, state: membershipAt(row, ctx.now) },
    ];
    found.set(row.organizationId, known);
  }
  return [...found.values()];
}

/** The candidates of a stored notice, with the choice that was made for it. */
export async function candidatesOf(ctx: Ctx, noticeId: string): Promise<Candidate[]> {
  const addressed = await ctx.tx
    .select({ groupId: noticeGroups.groupId })
    .from(noticeGroups)
    .where(eq(noticeGroups.noticeId, noticeId));
  const chosen = await ctx.tx
    .select({ organizationId: noticeOrganizations.organizationId })
    .from(noticeOrganizations)
    .where(and(eq(noticeOrganizations.noticeId, noticeId), eq(noticeOrganizations.chosen, true)));
  return candidatesIn(
    ctx,
    addressed.map((g) => g.groupId),
    new Set(chosen.map((c) => c.organizationId)),
    await toldOf(ctx, noticeId),
  );
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
