import { newSubmission } from "@/app/_lib/form";
import { adopt, sendBack } from "@/app/(desk)/policy/actions";
import { Difference } from "@/app/(desk)/policy/draft/_difference";
import { Fates } from "@/app/(desk)/policy/draft/_fates";
import { Findings } from "@/app/(desk)/policy/draft/_findings";
import { marksOf } from "@/app/(desk)/policy/draft/_marks";
import { ActionForm } from "@/components/action-form";
import { DialogForm } from "@/components/dialog-form";
import { FormArea } from "@/components/form-fields";
import { Callout } from "@/components/ui/callout";
import { Facts } from "@/components/ui/definition-list";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import type { PolicyDraft } from "@/data/policies/queries";

type Proposed = Extract<PolicyDraft, { draft: object }>;

/** What a second member reads before they adopt it: why, what changes, whom it concerns. */
export function Proposal({ of, slug }: { of: Proposed; slug: string }) {
  const { draft, inForce } = of;
  const from = draft.policy?.effectiveFrom;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-10">
      <div className="grid min-w-0 gap-8">
        {of.lost.length > 0 ? <Fates of={of} slug={slug} /> : null}
        <Section
          title="What changes"
          description={`Version ${inForce.policy.version}, in force, beside what is proposed.`}
        >
          <Difference before={inForce.source} after={draft.source} />
        </Section>
        <Section title="What the text contradicts itself in">
          <Findings marks={marksOf(draft.source)} />
        </Section>
      </div>
      <div className="grid min-w-0 gap-6 lg:sticky lg:top-6">
        <Facts
          items={[
            { label: "Why", value: draft.reason ?? "" },
            { label: "Vote", value: draft.vote ?? "None is recorded." },
            { label: "Holds from", value: from ? `${from}, 00:00 UTC` : "the moment of its adoption" },
            {
              label: "Running cases",
              value: "Stay under the version that governs them. Each can be moved by a member.",
            },
          ]}
        />
        {of.adoption === null ? (
          <ActionForm
            action={adopt}
            submission={newSubmission()}
            hidden={{ slug, draftId: draft.id, revision: draft.revision }}
          >
            <div>
              <SubmitButton pendingLabel="Adopting…">Adopt version {draft.policy?.version}</SubmitButton>
            </div>
          </ActionForm>
        ) : (
          <Callout title={draft.mine ? "Another member adopts it" : "Not yet"}>
            {draft.mine && of.others.length > 0 ? `Ask ${of.others.join(" or ")}.` : of.adoption}
          </Callout>
        )}
        <DialogForm
          action={sendBack}
          submission={newSubmission()}
          align="start"
          trigger="Send back…"
          variant="ghost"
          title="Send the draft back"
          description="It can be written on again. What was decided about members stays."
          confirm="Send it back"
          pendingLabel="Sending back…"
        >
          <input type="hidden" name="slug" value={slug} />
          <input type="hidden" name="draftId" value={draft.id} />
          <FormArea label="Note" name="note" rows={3} maxLength={2000} required={false} />
        </DialogForm>
      </div>
    </div>
  );
}
