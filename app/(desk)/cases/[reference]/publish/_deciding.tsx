import type { DeskCase } from "@/app/_lib/case";
import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { ActionForm } from "@/components/action-form";
import { FormText } from "@/components/form-fields";
import { Panel } from "@/components/panel";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { publishesEarly } from "@/domain/case/state";
import { inUtc } from "@/domain/time";
import type { Member } from "@/domain/viewer";
import { confirm, propose, takeBack } from "./actions";

type Props = { viewer: Member; of: DeskCase; version: { id: string; number: number } };

/** Two members publish: one proposes, a different one confirms; before the instant only with the reference typed out. */
export function Deciding({ viewer, of, version }: Props) {
  const { summary, publication } = of;
  const { reference } = summary;
  const hidden = { reference, caseId: of.id };
  const early = publishesEarly(summary, of.now) ? (
    <FormText
      name="typedReference"
      label={`Type ${reference}`}
      mono
      maxLength={40}
      autoComplete="off"
      required
      hint={
        summary.release
          ? `The release instant, ${inUtc(summary.release.at)}, has not come: this would publish before it.`
          : "No release instant is set: this would publish at once."
      }
    />
  ) : null;
  if (!publication)
    return (
      <Section title="Propose publication" description="A different member confirms it.">
        <Panel>
          <ActionForm
            action={propose}
            submission={newSubmission()}
            hidden={{ ...hidden, versionId: version.id }}
          >
            {early}
            <div>
              {/* Before the instant it is the exception, and does not look like the next step. */}
              <SubmitButton variant={early ? "secondary" : "primary"} pendingLabel="Proposing…">
                Propose to publish version {version.number}
              </SubmitButton>
            </div>
          </ActionForm>
        </Panel>
      </Section>
    );
  const own = publication.proposedBy === viewer.userId;
  const others = of.members.filter((m) => m.userId !== publication.proposedBy).map((m) => m.name);
  return (
    <Section title={own ? "You proposed it" : `${publication.proposer} proposed it`}>
      <Panel>
        <p className="text-ink-2">
          <When at={publication.proposedAt} now={of.now} short />.{" "}
          {own
            ? others.length > 0
              ? `${others.join(" or ")} can confirm it.`
              : "Nobody else works on this project to confirm it: a second member must join it."
            : "You confirm it, or take it back."}
        </p>
        {own ? null : (
          <ActionForm action={confirm} hidden={{ ...hidden, publicationId: publication.id }}>
            {early}
            <div>
              <SubmitButton pendingLabel="Publishing…">
                {early ? "Confirm and publish before the instant" : "Confirm and publish now"}
              </SubmitButton>
            </div>
          </ActionForm>
        )}
        <ActionForm action={takeBack} hidden={hidden}>
          <div>
            <SubmitButton variant="secondary" pendingLabel="Taking it back…">
              Take the proposal back
            </SubmitButton>
          </div>
        </ActionForm>
      </Panel>
    </Section>
  );
}
