import { and, asc, desc, eq, inArray, ne } from "drizzle-orm";
import type { OfProject } from "@/data/memberships/lock";
import type { Ctx } from "@/data/transaction";
import { deliveries, noticeOrganizations, notices, organizations } from "@/db/schema";
import { isReached } from "@/domain/delivery/state";
import { isAfter } from "@/domain/time";

const columns = {
  noticeId: notices.id,
  kind: notices.kind,
  at: notices.createdAt,
  organizationId: organizations.id,
  organization: organizations.name,
};

/** What organizations were told of decisions about them, newest first, with what became of each message. */
async function messagesWhere(ctx: Ctx, projectIds: readonly string[], organizationId?: string) {
  const told = await ctx.tx
    .select(columns)
    .from(notices)
    .innerJoin(noticeOrganizations, eq(noticeOrganizations.noticeId, notices.id))
    .innerJoin(organizations, eq(organizations.id, noticeOrganizations.organizationId))
    .where(
      and(
        inArray(notices.projectId, [...projectIds]),
        // A drill is no decision, and one notice to many: its results stand on the group's own pages.
        ne(notices.kind, "drill"),
        organizationId ? eq(organizations.id, organizationId) : undefined,
      ),
    )
    .orderBy(desc(notices.createdAt));
  const sent = await ctx.tx
    .select({
      id: deliveries.id,
      noticeId: deliveries.noticeId,
      address: deliveries.address,
      state: deliveries.state,
      reason: deliveries.reason,
      acceptedAt: deliveries.acceptedAt,
    })
    .from(deliveries)
    .where(
      inArray(
        deliveries.noticeId,
        told.map((n) => n.noticeId),
      ),
    )
    .orderBy(asc(deliveries.address));
  return told.map((n) => ({
    ...n,
    deliveries: sent
      .filter((d) => d.noticeId === n.noticeId)
      .map((d) => ({ ...d, accepted: d.acceptedAt !== null })),
  }));
}

export const messagesTo = (ctx: Ctx, of: OfProject) => messagesWhere(ctx, [of.projectId], of.organizationId);

/** A gap that nobody could mend for this long is known, and stays on the organization's own page. */
const SHOWN_DAYS = 14;

/** What an organization was not told of about its membership: no contact was reached, and none will be by itself (rule 6). */
export async function untold(ctx: Ctx, projectIds: readonly string[]) {
  const all = await messagesWhere(ctx, projectIds);
  return all.filter(
    (n) =>
      n.kind !== "drill" &&
      isAfter(n.at.add({ hours: 24 * SHOWN_DAYS }), ctx.now) &&
      !isReached(n.deliveries) &&
      n.deliveries.every((d) => d.accepted || (d.state !== "queued" && d.state !== "deferred")),
  );
}
