import { and, desc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { DEPLOYMENT } from "@/data/audit";
import { byAdminOrOperator, command } from "@/data/command";
import { endFactors } from "@/data/sign-in/factors";
import { endSessions, ofUser } from "@/data/sign-in/sessions";
import { tellTeam, tellUser } from "@/data/sign-in/tell";
import { type Ctx, read } from "@/data/transaction";
import { contacts, factorResets, organizations, teamMembers, users } from "@/db/schema";
import { normalizeAddress } from "@/domain/organization/contact";
import type { Member, SystemViewer } from "@/domain/viewer";
import { invalidField, notFound, refused } from "@/lib/errors";

/**
 * Takes every factor of somebody off and ends their sessions: they set up a new one behind a link to their mailbox. By
 * the operator, or by an admin who is somebody else; every other member of the team is told, and sees it on Today.
 */
export const resetFactors = command(
  "factor.reset",
  z.object({ userId: z.uuid().optional(), address: z.string().optional() }),
  byAdminOrOperator,
  async (ctx, input) => {
    const person = await personOf(ctx, input);
    const by = ctx.viewer.kind === "member" ? ctx.viewer.userId : null;
    if (by === person.id)
      throw refused("Nobody resets their own factors: ask another admin, or the operator.");
    await ctx.everywhere(() => endFactors(ctx, person.id));
    await ctx.tx.insert(factorResets).values({ userId: person.id, at: ctx.realNow, by });
    const out = await endSessions(ctx, ofUser(person.id));
    await tellUser(ctx, person.id, "factors_reset");
    await tellTeam(ctx, person.id, "member_reset", person.name);
    return {
      result: { userId: person.id, sessionsEnded: out.length },
      audit: [{ stream: DEPLOYMENT, action: "factor.reset", facts: { userId: person.id } }, ...out],
    };
  },
);

async function personOf(
  ctx: Ctx<Member | SystemViewer>,
  by: { userId?: string | undefined; address?: string | undefined },
) {
  const { viewer } = ctx;
  if (viewer.kind === "member") {
    const [row] = await ctx.tx
      .select({ id: users.id, name: users.name })
      .from(teamMembers)
      .innerJoin(users, eq(users.id, teamMembers.userId))
      .where(
        and(
          eq(users.id, by.userId ?? viewer.userId),
          eq(teamMembers.teamId, viewer.teamId),
          isNull(teamMembers.endedAt),
        ),
      );
    if (!row) throw notFound();
    return row;
  }
  const email = normalizeAddress(by.address ?? "");
  const [row] = email
    ? await ctx.tx.select({ id: users.id, name: users.name }).from(users).where(eq(users.email, email))
    : [];
  if (!row) throw invalidField("address", "Nobody of that address signs in here.");
  return row;
}

/** Resets of the last days among the viewer's own team and its vendors' contacts, the newest first: every member sees them. */
export const recentResets = (viewer: Member) =>
  read(viewer, (ctx) => {
    const author = alias(users, "author");
    const members = ctx.tx
      .select({ id: teamMembers.userId })
      .from(teamMembers)
      .where(and(eq(teamMembers.teamId, viewer.teamId), isNull(teamMembers.endedAt)));
    const ofVendors = ctx.tx
      .select({ id: contacts.userId })
      .from(contacts)
      .innerJoin(organizations, eq(organizations.id, contacts.organizationId))
      .where(eq(organizations.teamId, viewer.teamId));
    return ctx.tx
      .select({
        id: factorResets.id,
        at: factorResets.at,
        name: users.name,
        by: sql<string>`coalesce(${author.name}, 'the operator')`,
      })
      .from(factorResets)
      .innerJoin(users, eq(users.id, factorResets.userId))
      .leftJoin(author, eq(author.id, factorResets.by))
      .where(
        and(
          gt(factorResets.at, ctx.realNow.subtract({ hours: 24 * 7 })),
          or(inArray(factorResets.userId, members), inArray(factorResets.userId, ofVendors)),
        ),
      )
      .orderBy(desc(factorResets.at));
  });
