import type { DeskCase } from "@/app/_lib/case";
import { When } from "@/app/_lib/when";
import { ActionForm, FormDetails } from "@/components/action-form";
import { FormArea, FormRadios } from "@/components/form-fields";
import { Panel } from "@/components/panel";
import { SeverityBadge } from "@/components/severity-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import { isEmbargoed } from "@/domain/case/state";
import type { Severity } from "@/domain/policy/parts/severity";
import { severitiesOf } from "@/domain/policy/severity";
import { decide } from "./actions";

type Known = DeskCase["vulnerabilities"][number];

/** A score proposes; a member decides by the policy's definitions (rule 13). */
export function SeverityDecision({ of, v }: { of: DeskCase; v: Known }) {
  const open = of.summary.state === "triaging" || isEmbargoed(of.summary.state);
  const fields = <SeverityFields of={of} v={v} />;
  return (
    <Panel>
      {v.severity ? (
        <div className="grid gap-1">
          <p className="flex flex-wrap items-center gap-2">
            <SeverityBadge label={v.severity} />
            <span className="text-ink-2">
              decided by {v.decidedBy ?? "a former member"}
              {v.severityAt ? (
                <>
                  , <When at={v.severityAt} short />
                </>
              ) : null}
            </span>
          </p>
          <p
            hidden={of.destroyed !== null}
            className={v.proposesAnew ? "font-medium text-attention" : "text-ink-3"}
          >
            {v.proposesAnew ? "The score was changed after that. " : null}
            {v.score === null
              ? "There is no score."
              : v.proposed === v.severity
                ? `Its score ${v.score.toFixed(1)} proposes the same.`
                : `Its score ${v.score.toFixed(1)} proposes ${v.proposed ?? "none"}.`}
          </p>
          {v.severityReason ? <p className="max-w-[70ch] whitespace-pre-line">{v.severityReason}</p> : null}
        </div>
      ) : null}
      {open ? (
        <ActionForm
          action={decide}
          hidden={{
            reference: of.summary.reference,
            caseId: of.id,
            revision: of.revision,
            vulnerabilityId: v.rowId,
          }}
        >
          {v.severity ? <FormDetails summary="Decide it anew">{fields}</FormDetails> : fields}
        </ActionForm>
      ) : null}
    </Panel>
  );
}

function SeverityFields({ of, v }: { of: DeskCase; v: Known }) {
  const { policy } = of;
  return (
    <>
      <FormRadios
        name="severity"
        legend={`Severity by the definitions of the ${policy.title}`}
        defaultValues={v.severity ? [v.severity] : []}
        required
        options={severitiesOf(policy).map((s) => ({
          value: s.label,
          label: (
            <>
              <span className="font-medium">{s.label}</span>
              {s.usualScore ? (
                <span className="text-ink-3 tabular-nums">
                  {" "}
                  usually {s.usualScore.min.toFixed(1)} to {s.usualScore.max.toFixed(1)}
                </span>
              ) : null}
              {v.proposed === s.label && v.score !== null ? (
                <span className="ml-2 rounded border border-accent-line bg-accent-soft px-1.5 py-px text-xs font-medium whitespace-nowrap text-accent">
                  proposed by the score {v.score.toFixed(1)}
                </span>
              ) : null}
            </>
          ),
          hint: hintOf(s),
        }))}
      />
      <FormArea
        name="reason"
        label="Reason"
        rows={3}
        maxLength={2000}
        required={v.proposed === null ? true : undefined}
        hint={
          v.proposed === null
            ? "There is no score to propose a severity: say why this one holds by its definition."
            : `Needed if it is not ${v.proposed}: say why the other one holds by its definition.`
        }
      />
      <div>
        <SubmitButton>Decide the severity</SubmitButton>
      </div>
    </>
  );
}

const hintOf = (s: Severity): string =>
  [s.definition ?? "The policy does not define it.", s.examples ? `Examples: ${s.examples}` : ""]
    .join(" ")
    .trim();
