import { notFound } from "next/navigation";
import { caseTitle, type DeskCase, loadCase } from "@/app/_lib/case";
import { CaseFrame } from "@/app/_lib/case-frame";
import { newSubmission } from "@/app/_lib/form";
import { requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { When } from "@/app/_lib/when";
import { DialogForm } from "@/components/dialog-form";
import { FormArea } from "@/components/form-fields";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { hasScale } from "@/domain/policy/severity";
import { writeVulnerability } from "@/formats/vulnerability";
import { VulnerabilityFacts } from "../../_vulnerability";
import { VulnerabilityForm } from "../_form";
import { whyUnchangeable } from "../_may";
import { edit, remove } from "../actions";

type Props = { params: Promise<{ reference: string; id: string }> };
type Known = DeskCase["vulnerabilities"][number];

export const generateMetadata = ({ params }: Props) => caseTitle(params, "Edit a vulnerability");

export default async function VulnerabilityPage({ params }: Props) {
  const viewer = await requireMember();
  const { reference, id } = await params;
  const of = await loadCase(reference);
  const v = of.vulnerabilities.find((known) => known.rowId === id);
  if (!v) notFound();
  const why = whyUnchangeable(of, "edit");
  const hidden = { reference, caseId: of.id, revision: of.revision, vulnerabilityId: v.rowId };
  const zone = await readerZone();
  return (
    <CaseFrame viewer={viewer} of={of} tab="overview">
      {why ? (
        <EmptyState
          title="This vulnerability cannot be changed now"
          action={<LinkButton href={`/cases/${reference}`}>To the overview</LinkButton>}
        >
          {why}
        </EmptyState>
      ) : (
        <>
          <Section
            title="Edit the vulnerability"
            description={
              v.severity
                ? `The record as it stands now is kept. The decided severity, ${v.severity}, stays whatever the new score proposes.`
                : "The record as it stands now is kept."
            }
          >
            <VulnerabilityForm
              action={edit}
              submission={newSubmission()}
              hidden={hidden}
              saved={writeVulnerability(v)}
              scale={hasScale(of.policy)}
              save="Save the changes"
              cancelHref={`/cases/${reference}`}
            />
          </Section>
          <Remove of={of} v={v} hidden={hidden} />
        </>
      )}
      <Earlier v={v} zone={zone} />
    </CaseFrame>
  );
}

function Remove({ of, v, hidden }: { of: DeskCase; v: Known; hidden: Record<string, string | number> }) {
  const why = whyUnchangeable(of, "remove");
  return (
    <Section title="If it does not belong here">
      <div className="flex max-w-[46rem] flex-wrap items-center justify-between gap-4 rounded-lg border bg-surface px-4 py-4 sm:px-5">
        <p className="min-w-0 flex-1 basis-72 text-ink-2">
          {why ??
            "It stays on record with your reason, and counts no more: not for the severity, nor in public."}
        </p>
        {why ? null : (
          <DialogForm
            action={remove}
            submission={newSubmission()}
            trigger="Remove it…"
            title="Remove this vulnerability"
            description={
              v.severity
                ? "If the case’s highest severity changes by it, approvals that were given are void."
                : "It stays on record, folded, with your reason."
            }
            confirm="Remove it from the case"
            confirmVariant="danger"
            pendingLabel="Removing…"
          >
            {Object.entries(hidden).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <FormArea name="reason" label="Reason" rows={3} maxLength={2000} required />
          </DialogForm>
        )}
      </div>
    </Section>
  );
}

/** What it said before, the newest first. */
function Earlier({ v, zone }: { v: Known; zone: string | undefined }) {
  if (v.earlier.length === 0) return null;
  return (
    <Section title="Earlier records" description="As they stood before each change.">
      <ul className="max-w-[46rem] rounded-lg border bg-surface">
        {v.earlier.toReversed().map((r) => (
          <li key={r.number} className="px-4 py-3 not-first:border-t sm:px-5">
            <details>
              <summary className="rounded">
                <span className="font-medium">Record {r.number}</span>{" "}
                <span className="text-ink-2">
                  until {r.by ?? "a former member"} changed it, <When at={r.at} zone={zone} short />
                </span>
              </summary>
              <p className="mt-3 font-medium wrap-anywhere">{r.record.summary}</p>
              <VulnerabilityFacts of={r.record} />
            </details>
          </li>
        ))}
      </ul>
    </Section>
  );
}
