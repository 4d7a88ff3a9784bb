import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import type { Part, Review } from "@/app/(desk)/applications/[id]/load";
import { mark } from "@/app/(desk)/applications/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormArea, FormRadios } from "@/components/form-fields";
import { Badge } from "@/components/ui/badge";
import { Section } from "@/components/ui/section";
import { PREDICATE_KINDS } from "@/domain/policy/vocabulary";

const STANDING = {
  met: { word: "Met", tone: "quiet" },
  not_met: { word: "Not met", tone: "danger" },
  needs_person: { word: "Needs a person", tone: "attention" },
} as const;

/** Each criterion with the answer beside what is said of it; the whole is evaluated, and decided by nobody but members. */
export function Criteria({ of, review, zone }: Part) {
  if (review.criteria.length === 0)
    return (
      <Section id="criteria" title="Criteria">
        <p className="text-ink-2">The policy names none: members decide.</p>
      </Section>
    );
  const whole = STANDING[review.whole.standing];
  return (
    <Section
      id="criteria"
      title="Criteria and evidence"
      description={
        <span className="flex flex-wrap items-center gap-2">
          Together: <Badge tone={whole.tone}>{whole.word}</Badge> {review.whole.because}. Nothing here opens a
          link by itself.
        </span>
      }
    >
      <ul className="grid rounded-lg border bg-surface">
        {review.criteria.map((c) => (
          <li key={c.id} className="grid gap-3 px-4 py-3 not-first:border-t md:grid-cols-[1fr_1fr]">
            <Answer of={c} zone={zone} />
            <Judged
              of={c}
              applicationId={of.id}
              open={review.underReview || of.state === "incomplete"}
              zone={zone}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}

type One = Review["criteria"][number];

const Answer = ({ of: c, zone }: { of: One; zone: string | undefined }) => (
  <div className="min-w-0">
    <p className="font-medium">{c.text}</p>
    <p className="text-sm text-ink-3">{PREDICATE_KINDS[c.kind]}</p>
    {c.link ? (
      <a
        href={c.link}
        rel="noreferrer noopener nofollow"
        className="break-all text-accent underline decoration-accent-line underline-offset-3"
      >
        {c.link}
      </a>
    ) : (
      <p className="break-words whitespace-pre-line">
        {c.answer ?? <span className="text-ink-3">No answer</span>}
      </p>
    )}
    {c.datedAt ? (
      <p className="text-sm text-ink-3">
        Dated <When at={c.datedAt} zone={zone} short />
      </p>
    ) : null}
  </div>
);

function Judged({
  of: c,
  applicationId,
  open,
  zone,
}: {
  of: One;
  applicationId: string;
  open: boolean;
  zone: string | undefined;
}) {
  const said = STANDING[c.engine.standing];
  return (
    <div className="flex min-w-0 flex-wrap items-start justify-between gap-3">
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone={said.tone}>{said.word}</Badge>
          <span className="text-ink-2">{c.engine.because}</span>
        </p>
        {[...(c.mark ? [c.mark] : []), ...c.earlier].map((m) => (
          <p key={m.id} className={m.superseded ? "text-sm text-ink-3" : "mt-1"}>
            {m.superseded ? "Earlier: " : ""}
            {STANDING[m.verdict].word}, says {m.by}: <span className="break-words">{m.reason}</span>{" "}
            <span className="text-sm text-ink-3">
              <When at={m.at} zone={zone} short />
            </span>
          </p>
        ))}
      </div>
      {open ? (
        <DialogForm
          action={mark}
          submission={newSubmission()}
          trigger={c.mark ? "Mark again" : "Mark"}
          title="Is it met?"
          description={c.text}
          confirm="Record the mark"
        >
          <input type="hidden" name="applicationId" value={applicationId} />
          <input type="hidden" name="criterion" value={c.id} />
          <FormRadios
            legend="Verdict"
            name="verdict"
            required
            options={[
              { value: "met", label: "Met" },
              { value: "not_met", label: "Not met" },
            ]}
          />
          <FormArea
            label="Reason"
            name="reason"
            rows={3}
            required
            maxLength={1000}
            hint="The team reads it."
          />
        </DialogForm>
      ) : null}
    </div>
  );
}
