import { newSubmission } from "@/app/_lib/form";
import type { Part } from "@/app/(desk)/applications/[id]/load";
import { recuse } from "@/app/(desk)/applications/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormSelect } from "@/components/form-fields";
import { Section } from "@/components/ui/section";

/** Who takes no part, and the way to say so. */
export function Recusals({ of, review, userId }: Part) {
  const open = review.underReview || of.state === "incomplete";
  return (
    <Section
      title="Who takes no part"
      description="Whoever is tied to the applicant marks, votes and decides nothing, in any session of theirs."
      actions={
        open && review.others.length > 0 ? (
          <DialogForm
            action={recuse}
            submission={newSubmission()}
            trigger="Somebody takes no part"
            title="Who takes no part?"
            description="It is never taken back. Votes that they gave do not count any more."
            confirm="Record it"
            confirmVariant="danger"
          >
            <input type="hidden" name="applicationId" value={of.id} />
            <FormSelect
              label="Member"
              name="userId"
              defaultValue={userId}
              options={review.others.map((m) => ({
                value: m.userId,
                label: m.userId === userId ? `${m.name} (you)` : m.name,
              }))}
            />
          </DialogForm>
        ) : undefined
      }
    >
      <p className="text-ink-2">
        {review.recusedMembers.length > 0 ? `${review.recusedMembers.join(", ")}.` : "Nobody."}
      </p>
    </Section>
  );
}
