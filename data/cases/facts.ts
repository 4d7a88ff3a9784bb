import { destroyedVulnerability, openDocument } from "@/data/keys/destroyed";
import type { Ctx } from "@/data/transaction";
import type { cases, vulnerabilities } from "@/db/schema";
import type { AdvisoryContent } from "@/domain/advisory/advisory";
import type { CaseFacts } from "@/domain/case/state";
import { rangeInWords, type Vulnerability } from "@/domain/vulnerability";

type CaseRow = typeof cases.$inferSelect;

/** What the domain needs to know of a stored case. */
export function factsOf(
  row: Pick<CaseRow, "state" | "releaseAt" | "releaseZone" | "releaseRevision">,
): CaseFacts {
  const release = row.releaseAt && row.releaseZone ? { at: row.releaseAt, zone: row.releaseZone } : null;
  return { state: row.state, releaseRevision: row.releaseRevision, release };
}

export const titlePlace = (caseId: string) => ({
  scope: caseId,
  table: "cases",
  row: caseId,
  column: "title",
});
export const recordPlace = (caseId: string, row: string) => ({
  scope: caseId,
  table: "vulnerabilities",
  row,
  column: "record",
});
export const contentPlace = (caseId: string, row: string) => ({
  scope: caseId,
  table: "advisory_versions",
  row,
  column: "content",
});

export async function openVulnerability(
  ctx: Ctx,
  caseId: string,
  row: Pick<typeof vulnerabilities.$inferSelect, "id" | "record">,
): Promise<Vulnerability> {
  return openDocument(ctx, recordPlace(caseId, row.id), row.record, destroyedVulnerability);
}

/** The first draft of a case that began without a record. */
export const draftOf = (title: string, summary: string): AdvisoryContent => ({
  title,
  summary,
  description: "",
  impact: "",
  affected: "",
  fixed: "",
  mitigation: "",
  references: "",
});

/** The first draft of an advisory, from what the record says; impact and mitigation are for people to write. */
export function draftFrom(v: Vulnerability): AdvisoryContent {
  const lines = (of: (p: Vulnerability["affected"][number]) => string[]) =>
    v.affected
      .flatMap(of)
      .map((l) => `- ${l}`)
      .join("\n");
  return {
    ...draftOf(v.summary, v.summary),
    description: v.details,
    affected: lines((p) =>
      p.ranges.filter((r) => r.type !== "GIT").map((r) => `\`${p.name}\` ${rangeInWords(r)}`),
    ),
    fixed: lines((p) => [
      ...new Set(p.ranges.filter((r) => r.type !== "GIT" && r.fixed).map((r) => `\`${p.name}\` ${r.fixed}`)),
    ]),
    references: v.references.map((r) => `- <${r.url}>`).join("\n"),
  };
}
