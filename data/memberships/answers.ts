import { and, asc, desc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { toldCases } from "@/data/memberships/told";
import type { Ctx } from "@/data/transaction";
import {
  acknowledgements,
  advisoryVersions,
  consents,
  deliveries,
  notices,
  statements,
  users,
  vulnerabilities,
} from "@/db/schema";
import { NOTICE_KINDS, opensCase } from "@/domain/notice/messages";

/** What an organization was told in a project, in which versions, and what it answered; by plain columns alone. */
export async function toldAndAnswered(ctx: Ctx, organizationId: string, projectId: string) {
  const told = await toldCases(ctx, organizationId, [projectId]);
  const ids = told.map((c) => c.id);
  const versions = await ctx.tx
    .selectDistinct({ caseId: deliveries.caseId, number: advisoryVersions.number })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .innerJoin(advisoryVersions, eq(advisoryVersions.id, notices.versionId))
    .where(
      and(
        eq(deliveries.organizationId, organizationId),
        inArray(deliveries.caseId, ids),
        inArray(deliveries.kind, NOTICE_KINDS.filter(opensCase)),
        isNotNull(deliveries.firstAttemptAt),
      ),
    )
    .orderBy(asc(advisoryVersions.number));
  const answers = await ctx.tx
    .select({ caseId: consents.caseId, state: consents.state, by: users.name, at: consents.at })
    .from(consents)
    .innerJoin(users, eq(users.id, consents.by))
    .where(
      and(
        eq(consents.organizationId, organizationId),
        inArray(consents.caseId, ids),
        isNull(consents.supersededAt),
      ),
    );
  const acks = await ctx.tx
    .select({
      caseId: acknowledgements.caseId,
      number: advisoryVersions.number,
      by: users.name,
      at: acknowledgements.at,
    })
    .from(acknowledgements)
    .innerJoin(advisoryVersions, eq(advisoryVersions.id, acknowledgements.versionId))
    .innerJoin(users, eq(users.id, acknowledgements.by))
    .where(and(eq(acknowledgements.organizationId, organizationId), inArray(acknowledgements.caseId, ids)))
    .orderBy(asc(advisoryVersions.number));
  const said = await ctx.tx
    .selectDistinctOn([statements.vulnerabilityId], {
      caseId: statements.caseId,
      position: vulnerabilities.position,
      state: statements.state,
      fixAt: statements.fixAt,
      at: statements.at,
    })
    .from(statements)
    .innerJoin(vulnerabilities, eq(vulnerabilities.id, statements.vulnerabilityId))
    .where(and(eq(statements.organizationId, organizationId), inArray(statements.caseId, ids)))
    .orderBy(statements.vulnerabilityId, desc(statements.number));
  return told.map((c) => ({
    ...c,
    versions: versions.filter((v) => v.caseId === c.id).map((v) => v.number),
    consent: answers.find((a) => a.caseId === c.id) ?? null,
    acknowledged: acks.filter((a) => a.caseId === c.id).at(-1) ?? null,
    statements: said.filter((s) => s.caseId === c.id).sort((a, b) => a.position - b.position),
  }));
}
