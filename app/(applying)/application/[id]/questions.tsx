import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import type { Own } from "@/app/(applying)/application/[id]/progress";
import { answer } from "@/app/(applying)/application/actions";
import { ActionForm } from "@/components/action-form";
import { FormArea } from "@/components/form-fields";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";

/** What the team and the applicant wrote to each other. */
export function Questions({ of, zone }: { of: Own; zone: string | undefined }) {
  const open = of.decidedAt === null || of.state === "appealed";
  const writable = open && of.state !== "taken_back";
  if (!writable && of.notes.length === 0) return null;
  return (
    <Section id="questions" title="Questions and answers">
      {of.notes.length === 0 ? <p className="text-ink-2">Nobody wrote anything yet.</p> : null}
      <ol className="grid gap-3">
        {of.notes.map((n) => (
          <li key={n.id} className="max-w-[70ch] border-l-2 pl-3">
            <p className="text-sm text-ink-3">
              {n.from === "team" ? "The team" : "You"}, <When at={n.at} now={of.now} zone={zone} short />
            </p>
            <p className="break-words whitespace-pre-line">{n.text}</p>
          </li>
        ))}
      </ol>
      {writable ? (
        <ActionForm
          action={answer}
          submission={newSubmission()}
          hidden={{ applicationId: of.id }}
          className="max-w-[40rem]"
        >
          <FormArea label="Write to the team" name="text" rows={3} required maxLength={10_000} />
          <div>
            <SubmitButton variant="secondary" pendingLabel="Sending…">
              Send
            </SubmitButton>
          </div>
        </ActionForm>
      ) : null}
    </Section>
  );
}
