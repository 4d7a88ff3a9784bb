import { asc } from "drizzle-orm";
import { openVulnerability } from "@/data/cases/facts";
import { presentIn } from "@/data/cases/present";
import type { Ctx } from "@/data/transaction";
import { vulnerabilities } from "@/db/schema";
import type { AdvisoryContent } from "@/domain/advisory/advisory";
import { identifiersOf, type Vulnerability } from "@/domain/vulnerability";

/** What everybody may read of a case, as it stood when it was published. */
export type PublishedDocument = {
  severity: string | null;
  /** The number of the advisory's version. */
  number: number;
  text: AdvisoryContent;
  vulnerabilities: readonly {
    ids: readonly string[];
    severity: string | null;
    cvss: Vulnerability["cvss"];
    cwes: Vulnerability["cwes"];
  }[];
};

export const publicFacts = (severity: string | null, v: Vulnerability) => ({
  ids: identifiersOf(v),
  severity,
  cvss: v.cvss,
  cwes: v.cwes,
});

/** The vulnerabilities that count in a case, as the public sees them. */
export async function publicVulnerabilities(ctx: Ctx, caseId: string) {
  const rows = await ctx.tx
    .select()
    .from(vulnerabilities)
    .where(presentIn([caseId]))
    .orderBy(asc(vulnerabilities.position));
  return Promise.all(
    rows.map(async (row) => publicFacts(row.severity, await openVulnerability(ctx, caseId, row))),
  );
}
