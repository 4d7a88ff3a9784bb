import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { groupOf } from "@/data/onboarding/group";
import { type Ctx, read } from "@/data/transaction";
import {
  contacts,
  deliveries,
  drillAnswers,
  noticeGroups,
  noticeOrganizations,
  notices,
  organizations,
  users,
} from "@/db/schema";
import { type DrillResult, drillResult } from "@/domain/drill";
import type { Member } from "@/domain/viewer";

/** How many of the latest drills a page shows. */
const SHOWN = 10;

const drillsIn = (ctx: Ctx<Member>, groupId: string, most: number) =>
  ctx.tx
    .select({ noticeId: notices.id, at: notices.createdAt, by: users.name })
    .from(notices)
    .innerJoin(noticeGroups, eq(noticeGroups.noticeId, notices.id))
    .leftJoin(users, eq(users.id, notices.createdBy))
    .where(and(eq(noticeGroups.groupId, groupId), eq(notices.kind, "drill")))
    .orderBy(desc(notices.createdAt))
    .limit(most);

type Drill = Awaited<ReturnType<typeof drillsIn>>[number];

export type DrillRow = {
  organizationId: string;
  organization: string;
  result: DrillResult;
  /** Each message, with what became of it. */
  messages: {
    address: string;
    state: (typeof deliveries.$inferSelect)["state"];
    accepted: boolean;
    reason: string | null;
  }[];
  answers: { by: string; at: (typeof drillAnswers.$inferSelect)["at"] }[];
};

async function resultsOf(ctx: Ctx<Member>, drills: readonly Drill[]): Promise<Map<string, DrillRow[]>> {
  const ids = drills.map((d) => d.noticeId);
  const asked = await ctx.tx
    .select({
      noticeId: noticeOrganizations.noticeId,
      organizationId: organizations.id,
      organization: organizations.name,
    })
    .from(noticeOrganizations)
    .innerJoin(organizations, eq(organizations.id, noticeOrganizations.organizationId))
    .where(inArray(noticeOrganizations.noticeId, ids))
    .orderBy(asc(organizations.name));
  const sent = await ctx.tx
    .select({
      noticeId: deliveries.noticeId,
      organizationId: deliveries.organizationId,
      address: deliveries.address,
      state: deliveries.state,
      acceptedAt: deliveries.acceptedAt,
      reason: deliveries.reason,
    })
    .from(deliveries)
    .where(inArray(deliveries.noticeId, ids))
    .orderBy(asc(deliveries.address));
  const given = await ctx.tx
    .select({
      noticeId: drillAnswers.noticeId,
      organizationId: drillAnswers.organizationId,
      by: contacts.name,
      at: drillAnswers.at,
    })
    .from(drillAnswers)
    .innerJoin(contacts, eq(contacts.id, drillAnswers.contactId))
    .where(inArray(drillAnswers.noticeId, ids))
    .orderBy(asc(drillAnswers.at));
  const key = (r: { noticeId: string; organizationId: string }) => `${r.noticeId} ${r.organizationId}`;
  const [sentTo, givenBy] = [Map.groupBy(sent, key), Map.groupBy(given, key)];
  const startedAt = new Map(drills.map((d) => [d.noticeId, d.at]));
  return new Map(
    [...Map.groupBy(asked, (a) => a.noticeId)].map(([noticeId, all]) => [
      noticeId,
      all.map((a) => {
        const messages = (sentTo.get(key(a)) ?? []).map(({ address, state, acceptedAt, reason }) => ({
          address,
          state,
          accepted: acceptedAt !== null,
          reason,
        }));
        const answers = (givenBy.get(key(a)) ?? []).map(({ by, at }) => ({ by: by ?? "A contact", at }));
        const of = {
          deliveries: messages,
          answered: answers.length > 0,
          startedAt: startedAt.get(noticeId) ?? ctx.now,
        };
        const { organizationId, organization } = a;
        return { organizationId, organization, result: drillResult(of, ctx.now), messages, answers };
      }),
    ]),
  );
}

/** The last drill of a group with what it showed of each organization. */
export async function lastDrill(ctx: Ctx<Member>, groupId: string) {
  const [last] = await drillsIn(ctx, groupId, 1);
  if (!last) return null;
  const rows = (await resultsOf(ctx, [last])).get(last.noticeId) ?? [];
  return { ...last, rows: new Map(rows.map((r) => [r.organizationId, r])) };
}

/** The latest drills of a group, newest first. */
export const drillsOf = (viewer: Member, groupId: string) =>
  read(viewer, async (ctx) => {
    const group = await groupOf(ctx, groupId);
    const drills = await drillsIn(ctx, group.id, SHOWN);
    const results = await resultsOf(ctx, drills);
    return {
      group,
      drills: drills.map((d) => ({ ...d, rows: results.get(d.noticeId) ?? [] })),
      now: ctx.now,
    };
  });
