import { doorKinds } from "@/domain/policy/lint/doors";
import { clause, type Finding, type Path } from "@/domain/policy/lint/finding";
import { stringsOf } from "@/domain/policy/lint/strings";
import { addressOf, hostInWords, hostOf, isMailAddress } from "@/domain/policy/lint/targets";
import type { Policy } from "@/domain/policy/policy";

// What a reader sees is the words of a link; where it leads is what they get.

/** A link of Markdown; the target may stand in <> and have a title. */
const LINK = /(?<!!)\[([^[\]]{1,300})\]\(\s*<?([^\s<>()]{1,500})>?(?:\s+["'(][^)]{0,200})?\s*\)/g;

/** Documents that are not one another, though a link says so. */
const TERMS = /\b(?:terms of (?:service|use)|privacy (?:policy|notice)|code of conduct)\b/i;
const LICENCE = /(?:^|\/)(?:LICEN[CS]E|COPYING)(?:[.-][A-Za-z0-9]{1,10})?$/i;

export function linkContradictsWords(policy: Policy): Finding[] {
  return [
    ...doorKinds(policy),
    ...named(policy).flatMap(({ path, words, target }) =>
      said(wrongWith(words, target), [clause(path, words), clause([...path.slice(0, -1), "target"], target)]),
    ),
    ...stringsOf(policy).flatMap(({ path, text }) =>
      [...text.matchAll(LINK)].flatMap(([whole, words = "", target = ""]) =>
        said(wrongWith(words, target) ?? leadsNowhere(target), [clause(path, whole)]),
      ),
    ),
  ];
}

const said = (message: string | null, clauses: Finding["clauses"]): Finding[] =>
  message === null
    ? []
    : [
        {
          kind: "link-contradicts-words",
          message,
          advice: "Let the words say where the link leads, and write its target in full, with https.",
          clauses,
        },
      ];

/** Targets with words of their own beside them. */
const named = (policy: Policy): { path: Path; words: string; target: string }[] =>
  [
    ...(policy.reporting?.channels ?? []).map((c, i) => ({
      path: ["reporting", "channels", i, "words"],
      words: c.words,
      target: c.target,
    })),
    ...(["announcements", "contacts"] as const).flatMap((part) =>
      policy[part].map((c, i) => ({ path: [part, i, "name"], words: c.name, target: c.target })),
    ),
  ].flatMap(({ target, ...c }) => (target === null ? [] : [{ ...c, target }]));

function wrongWith(words: string, target: string): string | null {
  const where = target.slice(0, 120);
  if (isMailAddress(words))
    return addressOf(words) === addressOf(target)
      ? null
      : `The words are ${words}, and the link leads to ${where}.`;
  const host = hostInWords(words);
  if (host !== null) {
    const found = hostOf(target);
    return found !== null && isOneSite(host, found)
      ? null
      : `The words are ${words}, and the link leads to ${where}.`;
  }
  return TERMS.test(words) && LICENCE.test(target.replace(/[?#].*$/s, ""))
    ? `“${words}” leads to a licence: ${where}.`
    : null;
}
const isOneSite = (a: string, b: string) => a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);

/** A path that meant another site: here it is looked for on this portal. An anchor of this page is none. */
const leadsNowhere = (target: string): string | null =>
  /^(?:[a-z][a-z0-9+.-]*:|#)/i.test(target) || isMailAddress(target)
    ? null
    : `The link leads to ${target.slice(0, 120)}, which is no whole address, and nothing is there on this page.`;
