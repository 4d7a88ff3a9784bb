import { and, eq, isNull } from "drizzle-orm";
import { termsStanding } from "@/data/memberships/accepted-terms";
import type { OfProject } from "@/data/memberships/lock";
import { acceptancesOf, offersOf } from "@/data/memberships/rests";
import { policyOf } from "@/data/policies/in-force";
import type { Ctx } from "@/data/transaction";
import { evidence } from "@/db/schema";
import { statementsOf } from "@/domain/policy/eligibility";
import { isAtOrBefore } from "@/domain/time";
import type { ContactViewer } from "@/domain/viewer";

/** What an organization keeps right itself: the terms, and the evidence that its membership rests on. */
export async function keptFor(ctx: Ctx<ContactViewer>, of: OfProject) {
  const { terms, stands } = await termsStanding(ctx, of.projectId, [of.organizationId]);
  const shown = await ctx.tx
    .select({
      criterion: evidence.criterion,
      link: evidence.link,
      note: evidence.note,
      datedAt: evidence.datedAt,
      verdict: evidence.verdict,
      reviewBy: evidence.reviewBy,
    })
    .from(evidence)
    .where(
      and(
        eq(evidence.organizationId, of.organizationId),
        eq(evidence.projectId, of.projectId),
        isNull(evidence.supersededAt),
      ),
    );
  const offers = await offersOf(ctx, of);
  const policy = await policyOf(ctx, of.projectId);
  return {
    terms: {
      version: terms.version,
      text: terms.text,
      ours: terms.ours,
      stands: stands(of.organizationId),
      accepted: await acceptancesOf(ctx, of),
    },
    /** What the policy says of coming back; null where it says nothing. */
    reinstatement: policy.withdrawal?.reinstatement ?? null,
    evidence: statementsOf(policy).map((p) => {
      const held = shown.find((e) => e.criterion === p.id) ?? null;
      return {
        criterion: p.id,
        text: p.text,
        held,
        ranOut: held?.reviewBy ? isAtOrBefore(held.reviewBy, ctx.now) : false,
        offer: offers.find((o) => o.criterion === p.id) ?? null,
      };
    }),
  };
}
