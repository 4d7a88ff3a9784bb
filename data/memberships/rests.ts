import { and, asc, desc, eq, isNull } from "drizzle-orm";
import { termsStanding } from "@/data/memberships/accepted-terms";
import type { OfProject } from "@/data/memberships/lock";
import { transferPlace } from "@/data/memberships/transfer";
import type { Ctx } from "@/data/transaction";
import {
  contacts,
  evidenceOffers,
  memberships,
  membershipTransfers,
  organizations,
  termsAcceptances,
  users,
} from "@/db/schema";
import { proposalState } from "@/domain/organization/withdrawal";
import type { Member } from "@/domain/viewer";

/** What a membership rests on besides its decision: terms, evidence that was offered, and whether another succeeds it. */
export async function restsOn(ctx: Ctx<Member>, of: OfProject) {
  const { terms, stands } = await termsStanding(ctx, of.projectId, [of.organizationId]);
  return {
    terms: {
      version: terms.version,
      text: terms.text,
      ours: terms.ours,
      stands: stands(of.organizationId),
      accepted: await acceptancesOf(ctx, of),
      joinedUnder: await joinedUnder(ctx, of),
    },
    offers: await offersOf(ctx, of),
    transfers: await transfersOf(ctx, of),
  };
}

/** Who of the organization accepted which version of the terms, the newest first. */
export const acceptancesOf = (ctx: Ctx, of: OfProject) =>
  ctx.tx
    .select({
      id: termsAcceptances.id,
      version: termsAcceptances.version,
      how: termsAcceptances.how,
      name: termsAcceptances.name,
      note: termsAcceptances.note,
      at: termsAcceptances.at,
    })
    .from(termsAcceptances)
    .where(
      and(
        eq(termsAcceptances.organizationId, of.organizationId),
        eq(termsAcceptances.projectId, of.projectId),
      ),
    )
    .orderBy(desc(termsAcceptances.at));

async function joinedUnder(ctx: Ctx, of: OfProject): Promise<string | null> {
  const rows = await ctx.tx
    .select({ version: memberships.joinedUnder })
    .from(memberships)
    .where(
      and(
        eq(memberships.organizationId, of.organizationId),
        eq(memberships.projectId, of.projectId),
        isNull(memberships.endedAt),
      ),
    );
  return rows.find((r) => r.version !== null)?.version ?? null;
}

/** What the organization offered and no member looked at yet. */
export const offersOf = (ctx: Ctx, of: OfProject) =>
  ctx.tx
    .select({
      id: evidenceOffers.id,
      criterion: evidenceOffers.criterion,
      link: evidenceOffers.link,
      note: evidenceOffers.note,
      datedAt: evidenceOffers.datedAt,
      at: evidenceOffers.at,
      by: contacts.name,
    })
    .from(evidenceOffers)
    .innerJoin(contacts, eq(contacts.id, evidenceOffers.contactId))
    .where(
      and(
        eq(evidenceOffers.organizationId, of.organizationId),
        eq(evidenceOffers.projectId, of.projectId),
        isNull(evidenceOffers.settledAt),
      ),
    )
    .orderBy(asc(evidenceOffers.at));

async function transfersOf(ctx: Ctx<Member>, of: OfProject) {
  const rows = await ctx.tx
    .select({ t: membershipTransfers, successor: organizations.name, by: users.name })
    .from(membershipTransfers)
    .innerJoin(organizations, eq(organizations.id, membershipTransfers.successorId))
    .innerJoin(users, eq(users.id, membershipTransfers.proposedBy))
    .where(
      and(
        eq(membershipTransfers.organizationId, of.organizationId),
        eq(membershipTransfers.projectId, of.projectId),
        isNull(membershipTransfers.takenBackAt),
      ),
    )
    .orderBy(desc(membershipTransfers.proposedAt));
  return Promise.all(
    rows.map(async ({ t, successor, by }) => ({
      id: t.id,
      state: proposalState(t),
      successorId: t.successorId,
      successor,
      by,
      mine: t.proposedBy === ctx.viewer.userId,
      at: t.proposedAt,
      reason: await ctx.open(transferPlace(t.id), t.reason),
    })),
  );
}
