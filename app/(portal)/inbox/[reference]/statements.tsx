import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { count } from "@/app/_lib/words";
import { state } from "@/app/(portal)/inbox/[reference]/actions";
import { ActionForm, FormDetails } from "@/components/action-form";
import { FormArea, FormSelect, FormText } from "@/components/form-fields";
import { SeverityBadge } from "@/components/severity-badge";
import { Ref } from "@/components/ui/ref";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import type { vendorCase } from "@/data/readings/queries";
import { JUSTIFICATIONS, STATEMENT_STATES } from "@/domain/statement/state";
import { wallTime } from "@/domain/time";
import type { ContactViewer } from "@/domain/viewer";

type Case = Awaited<ReturnType<typeof vendorCase>>;
type Question = Case["questions"][number];
type StatementsProps = {
  reference: string;
  questions: readonly Question[];
  viewer: ContactViewer;
  zone: string | undefined;
};

/** What the organization says of each vulnerability that was sent to it. */
export function Statements({ reference, questions, viewer, zone }: StatementsProps) {
  if (questions.length === 0) return null;
  return (
    <Section
      title="Our status"
      description={`How each vulnerability concerns what ${viewer.organizationName} ships or runs. The team alone reads it. It can change as often as you learn more; earlier answers stay on record.`}
    >
      <ul className="grid gap-4">
        {questions.map((q) => (
          <li
            key={q.vulnerabilityId}
            className="grid min-w-0 gap-4 rounded-lg border bg-surface px-4 py-4 sm:px-5"
          >
            <div>
              <h3 className="font-medium break-words">{q.summary}</h3>
              <p className="flex flex-wrap items-baseline gap-x-2 text-sm text-ink-3">
                {q.identifier ? <Ref>{q.identifier}</Ref> : null}
                {q.severity ? <SeverityBadge label={q.severity} /> : null}
              </p>
            </div>
            {q.statement ? <Current statement={q.statement} zone={zone} /> : null}
            <StatementForm reference={reference} question={q} viewer={viewer} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

const day = (at: Parameters<typeof wallTime>[0]) => wallTime(at, "UTC").split(",")[0];

function Current({
  statement: s,
  zone,
}: {
  statement: NonNullable<Question["statement"]>;
  zone: string | undefined;
}) {
  const details = [
    s.justification ? JUSTIFICATIONS[s.justification] : "",
    s.fixAt ? `Fix: ${day(s.fixAt)}` : "",
    s.trackingId ? `Our reference: ${s.trackingId}` : "",
  ].filter(Boolean);
  return (
    <div>
      <p className="text-md font-semibold">{STATEMENT_STATES[s.state]}</p>
      {details.map((line) => (
        <p key={line} className="break-words">
          {line}
        </p>
      ))}
      {s.note ? <p className="max-w-[70ch] break-words whitespace-pre-line text-ink-2">{s.note}</p> : null}
      <p className="text-sm text-ink-3">
        Said by {s.by}, <When at={s.at} zone={zone} short />
        {s.number > 1 ? `, after ${count(s.number - 1, "earlier answer")}` : ""}.
      </p>
    </div>
  );
}

type FormProps = { reference: string; question: Question; viewer: ContactViewer };

function StatementForm({ reference, question: q, viewer }: FormProps) {
  const held = q.statement;
  const fields = <Fields question={q} viewer={viewer} />;
  return (
    <ActionForm
      action={state}
      submission={newSubmission()}
      hidden={{ reference, vulnerabilityId: q.vulnerabilityId, number: held?.number ?? 0 }}
      // Only for the status "not affected" is a reason asked; browsers that cannot tell show the field always.
      className="[&:not(:has([value=not\_affected]:checked))_[data-only=not-affected]]:hidden"
    >
      {held ? <FormDetails summary="Change our status…">{fields}</FormDetails> : fields}
    </ActionForm>
  );
}

function Fields({ question: q, viewer }: Omit<FormProps, "reference">) {
  const held = q.statement;
  return (
    <>
      <FormSelect
        label="Status"
        name="state"
        required
        defaultValue={held?.state ?? ""}
        options={[
          ...(held ? [] : [{ value: "", label: "Choose…" }]),
          ...Object.entries(STATEMENT_STATES).map(([value, label]) => ({ value, label })),
        ]}
      />
      <div data-only="not-affected">
        <FormSelect
          label="Why are you not affected?"
          name="justification"
          hint="Needed for “Not affected”, and kept for that status alone."
          defaultValue={held?.justification ?? ""}
          options={[
            { value: "", label: "Choose…" },
            ...Object.entries(JUSTIFICATIONS).map(([value, label]) => ({ value, label })),
          ]}
        />
      </div>
      <FormArea
        label="Note"
        name="note"
        rows={3}
        maxLength={4000}
        required={false}
        defaultValue={held?.note}
        hint="Needed for “Will not fix”: why."
      />
      <div className="flex flex-wrap gap-x-6 gap-y-4">
        <FormText
          label="Fix ready on"
          name="fixOn"
          type="date"
          required={false}
          defaultValue={held?.fixAt?.toString().slice(0, 10)}
        />
        <div className="min-w-48 flex-1">
          <FormText
            label="Your own reference"
            name="trackingId"
            maxLength={200}
            required={false}
            defaultValue={held?.trackingId}
            placeholder="KES-2041"
          />
        </div>
      </div>
      <div>
        <SubmitButton variant={held ? "primary" : "secondary"} pendingLabel="Telling…">
          Tell the team for {viewer.organizationName}
        </SubmitButton>
      </div>
    </>
  );
}
