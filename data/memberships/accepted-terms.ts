import { and, eq, inArray, isNull } from "drizzle-orm";
import { entryOf, type OfProject } from "@/data/memberships/lock";
import { policyOf } from "@/data/policies/in-force";
import type { Ctx } from "@/data/transaction";
import { memberships, termsAcceptances } from "@/db/schema";
import { type AcceptedHow, standsUnder, type TermsOnRecord } from "@/domain/consent/acceptance";
import { type Terms, termsOf } from "@/domain/consent/terms";

/**
 * Which organizations of a project stand under the terms that are asked for now.
 * @returns the terms, and for an organization whether it does
 */
export async function termsStanding(
  ctx: Ctx,
  projectId: string,
  organizationIds: readonly string[],
): Promise<{ terms: Terms; stands: (organizationId: string) => boolean }> {
  const terms = termsOf(await policyOf(ctx, projectId));
  const accepted = await ctx.tx
    .select({ organizationId: termsAcceptances.organizationId, version: termsAcceptances.version })
    .from(termsAcceptances)
    .where(
      and(
        eq(termsAcceptances.projectId, projectId),
        inArray(termsAcceptances.organizationId, [...organizationIds]),
      ),
    );
  const joined = await ctx.tx
    .select({ organizationId: memberships.organizationId, version: memberships.joinedUnder })
    .from(memberships)
    .where(
      and(
        eq(memberships.projectId, projectId),
        inArray(memberships.organizationId, [...organizationIds]),
        isNull(memberships.endedAt),
      ),
    );
  const on = (id: string): TermsOnRecord => ({
    accepted: accepted.filter((a) => a.organizationId === id).map((a) => a.version),
    joinedUnder: joined.find((j) => j.organizationId === id && j.version !== null)?.version ?? null,
  });
  const known = new Map(organizationIds.map((id) => [id, standsUnder(terms, on(id))]));
  return { terms, stands: (id) => known.get(id) ?? false };
}

type Given = { how: AcceptedHow; name: string; contactId?: string; note?: string; by: string };

/** Stores that a person of the organization accepted the terms that are asked for now; what was accepted before stays. */
export async function storeAcceptance(ctx: Ctx, of: OfProject, given: Given) {
  const terms = termsOf(await policyOf(ctx, of.projectId));
  await ctx.tx.insert(termsAcceptances).values({
    ...of,
    version: terms.version,
    text: terms.text,
    how: given.how,
    name: given.name,
    contactId: given.contactId ?? null,
    note: given.note ?? null,
    by: given.by,
    at: ctx.now,
  });
  const action = given.how === "recorded" ? "terms.recorded" : "terms.accepted";
  return entryOf(of, action, { version: terms.version, how: given.how }, given.note);
}
