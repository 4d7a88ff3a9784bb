import { and, asc, eq, inArray, isNull, ne } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { byMember, command } from "@/data/command";
import { lockOrganization } from "@/data/organizations/visibility";
import { membersOf } from "@/data/teams/queries";
import { type Ctx, read } from "@/data/transaction";
import { contacts, memberTies, organizations, teamMembers } from "@/db/schema";
import { isRecused, recusedBecause, type Ties, unconflicted } from "@/domain/recusal";
import type { Member } from "@/domain/viewer";
import { invalidField, notFound, refused } from "@/lib/errors";

/** Who is tied to which organizations: employed there, as stated, or a contact of it (rule 14). */
export async function tiesOf(ctx: Ctx, userIds: readonly string[]): Promise<Ties[]> {
  const stated = await ctx.tx
    .select({ userId: memberTies.userId, organizationId: memberTies.organizationId })
    .from(memberTies)
    .where(and(inArray(memberTies.userId, [...userIds]), isNull(memberTies.endedAt)));
  const asContact = await ctx.tx
    .select({ userId: contacts.userId, organizationId: contacts.organizationId })
    .from(contacts)
    .where(and(inArray(contacts.userId, [...userIds]), ne(contacts.state, "ended")));
  return userIds.map((userId) => ({
    userId,
    organizationIds: [...stated, ...asContact]
      .filter((t) => t.userId === userId)
      .map((t) => t.organizationId),
  }));
}

/** The members of a project who may take part in a decision about an organization. */
export async function othersFor(
  ctx: Ctx<Member>,
  projectId: string,
  organizationId: string,
  except: readonly string[] = [],
) {
  const members = await membersOf(ctx, projectId);
  const ties = await tiesOf(
    ctx,
    members.map((m) => m.userId),
  );
  return unconflicted(members, ties, organizationId, except);
}

/** @throws AppError naming who can be asked, when the viewer is tied to the organization */
export async function requireUntied(
  ctx: Ctx<Member>,
  projectId: string,
  organizationId: string,
): Promise<void> {
  const [own] = await tiesOf(ctx, [ctx.viewer.userId]);
  if (!own || !isRecused(own, organizationId)) return;
  const [row] = await ctx.tx
    .select({ name: organizations.name })
    .from(organizations)
    .where(eq(organizations.id, organizationId));
  const others = await othersFor(ctx, projectId, organizationId, [ctx.viewer.userId]);
  throw refused(recusedBecause(row?.name ?? "this organization", others));
}

/** Everybody in the viewer's team, whatever their projects. */
async function teamOf(ctx: Ctx<Member>): Promise<string[]> {
  const rows = await ctx.tx
    .select({ userId: teamMembers.userId })
    .from(teamMembers)
    .where(and(eq(teamMembers.teamId, ctx.viewer.teamId), isNull(teamMembers.endedAt)));
  return rows.map((m) => m.userId);
}

const Tie = z.object({ userId: z.uuid(), organizationId: z.uuid("Choose one of the list.") });

/** A member's own ties are theirs to state; an admin may state anybody's. Only an admin takes one back. */
export const tieMember = command("member.tie", Tie, byMember, async (ctx, input) => {
  if (input.userId !== ctx.viewer.userId && !ctx.viewer.admin) throw notFound();
  const { id: organizationId } = await lockOrganization(ctx, input.organizationId);
  if (!(await teamOf(ctx)).includes(input.userId)) throw notFound();
  const [made] = await ctx.tx
    .insert(memberTies)
    .values({ id: newId(), userId: input.userId, organizationId, by: ctx.viewer.userId, at: ctx.now })
    .onConflictDoNothing()
    .returning({ id: memberTies.id });
  if (!made) throw invalidField("organizationId", "This tie is on record already.");
  return {
    result: { tieId: made.id },
    audit: [
      {
        stream: { type: "organization", id: organizationId },
        action: "member.tied",
        facts: { userId: input.userId },
      },
    ],
  };
});

export const untieMember = command(
  "member.untie",
  z.object({ tieId: z.uuid() }),
  byMember,
  async (ctx, input) => {
    if (!ctx.viewer.admin) throw notFound();
    const members = await teamOf(ctx);
    const [ended] = await ctx.tx
      .update(memberTies)
      .set({ endedAt: ctx.now })
      .where(
        and(eq(memberTies.id, input.tieId), isNull(memberTies.endedAt), inArray(memberTies.userId, members)),
      )
      .returning();
    if (!ended) throw notFound();
    if (ended.userId === ctx.viewer.userId)
      throw refused("Another admin says that you are not tied any more.");
    return {
      result: { tieId: ended.id },
      audit: [
        {
          stream: { type: "organization", id: ended.organizationId },
          action: "member.untied",
          facts: { userId: ended.userId },
        },
      ],
    };
  },
);

/** The stated ties of the team's members, for the team page. */
export const listTies = (viewer: Member) =>
  read(viewer, (ctx) =>
    ctx.tx
      .select({
        id: memberTies.id,
        userId: memberTies.userId,
        organizationId: organizations.id,
        organization: organizations.name,
        at: memberTies.at,
      })
      .from(memberTies)
      .innerJoin(organizations, eq(organizations.id, memberTies.organizationId))
      .where(and(isNull(memberTies.endedAt), eq(organizations.teamId, viewer.teamId)))
      .orderBy(asc(organizations.name)),
  );
