import { newSubmission } from "@/app/_lib/form";
import { drop, propose } from "@/app/(desk)/policy/actions";
import { ActionForm } from "@/components/action-form";
import { DialogForm } from "@/components/dialog-form";
import { FormArea, FormCheckboxes, FormText } from "@/components/form-fields";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";

type Draft = { id: string; revision: number };

/** Why it changes and by which vote; a second member adopts it. `findings` is null while it is no policy. */
export function Propose({ slug, draft, findings }: { slug: string; draft: Draft; findings: number | null }) {
  return (
    <Section
      title="Propose it"
      description="As it was saved last. Another member adopts it, from its first day on."
    >
      {findings === null ? (
        <p className="text-ink-2">It is no policy yet: mend what keeps it from being one, and save it.</p>
      ) : (
        <ActionForm
          action={propose}
          submission={newSubmission()}
          hidden={{ slug, draftId: draft.id, revision: draft.revision }}
        >
          <FormArea label="Why it changes" name="reason" rows={3} maxLength={2000} required />
          <FormText
            label="By which vote"
            name="vote"
            maxLength={200}
            required={false}
            placeholder="5 for, none against"
            hint="Stands in the public change history, as the reason does."
          />
          {findings > 0 ? (
            <FormCheckboxes
              legend={`It has ${findings === 1 ? "a finding" : `${findings} findings`}`}
              name="findings"
              options={[{ value: "read", label: "I read them, and propose it as it is" }]}
            />
          ) : null}
          <div>
            <SubmitButton pendingLabel="Proposing…">Propose this version</SubmitButton>
          </div>
        </ActionForm>
      )}
    </Section>
  );
}

export function Drop({ slug, draft }: { slug: string; draft: Draft }) {
  return (
    <Section title="Drop it" description="What is in force stays. The draft stays on record.">
      <DialogForm
        action={drop}
        submission={newSubmission()}
        align="start"
        trigger="Drop the draft…"
        variant="ghost"
        title="Drop the draft"
        description="Nobody can go on with it. A new one begins from the version in force, or from a shipped text."
        confirm="Drop it"
        confirmVariant="danger"
        pendingLabel="Dropping…"
      >
        <input type="hidden" name="slug" value={slug} />
        <input type="hidden" name="draftId" value={draft.id} />
        <FormArea label="Why" name="note" rows={2} maxLength={2000} required={false} />
      </DialogForm>
    </Section>
  );
}
