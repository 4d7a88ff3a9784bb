import {
  type Area,
  alone,
  chapter,
  exact,
  fact,
  facts,
  item,
  list,
  type Part,
  text,
} from "@/domain/policy/document/parts";
import type { Block } from "@/domain/policy/parts/reading";
import type { LegalFlags } from "@/domain/policy/parts/vendor";
import type { Policy } from "@/domain/policy/policy";
import { ANNOUNCEMENTS, CREDITS } from "@/domain/policy/vocabulary";
import { spanWords } from "@/domain/policy/words";

/** What stands at the end of a policy: credit, places to look, advice, people, law, and what else the text says (P40, P49 to P52). */
export const closingAreas = (policy: Policy, team: readonly string[]): Area[] => [
  alone(
    chapter(
      "credit",
      "Credit",
      list(policy.credit.map((c) => item(`${CREDITS[c.rule]}.`, { note: c.text }))),
    ),
  ),
  alone(
    chapter(
      "announcements",
      "Where it is announced",
      list(
        policy.announcements.map((a) => item(`${ANNOUNCEMENTS[a.kind]}: ${a.name}`, { target: a.target })),
      ),
    ),
  ),
  alone(chapter("guidance", "Guidance for users", blocks(policy.guidance))),
  alone(chapter("considerations", "Known considerations", blocks(policy.considerations))),
  alone(chapter("tools", "Tools", list(policy.tools.map((t) => item(t.name, { note: t.text }))))),
  alone(chapter("bounty", "Bounty", bounty(policy))),
  alone(chapter("legal", "Legal", legal(policy))),
  alone(
    chapter("contacts", "Contacts", list(policy.contacts.map((c) => item(c.name, { target: c.target })))),
  ),
  alone(
    chapter(
      "people",
      "The team",
      list(team.map((name) => item(name))),
      "Nobody of the team has agreed to be named here.",
    ),
  ),
  ...policy.reading.map((b) => alone(chapter(b.id, b.heading, text(b.text)))),
  alone(chapter("changes", "Changes to the text", changes(policy))),
];

const changes = (policy: Policy): Part[] =>
  facts(
    policy.changes.map((c) =>
      fact(`Version ${c.version}`, c.reason, {
        note:
          [
            ...(c.on ? [`On ${c.on}.`] : []),
            ...(c.by ? [`By ${c.by}.`] : []),
            ...(c.vote ? [`Vote: ${c.vote}.`] : []),
          ].join(" ") || null,
      }),
    ),
  );

const blocks = (all: readonly Block[]): Part[] => all.map((block) => ({ type: "block", block }));

function bounty({ bounty: of }: Policy): Part[] {
  if (!of) return [];
  return [
    ...text(of.offered ? "A bounty is offered." : "No bounty is offered."),
    ...facts([of.target !== null && exact("Where", of.target, { target: of.target })]),
    ...text(of.text),
  ];
}

const legal = ({ legal: words, legalFlags }: Policy): Part[] => [...text(words), ...flags(legalFlags)];

function flags(of: LegalFlags | null): Part[] {
  if (!of) return [];
  return facts([
    of.compelledDisclosure !== null && fact("Where the law compels disclosure", of.compelledDisclosure),
    of.sanctionsReview !== null &&
      fact(
        "Review against lists of sanctions",
        of.sanctionsReview ? "applicants are reviewed" : "none takes place",
      ),
    ...of.authorityClocks.map((c) =>
      fact(`Report to ${c.authority}`, `within ${spanWords(c.within)}`, { note: c.text }),
    ),
  ]);
}
