import { knownDirectory } from "@/data/imports/known";
import { type Ctx, read } from "@/data/transaction";
import { type Counts, countsOf, type Outcome, outcomeWords, planImport } from "@/domain/organization/import";
import { KIND_WORDS, type ListKind } from "@/domain/organization/list";
import type { Member } from "@/domain/viewer";
import { readList } from "@/formats/directory/read";
import { refused } from "@/lib/errors";
import { sha256, toHex } from "@/lib/sha256";

/** What a list would do now, and a digest by which the same can be asked for later. */
export type Plan = {
  kind: ListKind;
  outcomes: Outcome[];
  digest: string;
  groups: { id: string; name: string }[];
};

/** @throws AppError where the text is no list that we read */
export async function planOf(ctx: Ctx<Member>, text: string): Promise<Plan> {
  const list = readList(text);
  if (!list.ok) throw refused(list.because);
  const known = await knownDirectory(ctx);
  const outcomes = planImport(list.rows, known);
  return {
    kind: list.kind,
    outcomes,
    digest: toHex(sha256(JSON.stringify(outcomes))),
    groups: known.groups.map(({ id, name }) => ({ id, name })),
  };
}

/** More rows than these are not laid out on one page; what is refused comes first. */
export const SHOWN = 500;

export type Preview = {
  as: string;
  counts: Counts;
  digest: string;
  rows: { line: number; name: string; kind: Outcome["kind"]; words: string }[];
  notShown: number;
};

/** What a list would do, for the page that asks whether to. Nothing is written. */
export const previewImport = (viewer: Member, text: string): Promise<Preview> =>
  read(viewer, async (ctx) => {
    const { kind, outcomes, digest, groups } = await planOf(ctx, text);
    const order = [
      ...outcomes.filter((o) => o.kind === "refused"),
      ...outcomes.filter((o) => o.kind !== "refused"),
    ];
    return {
      as: KIND_WORDS[kind],
      counts: countsOf(outcomes),
      digest,
      rows: order.slice(0, SHOWN).map((o) => ({
        line: o.line,
        name: o.name,
        kind: o.kind,
        words: outcomeWords(o, groups),
      })),
      notShown: Math.max(0, outcomes.length - SHOWN),
    };
  });
