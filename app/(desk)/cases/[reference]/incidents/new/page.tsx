import { caseTitle, loadCase } from "@/app/_lib/case";
import { CaseFrame } from "@/app/_lib/case-frame";
import { newSubmission } from "@/app/_lib/form";
import { requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { count } from "@/app/_lib/words";
import { ActionForm } from "@/components/action-form";
import { FormArea, FormCheckboxes, FormInstant, FormRadios, FormText } from "@/components/form-fields";
import { Panel } from "@/components/panel";
import { LinkButton } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { invitesToRead } from "@/domain/notice/messages";
import { isUnsent } from "@/domain/notice/state";
import { wallInput } from "@/domain/time";
import { record } from "../actions";

type Props = { params: Promise<{ reference: string }> };

export const generateMetadata = ({ params }: Props) => caseTitle(params, "Record a suspected leak");

export default async function NewIncidentPage({ params }: Props) {
  const viewer = await requireMember();
  const { reference } = await params;
  const of = await loadCase(reference);
  const zone = (await readerZone()) ?? "UTC";
  const leaving = of.notices.filter(
    (n) => invitesToRead(n.kind) && (isUnsent(n.state) || n.state === "sending"),
  ).length;
  return (
    <CaseFrame viewer={viewer} of={of} tab="incidents">
      <Section
        title="Record a suspected leak"
        description="What was seen, as it was brought to you. Nobody outside the team is told by this, and nobody is accused."
      >
        <div className="max-w-[52rem]">
          <Panel>
            <ActionForm
              action={record}
              submission={newSubmission()}
              hidden={{ reference, caseId: of.id }}
              className="gap-5"
            >
              <FormArea
                name="what"
                label="What was seen"
                rows={3}
                maxLength={4000}
                required
                hint="In your words: which part of the case became known."
              />
              <FormText
                name="where"
                label="Where"
                maxLength={500}
                required
                hint="A forum, a changelog, a commit, a message."
              />
              <FormInstant
                label="Seen"
                local={wallInput(of.now, zone)}
                zone={zone}
                hint="When it stood there, as far as anybody knows. Kept in UTC with the zone beside it."
              />
              <FormText name="link" label="Link" type="url" maxLength={500} required={false} mono />
              <FormArea
                name="pasted"
                label="What stood there"
                rows={5}
                maxLength={50_000}
                required={false}
                mono
                hint="Paste it: a link dies, and the text is the evidence."
              />
              <FormText name="broughtBy" label="Who brought it to the team" maxLength={200} required />
              <div className="group/elsewhere grid gap-3">
                <FormRadios
                  name="publicElsewhere"
                  legend="Was it public by then from elsewhere?"
                  required
                  options={[
                    { value: "no", label: "No" },
                    { value: "yes", label: "Yes: then it is no leak" },
                    { value: "unknown", label: "Not known" },
                  ]}
                />
                <div className="hidden max-w-72 pl-6.5 group-has-[[value=yes]:checked]/elsewhere:block">
                  <FormText
                    name="elsewhereLocal"
                    label="Public from elsewhere since"
                    type="datetime-local"
                    hint="In the same time zone."
                  />
                </div>
              </div>
              <FormCheckboxes
                name="stop"
                legend="At once"
                defaultValues={["on"]}
                options={[
                  {
                    value: "on",
                    label: "Stop everything that would still leave",
                    hint:
                      leaving > 0
                        ? `${count(leaving, "notice")} of this case: what has not left is cancelled, what is being sent is halted. One member is enough.`
                        : "Nothing of this case would still leave at this moment.",
                  },
                ]}
              />
              <div className="flex flex-wrap gap-2">
                <SubmitButton pendingLabel="Recording…">Record the suspected leak</SubmitButton>
                <LinkButton href={`/cases/${reference}/incidents`} variant="ghost">
                  Cancel
                </LinkButton>
              </div>
            </ActionForm>
          </Panel>
        </div>
      </Section>
    </CaseFrame>
  );
}
