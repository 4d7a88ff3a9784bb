import { clause, type Finding } from "@/domain/policy/lint/finding";
import type { Policy } from "@/domain/policy/policy";
import { CREDITS } from "@/domain/policy/vocabulary";

/** P49: by the one place a finder is named who did not answer, by the other they are not. */
export function creditInAndOut(policy: Policy): Finding[] {
  const rules = new Set(policy.credit.map((c) => c.rule));
  if (rules.size < 2) return [];
  return [
    {
      kind: "credit-in-and-out",
      message: `Credit has ${rules.size} rules, and a finder who says nothing is named by the one alone.`,
      advice: "Keep one rule in every place. Until then the portal asks, and names nobody who did not agree.",
      clauses: policy.credit.map((c, i) =>
        clause(["credit", i, "rule"], c.text ? `${CREDITS[c.rule]}: ${c.text}` : CREDITS[c.rule]),
      ),
    },
  ];
}

/** P47 */
export function dependenciesInAndOut(policy: Policy): Finding[] {
  const about = (side: "in" | "out") =>
    (policy.scope?.[side] ?? []).flatMap((item, i) =>
      item.dependencies ? [clause(["scope", side, i], item.text)] : [],
    );
  const [within, without] = [about("in"), about("out")];
  return within.length > 0 && without.length > 0
    ? [
        {
          kind: "dependencies-in-and-out",
          message: "The text has dependencies in scope, and dependencies out of it.",
          advice: "Say which vulnerabilities of dependencies are reported here, and which to the dependency.",
          clauses: [...within, ...without],
        },
      ]
    : [];
}
