import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import type { Own } from "@/app/(applying)/application/[id]/progress";
import { autosave, fill } from "@/app/(applying)/application/actions";
import { ActionForm } from "@/components/action-form";
import { ApplicationFields } from "@/components/application-fields";
import { Autosave } from "@/components/autosave";
import { SubmitButton } from "@/components/ui/submit-button";

const LEADS_TO: Record<Own["incomplete"], string> = {
  hold: "You may submit it so; it then waits for you, and is not decided before it is complete.",
  reject: "By the policy an application that is not complete is rejected, so it cannot be submitted so.",
  countAgainst: "You may submit it so; by the policy what is missing counts against it.",
};

/** The form, saved as it is typed and by its button, and handed in by the other one. */
export function FillIn({ of, saved, zone }: { of: Own; saved: boolean; zone: string | undefined }) {
  return (
    <ActionForm
      action={fill}
      submission={newSubmission()}
      hidden={{ applicationId: of.id }}
      className="gap-8"
    >
      <ApplicationFields sections={of.sections} answers={of.answers} terms={of.terms} />
      <div className="grid max-w-[70ch] gap-2 border-t pt-4">
        {of.missing.length > 0 ? (
          <>
            <p className="font-medium">Missing when it was saved last</p>
            <ul className="list-disc pl-5 text-ink-2">
              {of.missing.map((m) => (
                <li key={m} className="break-words">
                  {m}
                </li>
              ))}
            </ul>
            <p className="text-ink-2">{LEADS_TO[of.incomplete]}</p>
          </>
        ) : (
          <p className="text-ink-2">Nothing that the policy asks for was missing when it was saved last.</p>
        )}
        <p className="text-ink-2">
          {saved ? "Saved. " : ""}Last saved <When at={of.savedAt} now={of.now} zone={zone} short />.
        </p>
      </div>
      <div className="flex flex-wrap gap-3">
        <SubmitButton name="do" value="save" variant="secondary" formNoValidate pendingLabel="Saving…">
          Save
        </SubmitButton>
        <SubmitButton name="do" value="submit" pendingLabel="Submitting…">
          {of.submittedAt ? "Submit it again" : "Submit the application"}
        </SubmitButton>
        <Autosave save={autosave} revision={of.revision} />
      </div>
    </ActionForm>
  );
}
