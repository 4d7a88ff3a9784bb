import { closingAreas } from "@/domain/policy/document/closing";
import { conductAreas } from "@/domain/policy/document/conduct";
import type { Area, Chapter } from "@/domain/policy/document/parts";
import { prenotificationArea } from "@/domain/policy/document/prenotification";
import { reportingAreas } from "@/domain/policy/document/reporting";
import { severityAreas } from "@/domain/policy/document/severities";
import { timingAreas } from "@/domain/policy/document/timing";
import type { Block } from "@/domain/policy/parts/reading";
import type { Policy } from "@/domain/policy/policy";

/** The whole policy in the order in which it is read: where to report first. @param team names that agreed to stand there */
export const areasOf = (policy: Policy, team: readonly string[]): Area[] =>
  inOrder(withOwnAnchors(policy), team);

const inOrder = (policy: Policy, team: readonly string[]): Area[] => [
  ...reportingAreas(policy),
  ...severityAreas(policy),
  prenotificationArea(policy),
  ...timingAreas(policy),
  ...conductAreas(policy),
  ...closingAreas(policy, team),
];

/** What else a page has an anchor for. */
const OF_THE_PAGE = ["main", "history"];

/** A text of the policy never takes the place of a chapter: where it has the same anchor, it gets another. */
function withOwnAnchors(policy: Policy): Policy {
  const bare = inOrder({ ...policy, guidance: [], considerations: [], reading: [] }, []);
  const taken = new Set([...OF_THE_PAGE, ...bare.flatMap((a) => [a.id, ...a.chapters.map((c) => c.id)])]);
  const free = (id: string): string => (taken.has(id) ? free(`text-${id}`) : id);
  const renamed = (all: readonly Block[]): Block[] =>
    all.map((block) => {
      const id = free(block.id);
      taken.add(id);
      return { ...block, id };
    });
  const guidance = renamed(policy.guidance);
  const considerations = renamed(policy.considerations);
  return { ...policy, guidance, considerations, reading: renamed(policy.reading) };
}

export const isAbsent = (c: Chapter): boolean => c.parts.length === 0;

/** What the text promises nothing of, in a line; the ids are the anchors that lead to it. */
export type Absence = { ids: readonly string[]; title: string; none: string };
export type Section = { type: "chapter"; chapter: Chapter } | { type: "absent"; lines: readonly Absence[] };

/** Chapters that say something, and between them lines for those that do not: nothing is silently missing. */
export function sectionsOf(areas: readonly Area[]): Section[] {
  const sections: Section[] = [];
  const absent = (line: Absence) => {
    const last = sections.at(-1);
    if (last?.type === "absent") sections.splice(-1, 1, { ...last, lines: [...last.lines, line] });
    else sections.push({ type: "absent", lines: [line] });
  };
  for (const area of areas) {
    if (area.chapters.every(isAbsent)) {
      const ids = [...new Set([area.id, ...area.chapters.map((c) => c.id)])];
      absent({ ids, title: area.title, none: area.none });
      continue;
    }
    for (const chapter of area.chapters) {
      if (isAbsent(chapter)) absent({ ids: [chapter.id], title: chapter.title, none: chapter.none });
      else sections.push({ type: "chapter", chapter });
    }
  }
  return sections;
}
