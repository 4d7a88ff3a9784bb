/** The text of an advisory; Markdown in every field but `title` and the lists. */
export type AdvisoryContent = {
  title: string;
  summary: string;
  description: string;
  impact: string;
  affected: string;
  fixed: string;
  mitigation: string;
  references: string;
};

export const ADVISORY_FIELDS = [
  "title",
  "summary",
  "description",
  "impact",
  "affected",
  "fixed",
  "mitigation",
  "references",
] as const satisfies readonly (keyof AdvisoryContent)[];

const LABELS: Record<keyof AdvisoryContent, string> = {
  title: "Title",
  summary: "Summary",
  description: "Description",
  impact: "Impact",
  affected: "Affected versions",
  fixed: "Fixed versions",
  mitigation: "Mitigation",
  references: "References",
};
export const advisoryLabel = (field: keyof AdvisoryContent): string => LABELS[field];

/** What a vendor would miss. It warns before an approval; it blocks nothing. */
export function missingFrom(content: AdvisoryContent): string[] {
  return (["impact", "affected", "fixed", "mitigation"] as const)
    .filter((f) => content[f].trim() === "")
    .map((f) => LABELS[f]);
}

/** The fields in which two versions differ, in the order of the page. */
export function changedFields(before: AdvisoryContent, after: AdvisoryContent): string[] {
  return ADVISORY_FIELDS.filter((f) => before[f] !== after[f]).map((f) => LABELS[f]);
}
