import { statementsOf } from "@/domain/policy/eligibility";
import { type Clause, clause, type Finding } from "@/domain/policy/lint/finding";
import type { Policy } from "@/domain/policy/policy";
import { isOffered, offersPrenotification, severitiesOf } from "@/domain/policy/severity";
import { PRENOTIFY } from "@/domain/policy/vocabulary";

/** P9: whoever is eligible must learn how to ask. A group that is brought together for one case has nobody who applies. */
export function noWayToApply(policy: Policy): Finding[] {
  const groups = policy.groups.filter((g) => !g.perCase);
  const criteria: Clause[] = [
    ...(policy.eligibility?.criteria ? [clause(["eligibility"], "criteria for who may be told early")] : []),
    ...policy.groups.flatMap((g, i) =>
      !g.perCase && g.eligibility?.criteria
        ? [clause(["groups", i, "eligibility"], `criteria for ${g.name}`)]
        : [],
    ),
  ];
  if (groups.length === 0 || criteria.length === 0) return [];
  if (!offersPrenotification(policy) || policy.application?.channel) return [];
  return [
    {
      kind: "no-way-to-apply",
      message: "The policy says who is eligible, and not how to apply.",
      advice: "Name the way in under application.channel: an address, a form, or this portal.",
      clauses: [
        ...(policy.application ? [clause(["application"], "no channel")] : []),
        ...criteria,
        clause(["groups"], groups.map((g) => g.name).join(", ")),
      ],
    },
  ];
}

/** P8: the form must not set a condition that the criteria do not. */
export function formBeyondCriteria(policy: Policy): Finding[] {
  const known = new Set(statementsOf(policy).map((p) => p.id));
  return (policy.application?.fields ?? []).flatMap(({ criterion, text }, i): Finding[] =>
    criterion === null || known.has(criterion)
      ? []
      : [
          {
            kind: "form-asks-beyond-criteria",
            message: `The form asks for ${criterion}, and no criterion does.`,
            advice: `Add a statement ${criterion} to the criteria, or take the field off the form.`,
            clauses: [
              clause(["application", "fields", i, "criterion"], criterion),
              clause(["application", "fields", i, "text"], text),
              ...(policy.eligibility
                ? [clause(["eligibility"], [...known].join(", ") || "no statement")]
                : []),
            ],
          },
        ],
  );
}

export function nobodyToTell(policy: Policy): Finding[] {
  const stages = policy.prenotification?.stages ?? [];
  const forGroups = stages.length === 0 || stages.some((s) => s.audience === "group");
  if (policy.groups.length > 0 || !forGroups || !offersPrenotification(policy)) return [];
  const offered = severitiesOf(policy).flatMap((s, i) =>
    isOffered(s)
      ? [clause(["severity", "levels", i, "prenotify"], `${s.label}: ${PRENOTIFY[s.prenotify]}`)]
      : [],
  );
  return [
    {
      kind: "nobody-to-tell",
      message: "The policy offers prenotification, and has no group that could be told.",
      advice: "Add the group that is told, or leave prenotification out.",
      clauses: [
        ...(policy.prenotification
          ? [clause(["prenotification"], policy.prenotification.text ?? "prenotification")]
          : []),
        ...offered,
      ],
    },
  ];
}
