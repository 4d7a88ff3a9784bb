import { newSubmission } from "@/app/_lib/form";
import { verdictWord } from "@/app/(desk)/organizations/standing";
import { fate } from "@/app/(desk)/policy/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormArea, FormRadios } from "@/components/form-fields";
import { Badge } from "@/components/ui/badge";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import type { PolicyDraft } from "@/data/policies/queries";
import { FATES } from "@/domain/policy/draft";
import { pathOf } from "@/domain/policy/eligibility";

type Proposed = Extract<PolicyDraft, { draft: object }>;

/** Members whom the new criteria would not let in: nothing of it happens by itself, and each waits for a decision. */
export function Fates({ of, slug }: { of: Proposed; slug: string }) {
  const waiting = [...new Set(of.lost.filter((l) => !l.decided && !l.recused).map((l) => l.organizationId))];
  return (
    <Section
      title="Members who would no longer qualify"
      description="Each needs a decision before the version can be adopted."
      actions={
        waiting.length > 1 ? <Decide of={of} slug={slug} organizationIds={waiting} name={null} /> : null
      }
    >
      <ul className="grid gap-3">
        {of.lost.map((l) => (
          <li
            key={`${l.organizationId}${l.group}`}
            className="grid gap-2 rounded-lg border bg-surface px-4 py-3 sm:px-5"
          >
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <p className="flex flex-wrap items-center gap-x-2">
                <TextLink href={`/organizations/${l.organizationId}`}>{l.name}</TextLink>
                <span className="text-ink-3">in {l.group}</span>
                <Badge icon={null}>
                  {verdictWord(l.before.standing)}, then {verdictWord(l.after.standing).toLowerCase()}
                </Badge>
              </p>
              {l.recused ? (
                <span className="text-sm text-ink-3">You are tied to it: another member decides.</span>
              ) : (
                <Decide of={of} slug={slug} organizationIds={[l.organizationId]} name={l.name} />
              )}
            </div>
            <ul className="grid gap-0.5 text-sm text-ink-2">
              {pathOf(l.after).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            {l.decided ? (
              <p>
                {FATES[l.decided.fate]}. <span className="text-ink-2">{l.decided.reason}</span>
              </p>
            ) : (
              <p className="text-attention">Not decided yet.</p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

type DecideProps = {
  of: Proposed;
  slug: string;
  organizationIds: readonly string[];
  /** Null for all that wait. */
  name: string | null;
};

function Decide({ of, slug, organizationIds, name }: DecideProps) {
  return (
    <DialogForm
      action={fate}
      submission={newSubmission()}
      trigger={name ? "Decide…" : `Decide for all ${organizationIds.length} that wait…`}
      title={name ? `What becomes of ${name}` : `What becomes of ${organizationIds.length} members`}
      description="It takes effect with the adoption, and nothing of it is sent before."
      confirm="Record the decision"
      pendingLabel="Recording…"
    >
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="draftId" value={of.draft.id} />
      {organizationIds.map((id) => (
        <input key={id} type="hidden" name="organizationIds" value={id} />
      ))}
      <FormRadios
        legend="Decision"
        name="fate"
        required
        options={Object.entries(FATES).map(([value, label]) => ({ value, label }))}
      />
      <FormArea
        label="Reason"
        hint="For a withdrawal the organization reads it too."
        name="reason"
        rows={3}
        maxLength={2000}
        required
      />
    </DialogForm>
  );
}
