import { and, eq, inArray, isNotNull, min } from "drizzle-orm";
import type { Ctx } from "@/data/transaction";
import { cases, deliveries } from "@/db/schema";
import { NOTICE_KINDS, opensCase } from "@/domain/notice/messages";

/** The cases of some projects that an organization was told of, by plain columns alone. */
export const toldCases = (ctx: Ctx, organizationId: string, projectIds: readonly string[]) =>
  ctx.tx
    .select({
      id: cases.id,
      projectId: cases.projectId,
      reference: cases.reference,
      codeName: cases.codeName,
      tlp: cases.tlp,
      state: cases.state,
      releaseAt: cases.releaseAt,
      publishedAt: cases.publishedAt,
      toldAt: min(deliveries.firstAttemptAt),
    })
    .from(cases)
    .innerJoin(deliveries, eq(deliveries.caseId, cases.id))
    .where(
      and(
        eq(deliveries.organizationId, organizationId),
        inArray(deliveries.kind, NOTICE_KINDS.filter(opensCase)),
        isNotNull(deliveries.firstAttemptAt),
        inArray(cases.projectId, [...projectIds]),
      ),
    )
    .groupBy(cases.id)
    .orderBy(min(deliveries.firstAttemptAt));
