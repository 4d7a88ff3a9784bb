import { newSubmission } from "@/app/_lib/form";
import { answerTheDrill } from "@/app/(portal)/inbox/actions";
import { ActionForm } from "@/components/action-form";
import { Callout } from "@/components/ui/callout";
import { SubmitButton } from "@/components/ui/submit-button";
import type { openDrill } from "@/data/drills/answer";
import { inUtc } from "@/domain/time";

/** One button for an open drill; that it was answered, once it was. */
export function Drill({ drill }: { drill: NonNullable<Awaited<ReturnType<typeof openDrill>>> }) {
  if (drill.answeredAt)
    return (
      <Callout title={`You answered the drill of ${drill.project} on ${inUtc(drill.answeredAt)}`}>
        Thank you. Nothing else is asked of you.
      </Callout>
    );
  return (
    <Callout
      tone="attention"
      title={`${drill.project} holds a contact drill`}
      action={
        <ActionForm action={answerTheDrill} submission={newSubmission()}>
          <SubmitButton pendingLabel="Answering…">I received the message</SubmitButton>
        </ActionForm>
      }
    >
      Nothing has happened. Press the button, so that the team knows that its messages reach somebody who
      acts.
    </Callout>
  );
}
