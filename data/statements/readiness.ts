import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { openVulnerability } from "@/data/cases/facts";
import { visibleTo } from "@/data/cases/visibility";
import { responsesOf } from "@/data/deliveries/board";
import { standingIn } from "@/data/memberships/standing";
import { governing } from "@/data/policies/in-force";
import { statementsOf } from "@/data/statements/queries";
import { type Ctx, read } from "@/data/transaction";
import {
  acknowledgements,
  cases,
  consents,
  deliveries,
  organizations,
  readings,
  users,
  vulnerabilities,
} from "@/db/schema";
import { isReference } from "@/domain/case/reference";
import { personState, silence } from "@/domain/delivery/silence";
import { isGap, isReached } from "@/domain/delivery/state";
import { NOTICE_KINDS, opensCase } from "@/domain/notice/messages";
import type { Member } from "@/domain/viewer";
import { notFound } from "@/lib/errors";

/**
 * The readiness board of a case: one row for each organization that a notice concerned, with its newest statement on
 * each vulnerability. Empty cells are the information; *silent* is never read as *not affected*.
 */
export const readinessBoard = (viewer: Member, reference: string) =>
  read(viewer, async (ctx) => {
    if (!isReference(reference)) throw notFound();
    const [of] = await ctx.tx
      .select({ id: cases.id, policyId: cases.policyId, projectId: cases.projectId })
      .from(cases)
      .where(and(eq(cases.reference, reference), visibleTo(ctx)));
    if (!of) throw notFound();
    const wait = silence(await governing(ctx, of));
    const sent = await ctx.tx
      .select({
        organizationId: deliveries.organizationId,
        name: organizations.name,
        state: deliveries.state,
        reason: deliveries.reason,
        firstAttemptAt: deliveries.firstAttemptAt,
        acceptedAt: deliveries.acceptedAt,
      })
      .from(deliveries)
      .innerJoin(organizations, eq(organizations.id, deliveries.organizationId))
      .where(and(eq(deliveries.caseId, of.id), inArray(deliveries.kind, NOTICE_KINDS.filter(opensCase))))
      .orderBy(asc(organizations.name));
    const people = await namesOf(ctx, of.id);
    const responses = await responsesOf(ctx, of.id);
    const said = await statementsOf(ctx, of.id);
    const known = await ctx.tx
      .select()
      .from(vulnerabilities)
      .where(and(eq(vulnerabilities.caseId, of.id), isNull(vulnerabilities.removedAt)))
      .orderBy(asc(vulnerabilities.position));
    const ids = [...new Set(sent.map((d) => d.organizationId))];
    const standing = await standingIn(ctx, [of.projectId], ids);
    const rows = ids.map((organizationId) => {
      const own = sent
        .filter((d) => d.organizationId === organizationId)
        .map((d) => ({ ...d, accepted: d.acceptedAt !== null }));
      const earliest = (times: (typeof own)[number]["firstAttemptAt"][]) =>
        times.filter((at) => at !== null).sort((a, b) => a.epochMilliseconds - b.epochMilliseconds)[0] ??
        null;
      const reachedAt = earliest(own.filter((d) => isReached([d])).map((d) => d.acceptedAt));
      return {
        organizationId,
        name: own[0]?.name ?? "",
        membership: standing(of.projectId, organizationId),
        states: own.map((d) => d.state),
        reached: isReached(own),
        toldAt: earliest(own.map((d) => d.firstAttemptAt)),
        reachedAt,
        gap: isReached(own) ? null : (own.find((d) => isGap(d.state) || d.reason)?.reason ?? null),
        seen: people.seen.find((s) => s.organizationId === organizationId) ?? null,
        consent: people.consents.find((a) => a.organizationId === organizationId) ?? null,
        acknowledged: people.acknowledged.find((a) => a.organizationId === organizationId) ?? null,
        person: personState(responses(organizationId).response, reachedAt, wait.hours, ctx.now),
        statements: said.filter((s) => s.organizationId === organizationId),
      };
    });
    return {
      rows,
      vulnerabilities: await Promise.all(
        known.map(async (v) => {
          const { id, summary } = await openVulnerability(ctx, of.id, v);
          return { id: v.id, identifier: id, summary, severity: v.severity };
        }),
      ),
      silence: wait,
      now: ctx.now,
    };
  });
export type Readiness = Awaited<ReturnType<typeof readinessBoard>>;

/** Who of each organization did what, and when. */
async function namesOf(ctx: Ctx, caseId: string) {
  const by = { by: users.name };
  return {
    consents: await ctx.tx
      .select({ organizationId: consents.organizationId, state: consents.state, at: consents.at, ...by })
      .from(consents)
      .innerJoin(users, eq(users.id, consents.by))
      .where(and(eq(consents.caseId, caseId), isNull(consents.supersededAt))),
    seen: await ctx.tx
      .select({ organizationId: readings.organizationId, at: readings.at, ...by })
      .from(readings)
      .innerJoin(users, eq(users.id, readings.userId))
      .where(eq(readings.caseId, caseId))
      .orderBy(asc(readings.at)),
    acknowledged: await ctx.tx
      .select({ organizationId: acknowledgements.organizationId, at: acknowledgements.at, ...by })
      .from(acknowledgements)
      .innerJoin(users, eq(users.id, acknowledgements.by))
      .where(eq(acknowledgements.caseId, caseId))
      .orderBy(asc(acknowledgements.at)),
  };
}
