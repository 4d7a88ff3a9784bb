import {
  type Area,
  alone,
  chapter,
  fact,
  facts,
  item,
  list,
  ours,
  type Part,
  said,
  text,
} from "@/domain/policy/document/parts";
import type { LeakReport, Review, Transparency, Withdrawal } from "@/domain/policy/parts/vendor";
import type { Policy } from "@/domain/policy/policy";
import {
  BREACHES,
  CONFIDENTIALITY,
  DECISION_LOGS,
  INSIDERS,
  MEMBER_LISTS,
  REMOVALS,
  SANCTION_SCOPES,
} from "@/domain/policy/vocabulary";
import { anchoredWords, spanWords } from "@/domain/policy/words";
import { KEPT_KINDS } from "@/domain/retention";

/** How a membership ends, what follows a leak, who looks again, what is shown and what is kept (P28 to P33, P39). */
export const conductAreas = (policy: Policy): Area[] => [
  {
    id: "conduct",
    title: "Withdrawal and review",
    none: "No withdrawal: the text names no ground for it, no sanction, no report of leaks, no review, nothing that is published about members, and no rule for insiders.",
    chapters: [
      chapter("withdrawal", "Withdrawal and sanctions", withdrawal(policy.withdrawal)),
      chapter("leaks", "Reporting a leak", leaks(policy.leakReport)),
      chapter("review", "Review", review(policy.review)),
      chapter("transparency", "Transparency", transparency(policy.transparency)),
      chapter("insiders", "Insiders", insiders(policy)),
    ],
  },
  alone(
    chapter("retention", "What is kept, and how long", retention(policy), "None: what is kept has no end."),
  ),
];

const RETURNS = {
  future: "Withdrawn from future notices; it may apply again.",
  permanent: "Withdrawn for good.",
};

function withdrawal(of: Withdrawal | null): Part[] {
  if (!of) return [];
  return [
    ...ours("Nothing here is automatic."),
    ...list(
      of.grounds.map((g) => item(g.text, { note: RETURNS[g.scope] })),
      "For what a membership may be withdrawn",
    ),
    ...facts(
      of.sanctions.map((s) =>
        fact(BREACHES[s.on], s.text, {
          note: `Concerns ${SANCTION_SCOPES[s.scope]}${s.permanent ? ", for good" : ""}.${s.discretionary ? " The team decides." : ""}`,
        }),
      ),
      "Sanctions",
    ),
    ...list(
      of.otherRemoval.map((r) => item(`${REMOVALS[r]}.`)),
      "Other ends of a membership",
    ),
    ...facts([fact("Coming back", of.reinstatement)]),
  ];
}

function leaks(of: LeakReport | null): Part[] {
  if (!of) return [];
  return [
    ...facts([fact("To", of.to), fact("Within", of.within ? spanWords(of.within) : "No time named")]),
    ...list(
      of.mustState.map((m) => item(m)),
      "It has to state",
    ),
    ...text(of.text),
  ];
}

function review(of: Review | null): Part[] {
  if (!of) return [];
  return [
    ...facts([
      fact("Every", of.every ? spanWords(of.every) : "No time named"),
      of.by !== null && fact("By", of.by),
      of.evidence !== null && fact("Evidence", of.evidence),
    ]),
    ...text(of.text),
  ];
}

function transparency(of: Transparency | null): Part[] {
  if (!of) return [];
  return [
    ...facts([
      fact("Members", of.memberList ? MEMBER_LISTS[of.memberList] : null),
      of.decisionLog !== null && fact("Log of decisions", DECISION_LOGS[of.decisionLog]),
      said("Statistics", of.statistics, "published", "not published"),
      said("Decisions after an embargo", of.postEmbargoDecisions, "published", "not published"),
      of.retrospective !== null && fact("Retrospective", anchoredWords(of.retrospective, null)),
    ]),
    ...text(of.text),
  ];
}

const insiders = ({ insiders: of }: Policy): Part[] =>
  of ? [...facts([fact("A member’s own employer", INSIDERS[of.rule])]), ...text(of.text)] : [];

function retention({ retention: of }: Policy): Part[] {
  if (!of) return [];
  const kinds = Object.keys(KEPT_KINDS) as (keyof typeof KEPT_KINDS)[];
  return facts([
    of.confidentiality !== null &&
      fact(
        "What was confidential",
        `stays ${CONFIDENTIALITY[of.confidentiality]}`.replace(/^stays (?!confidential)/, ""),
      ),
    of.deleteMaterial !== null && fact("Vendors delete material", `within ${spanWords(of.deleteMaterial)}`),
    ...kinds.map((kind) => {
      const days = of.keep[kind];
      const { label, from, by } = KEPT_KINDS[kind];
      return fact(
        label,
        days === null ? null : `${days} ${days === 1 ? "day" : "days"} from ${from}. ${by}`,
        {
          note: days === null ? "Kept, with no end." : null,
        },
      );
    }),
  ]);
}
