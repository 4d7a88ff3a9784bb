import { Criteria } from "@/components/criteria";
import { Facts } from "@/components/ui/definition-list";
import { Section } from "@/components/ui/section";
import type { howToApply } from "@/data/applications/queries";
import { DEFAULT_QUORUM } from "@/domain/application/quorum";
import { eligibilityOf } from "@/domain/policy/eligibility";
import { APPLICANTS, INCOMPLETE, TERMS_WHEN, VISIBILITIES } from "@/domain/policy/vocabulary";
import { listed, sentence, spanWords } from "@/domain/policy/words";

type How = Awaited<ReturnType<typeof howToApply>>;

/** What the policy asks of an applicant, in its words; what it does not say is said to be not said. */
export function Asked({ of: { policy, groups, steps } }: { of: How }) {
  const { application, eligibility } = policy;
  const decision = application?.decision ?? null;
  return (
    <>
      <Section title="Groups">
        <ul className="grid gap-4">
          {groups.map((g) => {
            const own = eligibilityOf(
              policy,
              policy.groups.find((p) => p.name === g.name),
            );
            return (
              <li key={g.id} className="grid gap-2">
                <p>
                  <span className="font-medium">{g.name}.</span>{" "}
                  <span className="text-ink-2">{g.description}</span>
                </p>
                {own?.criteria ? <Criteria of={own.criteria} /> : null}
                {(own?.exclusions ?? []).map((c) => (
                  <div key={JSON.stringify(c)}>
                    <p className="text-ink-2">Not whom this fits:</p>
                    <Criteria of={c} />
                  </div>
                ))}
              </li>
            );
          })}
        </ul>
      </Section>
      <Section title="How it is decided">
        <Facts
          items={[
            {
              label: "Who may apply",
              value:
                eligibility && eligibility.applicants.length > 0
                  ? sentence(listed(eligibility.applicants.map((a) => APPLICANTS[a])))
                  : "The text does not say.",
            },
            {
              label: "Who decides",
              value:
                steps.length > 0 ? (
                  <ul>
                    {steps.map((s) => (
                      <li key={s}>{sentence(s)}</li>
                    ))}
                  </ul>
                ) : (
                  `The text names nobody. ${DEFAULT_QUORUM} members of the team agree: that is our own rule.`
                ),
            },
            {
              label: "Incomplete",
              value: application?.incomplete
                ? sentence(INCOMPLETE[application.incomplete])
                : "The text does not say. It waits until it is complete: that is our own rule.",
            },
            {
              label: "Appeal",
              value: decision?.appeal
                ? `To ${decision.appeal.to}${decision.appeal.within ? `, within ${spanWords(decision.appeal.within)}` : ""}.`
                : "None is named. You may apply again.",
            },
            {
              label: "Decisions are",
              value: application?.decisionVisibility
                ? sentence(VISIBILITIES[application.decisionVisibility])
                : "For the applicant alone; the text does not say otherwise.",
            },
            ...(policy.terms
              ? [
                  {
                    label: "Terms",
                    value: `Version ${policy.terms.version}${policy.terms.when ? `: ${TERMS_WHEN[policy.terms.when]}` : ""}.`,
                  },
                ]
              : []),
          ]}
        />
      </Section>
    </>
  );
}
