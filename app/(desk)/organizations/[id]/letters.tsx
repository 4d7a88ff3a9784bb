import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import type { InProject, Organization } from "@/app/(desk)/organizations/[id]/load";
import { answer } from "@/app/(desk)/organizations/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormArea } from "@/components/form-fields";

type LettersProps = {
  of: Organization;
  project: InProject;
  decides: boolean;
  zone: string | undefined;
};

/** What the organization wrote from its own page, newest first, with what the team answered. */
export function Letters({ of, project, decides, zone }: LettersProps) {
  return (
    <ol className="grid gap-4">
      {[...project.appeals].reverse().map((letter) => (
        <li key={`${letter.id}${letter.answeredAt}`} className="grid gap-2">
          <p className="text-sm text-ink-3">
            <span className="font-medium text-ink">{letter.by}</span>,{" "}
            <When at={letter.at} zone={zone} short />
          </p>
          <p className="max-w-[70ch] break-words whitespace-pre-line">{letter.text}</p>
          {letter.answer && letter.answeredAt ? (
            <div className="border-l pl-4">
              <p className="text-sm text-ink-3">
                The team answered, <When at={letter.answeredAt} zone={zone} short />
              </p>
              <p className="max-w-[70ch] break-words whitespace-pre-line text-ink-2">{letter.answer}</p>
            </div>
          ) : decides ? (
            <div className="flex">
              <DialogForm
                action={answer}
                submission={newSubmission()}
                trigger="Answer…"
                title={`Answer ${of.name}`}
                description="It reads your answer on its own page, and is told by plain mail that one is there."
                confirm="Send the answer"
                pendingLabel="Sending…"
              >
                <input type="hidden" name="organizationId" value={of.id} />
                <input type="hidden" name="appealId" value={letter.id} />
                <FormArea label="Your answer" name="answer" rows={8} maxLength={10_000} required />
              </DialogForm>
            </div>
          ) : (
            <p className="text-attention">Waits for an answer.</p>
          )}
        </li>
      ))}
    </ol>
  );
}
