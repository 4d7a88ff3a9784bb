import type { Place } from "@/data/codec";

const of = (column: string) => (caseId: string, fileId: string) => ({
  scope: caseId,
  table: "case_files",
  row: fileId,
  column,
});

export const namePlace = of("name");
export const digestPlace = of("digest");
export const copyDigestPlace = of("copy_digest");

/** A piece opens as this piece of this file, and nowhere else. */
export const partPlace = (caseId: string, fileId: string, part: Part, number: number): Place => ({
  scope: caseId,
  table: "case_file_parts",
  row: `${fileId}:${part}:${number}`,
  column: "bytes",
});

export type Part = "original" | "copy";
