"use client";

import { ActionForm, type FormAction, useAnswer } from "@/components/action-form";
import { AudiencePreview, type AudiencePreviewProps } from "@/components/audience-preview";
import { FormCheckboxes, FormInstant } from "@/components/form-fields";
import { MessagePreview, type MessagePreviewProps } from "@/components/message-preview";
import { LinkButton } from "@/components/ui/button";
import type { ChoiceGroupProps } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";

export type NoticeFormProps = {
  action: FormAction;
  submission?: string | undefined;
  hidden: Record<string, string | number>;
  groups: ChoiceGroupProps["options"];
  organizations: ChoiceGroupProps["options"];
  chosen: { groupIds: string[]; organizationIds: string[]; local: string; zone: string };
  hint: string;
  preview: AudiencePreviewProps;
  message: MessagePreviewProps;
  save: string;
  cancelHref: string;
};

/** Whom to tell and when, and what that comes to. The preview is a submit that saves nothing: it works without script. */
export function NoticeForm(props: NoticeFormProps) {
  const { action, submission, hidden, groups, organizations, chosen, hint, save, cancelHref } = props;
  return (
    <ActionForm
      action={action}
      submission={submission}
      hidden={hidden}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)] items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
    >
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-6">
        <FormCheckboxes name="groupIds" legend="Groups" options={groups} defaultValues={chosen.groupIds} />
        <FormCheckboxes
          name="organizationIds"
          legend="Organizations"
          hint="Only an organization that is active in a chosen group, and chosen here, is told."
          options={organizations}
          defaultValues={chosen.organizationIds}
        />
        <FormInstant label="Leaves" local={chosen.local} zone={chosen.zone} hint={hint} />
        <div className="flex flex-wrap gap-2">
          <SubmitButton name="intent" value="save">
            {save}
          </SubmitButton>
          <SubmitButton
            name="intent"
            value="preview"
            formNoValidate
            variant="secondary"
            pendingLabel="Looking…"
          >
            Preview, save nothing
          </SubmitButton>
          <LinkButton href={cancelHref} variant="ghost">
            Cancel
          </LinkButton>
        </div>
      </div>
      <Outcome first={props.preview} message={props.message} />
    </ActionForm>
  );
}

function Outcome({ first, message }: { first: AudiencePreviewProps; message: MessagePreviewProps }) {
  const answer = useAnswer();
  return (
    <div className="grid min-w-0 gap-6">
      <section className="grid min-w-0 gap-3">
        <div>
          <h2 className="text-md font-semibold">Who gets it</h2>
          <p className="text-ink-2">
            {answer?.preview
              ? "As the form stands now. Nothing is saved."
              : "As the form was opened. Preview again after a change. It is resolved once more at sending."}
          </p>
        </div>
        <AudiencePreview {...(answer?.preview ?? first)} />
      </section>
      <section className="grid min-w-0 gap-3">
        <div>
          <h2 className="text-md font-semibold">The message</h2>
          <p className="text-ink-2">
            One to each contact, the same but for the name. The advisory is read in the portal, after consent.
          </p>
        </div>
        <MessagePreview {...message} />
      </section>
    </div>
  );
}
