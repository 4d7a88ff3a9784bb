import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import type { Part } from "@/app/(desk)/applications/[id]/load";
import { incomplete, link } from "@/app/(desk)/applications/actions";
import { AnswerList } from "@/components/answer-list";
import { DialogForm } from "@/components/dialog-form";
import { FormArea, FormSelect } from "@/components/form-fields";
import { Callout } from "@/components/ui/callout";
import { Facts } from "@/components/ui/definition-list";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";

const SOURCE = {
  portal: "Typed in by the applicant",
  mail: "Entered by a member from a message",
  transfer: "Opened by a transfer",
} as const;

/** Who applies, what it looks like, what is missing, and what was filled in. */
export function About(part: Part) {
  const { of, review, zone } = part;
  const { applicant } = review;
  return (
    <Section title="Who applies">
      <Alike {...part} />
      <Missing {...part} />
      <Facts
        items={[
          {
            label: "Applicant",
            value: (
              <>
                {applicant.name ?? "Not named"}
                {applicant.email ? (
                  <>
                    , <span className="break-all">{applicant.email}</span>{" "}
                    <span className="text-ink-3">
                      {applicant.confirmed ? "confirmed by its mailbox" : "not confirmed yet"}
                    </span>
                  </>
                ) : null}
              </>
            ),
          },
          { label: "How it came", value: SOURCE[of.source] },
          {
            label: "Submitted",
            value: of.submittedAt ? <When at={of.submittedAt} now={of.now} zone={zone} /> : "Not yet",
          },
          { label: "Organization of the directory", value: <Linked {...part} /> },
        ]}
      />
      {review.message ? (
        <details>
          <summary className="text-accent">The message that it rests on</summary>
          <p className="mt-2 max-w-[80ch] rounded-lg border bg-sunken px-4 py-3 break-words whitespace-pre-wrap">
            {review.message}
          </p>
        </details>
      ) : null}
      <details>
        <summary className="text-accent">All answers</summary>
        <div className="mt-2">
          <AnswerList sections={review.sections} answers={review.answers} />
        </div>
      </details>
    </Section>
  );
}

function Linked({ of, review }: Part) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      {review.linked ? (
        <TextLink href={`/organizations/${review.linked.id}`}>{review.linked.name}</TextLink>
      ) : (
        <span className="text-ink-2">None yet: accepting makes a new entry</span>
      )}
      {review.underReview || of.state === "incomplete" ? (
        <DialogForm
          action={link}
          submission={newSubmission()}
          trigger="Link"
          title="Which organization is it about?"
          description="Whoever is tied to it takes no part from then on, and votes that they gave do not count."
          confirm="Record it"
        >
          <input type="hidden" name="applicationId" value={of.id} />
          <FormSelect
            label="Organization"
            name="organizationId"
            defaultValue={review.organizationId ?? "new"}
            options={[
              { value: "new", label: "A new one, not in the directory" },
              ...review.directory.map((o) => ({ value: o.id, label: o.name })),
            ]}
          />
        </DialogForm>
      ) : null}
    </div>
  );
}

function Alike({ review }: Part) {
  const others = review.alike.filter((a) => a.id !== review.organizationId);
  if (others.length === 0) return null;
  return (
    <Callout tone="attention" title="It looks like somebody known">
      <ul className="list-disc pl-5">
        {others.map((a) => (
          <li key={a.id}>
            <TextLink href={a.kind === "organization" ? `/organizations/${a.id}` : `/applications/${a.id}`}>
              {a.name}
            </TextLink>{" "}
            ({a.kind === "organization" ? "in the directory" : "another application"}): {a.because.join("; ")}
          </li>
        ))}
      </ul>
    </Callout>
  );
}

const MEANS = {
  hold: "A reviewer may send it back until it is complete.",
  reject: "By the policy an incomplete application is rejected: saying so declines it.",
  countAgainst: "By the policy what is missing counts against it.",
} as const;

function Missing({ of, review }: Part) {
  const { missing } = review;
  const mayAsk = of.state === "submitted" && review.incomplete !== "countAgainst";
  if (missing.length === 0 && !mayAsk) return null;
  return (
    <Callout
      tone={missing.length > 0 ? "attention" : "quiet"}
      title={missing.length > 0 ? "Something is missing" : "Nothing that the policy asks for is missing"}
      action={
        mayAsk ? (
          <DialogForm
            action={incomplete}
            submission={newSubmission()}
            trigger={review.incomplete === "reject" ? "Decline as incomplete" : "Send back as incomplete"}
            title="Say what is missing"
            description={MEANS[review.incomplete]}
            confirm={review.incomplete === "reject" ? "Decline as incomplete" : "Send back as incomplete"}
            confirmVariant={review.incomplete === "reject" ? "danger" : "primary"}
          >
            <input type="hidden" name="applicationId" value={of.id} />
            <FormArea label="What is missing" name="what" rows={4} required hint="The applicant reads it." />
          </DialogForm>
        ) : undefined
      }
    >
      {missing.length > 0 ? (
        <ul className="list-disc pl-5">
          {missing.map((m) => (
            <li key={m} className="break-words">
              {m}
            </li>
          ))}
        </ul>
      ) : null}
      <p>{MEANS[review.incomplete]}</p>
    </Callout>
  );
}
