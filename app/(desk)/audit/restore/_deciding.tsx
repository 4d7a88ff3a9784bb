import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { confirm, propose, takeBack } from "@/app/(desk)/audit/actions";
import { ActionForm } from "@/components/action-form";
import { FormArea } from "@/components/form-fields";
import { Panel } from "@/components/panel";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import type { OpenRestore } from "@/data/restores/queries";

/** One member proposes to go on, a different one confirms. */
export function Deciding({ open, zone }: { open: OpenRestore; zone: string | undefined }) {
  const hidden = { restoreId: open.id };
  return (
    <Section
      title="Going on"
      description="One member says what was looked at and done again, and a different one confirms. Then sending and reading go on. Messages that had left are marked as unknown and sent to nobody a second time, and the checkpoints say from where the record goes on."
    >
      <Panel>
        {open.proposed ? (
          <>
            <p>
              Proposed by {open.proposed.own ? "you" : (open.proposed.by ?? "a member")}
              {open.proposed.at ? (
                <>
                  , <When at={open.proposed.at} zone={zone} short />
                </>
              ) : null}
              :
            </p>
            <p className="max-w-[70ch] break-words whitespace-pre-line text-ink-2">{open.note}</p>
            {open.proposed.own ? (
              <p className="text-ink-2">Another member confirms it.</p>
            ) : (
              <ActionForm action={confirm} submission={newSubmission()} hidden={hidden}>
                <div>
                  <SubmitButton variant="primary" pendingLabel="Confirming…">
                    Confirm, and go on
                  </SubmitButton>
                </div>
              </ActionForm>
            )}
            <ActionForm action={takeBack} submission={newSubmission()} hidden={hidden}>
              <div>
                <SubmitButton variant="secondary" pendingLabel="Taking it back…">
                  Take the proposal back
                </SubmitButton>
              </div>
            </ActionForm>
          </>
        ) : (
          <ActionForm action={propose} submission={newSubmission()} hidden={hidden}>
            <FormArea
              name="note"
              label="What was looked at, and what was done again"
              hint="Who was withdrawn or paused again, which messages left, which dates were set again. It stays in the record."
              rows={5}
              required
            />
            <div>
              <SubmitButton variant="primary" pendingLabel="Proposing…">
                Propose to go on
              </SubmitButton>
            </div>
          </ActionForm>
        )}
      </Panel>
    </Section>
  );
}
