import { newSubmission } from "@/app/_lib/form";
import type { Part } from "@/app/(desk)/applications/[id]/load";
import { advance, decide } from "@/app/(desk)/applications/actions";
import { ActionForm } from "@/components/action-form";
import { FormArea, FormCheckboxes } from "@/components/form-fields";
import { Panel } from "@/components/panel";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";

/** The decision: to be taken once enough voted, or as it was taken. */
export function DecisionPart(part: Part) {
  const { review } = part;
  return (
    <Section id="decision" title="Decision">
      {review.appeal ? (
        <div className="grid max-w-[70ch] gap-1">
          <p className="font-medium">The appeal</p>
          <p className="break-words whitespace-pre-line text-ink-2">{review.appeal}</p>
        </div>
      ) : null}
      {review.decision !== null ? (
        <div className="grid max-w-[70ch] gap-1">
          <p className="font-medium">
            {review.appealed ? "What was decided before the appeal" : "What the applicant reads"}
          </p>
          <p className="break-words whitespace-pre-line text-ink-2">
            {review.decision || "No reason was given; the policy asks for none."}
          </p>
          {review.publicDecision ? (
            <p className="break-words whitespace-pre-line text-ink-2">
              On the public page: {review.publicDecision}
            </p>
          ) : null}
        </div>
      ) : null}
      {review.underReview ? <Take {...part} /> : null}
    </Section>
  );
}

function Take({ of, review }: Part) {
  if (review.barred) return <p className="text-ink-2">{review.barred}</p>;
  if (!review.reached)
    return (
      <p className="text-ink-2">
        It can be decided once {review.quorum === 1 ? "a member" : `${review.quorum} members`} voted the same,
        and more than voted otherwise.
      </p>
    );
  if (review.reached === "accept" && !review.last)
    return (
      <ActionForm action={advance} submission={newSubmission()} hidden={{ applicationId: of.id }}>
        <p className="text-ink-2">This step is done. The policy asks for another one.</p>
        <div>
          <SubmitButton pendingLabel="Taking on…">Take it to the next step</SubmitButton>
        </div>
      </ActionForm>
    );
  const accepting = review.reached === "accept";
  const like = review.alike.filter((a) => a.kind === "organization");
  return (
    <Panel>
      <ActionForm
        action={decide}
        submission={newSubmission()}
        hidden={{ applicationId: of.id, decision: review.reached }}
        className="max-w-[40rem]"
      >
        <FormArea
          label="Reason"
          name="reason"
          rows={5}
          required={!!review.rules.reasonsRequired}
          maxLength={10_000}
          hint="The applicant reads it. It names nobody who voted, and no case."
        />
        {review.rules.publicDecision ? (
          <FormArea
            label="For the public page"
            name="publicText"
            rows={3}
            required={false}
            maxLength={2000}
            hint="The policy makes decisions public. Everybody reads this."
          />
        ) : null}
        {accepting && like.length > 0 && !review.organizationId ? (
          <FormCheckboxes
            legend={`It looks like ${like.map((a) => a.name).join(" and ")}`}
            name="isNew"
            options={[{ value: "yes", label: "It is a new organization all the same" }]}
          />
        ) : null}
        {accepting ? (
          <p className="text-ink-2">
            {review.linked
              ? `${review.linked.name} becomes a member of ${of.group}.`
              : `${of.organization} gets an entry in the directory and becomes a member of ${of.group}.`}{" "}
            Its contacts are proposed and asked to confirm themselves. Nothing is sent to it before a contact
            is admitted and the terms are accepted, and it is told of nothing that runs.
          </p>
        ) : null}
        <div>
          <SubmitButton variant={accepting ? "primary" : "danger"} pendingLabel="Deciding…">
            {accepting ? `Accept ${of.organization}` : `Decline ${of.organization}`}
          </SubmitButton>
        </div>
      </ActionForm>
    </Panel>
  );
}
