import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import type { Own } from "@/app/(applying)/application/[id]/progress";
import { appeal } from "@/app/(applying)/application/actions";
import { ActionForm } from "@/components/action-form";
import { FormArea } from "@/components/form-fields";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";

/** The decision with its reason, what comes next, and the appeal where the policy has one. */
export function Outcome({ of, zone }: { of: Own; zone: string | undefined }) {
  if (of.decidedAt === null || of.decision === null) return null;
  return (
    <Section
      title={
        of.state === "accepted"
          ? "You were accepted"
          : of.state === "declined"
            ? "You were declined"
            : "The first decision"
      }
      description={<When at={of.decidedAt} now={of.now} zone={zone} />}
    >
      <p className="max-w-[70ch] whitespace-pre-line">
        {of.decision || "No reason was given. The policy does not ask for one."}
      </p>
      {of.state === "accepted" ? <Next of={of} /> : null}
      {of.appeal.text ? (
        <div className="grid max-w-[70ch] gap-1">
          <p className="font-medium">Your appeal</p>
          <p className="whitespace-pre-line text-ink-2">{of.appeal.text}</p>
        </div>
      ) : null}
      {of.appeal.open ? <Appeal of={of} zone={zone} /> : null}
    </Section>
  );
}

function Next({ of }: { of: Own }) {
  return (
    <ol className="grid max-w-[70ch] list-decimal gap-1.5 pl-5 text-ink-2">
      <li>Each mailbox that you named gets a message and confirms itself. Yours is confirmed already.</li>
      <li>The team admits the contacts. From then on you sign in with this address as a contact.</li>
      <li>
        {of.answers["terms"]
          ? "You accepted the terms when you applied. If they have a newer version, you are asked for that one."
          : "One of you accepts the terms, after signing in as a contact."}
      </li>
      <li>The membership becomes active by itself. Whether there is anything to tell is not said by it.</li>
    </ol>
  );
}

function Appeal({ of, zone }: { of: Own; zone: string | undefined }) {
  return (
    <ActionForm
      action={appeal}
      submission={newSubmission()}
      hidden={{ applicationId: of.id }}
      className="max-w-[40rem]"
    >
      <FormArea
        label={`Appeal to ${of.appeal.to}`}
        name="text"
        rows={5}
        required
        maxLength={10_000}
        hint="Say what was overlooked. Members who took no part before decide, once, and that is final."
      />
      {of.appeal.until ? (
        <p className="text-ink-2">
          Until <When at={of.appeal.until} now={of.now} zone={zone} short />.
        </p>
      ) : null}
      <div>
        <SubmitButton variant="secondary" pendingLabel="Sending…">
          Appeal
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
