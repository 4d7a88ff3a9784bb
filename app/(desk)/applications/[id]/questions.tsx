import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import type { Part } from "@/app/(desk)/applications/[id]/load";
import { note } from "@/app/(desk)/applications/actions";
import { ActionForm } from "@/components/action-form";
import { FormArea } from "@/components/form-fields";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";

/** What the team asked and the applicant answered. The applicant sees no names. */
export function Questions({ of, review, zone }: Part) {
  const open = review.underReview || of.state === "incomplete";
  return (
    <Section
      id="questions"
      title="Questions and answers"
      description="The applicant reads them as the team’s; who wrote is not shown there."
    >
      {review.notes.length === 0 ? <p className="text-ink-2">Nobody wrote anything yet.</p> : null}
      <ol className="grid gap-3">
        {review.notes.map((n) => (
          <li key={n.id} className="max-w-[70ch] border-l-2 pl-3">
            <p className="text-sm text-ink-3">
              {n.from === "team" ? n.by : "The applicant"}, <When at={n.at} now={of.now} zone={zone} short />
            </p>
            <p className="break-words whitespace-pre-line">{n.text}</p>
          </li>
        ))}
      </ol>
      {open ? (
        <ActionForm
          action={note}
          submission={newSubmission()}
          hidden={{ applicationId: of.id }}
          className="max-w-[40rem]"
        >
          <FormArea
            label="Ask the applicant"
            name="text"
            rows={3}
            required
            maxLength={10_000}
            hint="Say nothing of any case: the applicant is told of none."
          />
          <div>
            <SubmitButton variant="secondary" pendingLabel="Sending…">
              Send the question
            </SubmitButton>
          </div>
        </ActionForm>
      ) : null}
    </Section>
  );
}
