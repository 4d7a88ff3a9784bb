import type { Temporal } from "temporal-polyfill";
import { asks, proofWords } from "@/domain/policy/document/criteria";
import { type Absence, areasOf, sectionsOf } from "@/domain/policy/document/document";
import { handlingFacts } from "@/domain/policy/document/handling";
import type { Chapter, Fact, Item, Part } from "@/domain/policy/document/parts";
import { factsOf } from "@/domain/policy/document/severities";
import { exportable } from "@/domain/policy/doors";
import { partsOf } from "@/domain/policy/eligibility";
import type { Criterion } from "@/domain/policy/parts/eligibility";
import type { Severity } from "@/domain/policy/parts/severity";
import type { Policy } from "@/domain/policy/policy";
import { inUtc } from "@/domain/time";
import { indented, kept, line, link } from "@/formats/markdown-text";
import type { Written } from "@/formats/security-txt";

export type SecurityMd = {
  policy: Policy;
  project: string;
  pageUrl: string;
  version: string;
  effectiveAt: Temporal.Instant;
};

/** The policy as a SECURITY.md: the chapters of the page in the same order, where to report before anything else. */
export function securityMd({ policy, project, pageUrl, version, effectiveAt }: SecurityMd): Written {
  const may = exportable(policy);
  if (!may.ok) return may;
  // Names of people stand on the page alone, where each can take theirs back.
  const areas = areasOf(policy, []).filter((a) => a.id !== "people");
  const sections = sectionsOf(areas);
  const absent = sections.flatMap((s) => (s.type === "absent" ? s.lines : []));
  const blocks = [
    `# ${line(policy.title)}`,
    ...sections.flatMap((s) => (s.type === "chapter" ? chapter(s.chapter) : [])),
    ...(absent.length > 0 ? ["## Not promised", absent.map(absence).join("\n")] : []),
    "---",
    `${line(project)}, version ${line(version)} of the policy, in force since ${inUtc(effectiveAt)}. ${link("Read it with its earlier versions", pageUrl)}.`,
  ];
  return {
    ok: true,
    text: `${blocks
      .map((b) => b.trimEnd())
      .filter((b) => b !== "")
      .join("\n\n")}\n`,
  };
}

const chapter = (c: Chapter): string[] => [`## ${line(c.title)}`, ...c.parts.flatMap(part)];

const absence = ({ title, none }: Absence): string =>
  `- ${none.startsWith("None") ? `${line(title)}: ${line(none)}` : line(none)}`;

function part(p: Part): string[] {
  switch (p.type) {
    case "text":
      return [kept(p.text)];
    // What the portal does is no promise of the text.
    case "ours":
      return [];
    case "heading":
      return [`### ${line(p.text)}`];
    case "list":
      return [p.items.map((i, n) => item(i, p.ordered ? `${n + 1}. ` : "- ")).join("\n")];
    case "facts":
      return [facts(p.facts)];
    case "warning":
      return [`**${line(p.title)}:**`, p.items.map((i) => `- ${line(i)}`).join("\n")];
    case "block":
      return [`### ${line(p.block.heading)}`, kept(p.block.text)];
    case "criteria":
      return [criteria(p.of, 0)];
    case "severities":
      return p.scale.levels.flatMap(severity);
    case "handling":
      return [facts(handlingFacts(p.of)), ...(p.of.text ? [kept(p.of.text)] : [])];
  }
}

const noted = (head: string, note: string | null, by: number): string =>
  note ? `${head}\n\n${indented(kept(note), by)}\n` : head;

const item = (i: Item, mark: string): string => noted(mark + link(i.text, i.target), i.note, mark.length);

const facts = (all: readonly Fact[]): string =>
  all
    .map((f) =>
      noted(`- **${line(f.label)}:** ${f.value === null ? "None." : link(f.value, f.target)}`, f.note, 2),
    )
    .join("\n");

const severity = (s: Severity): string[] => [
  `### ${line(s.label)}`,
  line(s.definition ?? "No definition in the text."),
  facts(factsOf(s)),
];

function criteria(of: Criterion, depth: number): string {
  const parts = partsOf(of);
  const proof = proofWords(of);
  const words = `${line(asks(of))}${parts.length > 0 ? ":" : ""}${proof ? ` (${line(proof)})` : ""}`;
  const own = `${"  ".repeat(depth)}- ${words}`;
  return [own, ...parts.map((p) => criteria(p, depth + 1))].join("\n");
}
