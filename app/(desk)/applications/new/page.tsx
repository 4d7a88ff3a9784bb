import type { Metadata } from "next";
import { newSubmission } from "@/app/_lib/form";
import { requireMember } from "@/app/_lib/guard";
import { Desk } from "@/app/_lib/shell";
import { enter } from "@/app/(desk)/applications/actions";
import { ActionForm } from "@/components/action-form";
import { FormArea, FormSelect, FormText } from "@/components/form-fields";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";
import { openGroups } from "@/data/applications/queries";

export const metadata: Metadata = { title: "Enter an application" };

export default async function NewApplication() {
  const viewer = await requireMember();
  const groups = await openGroups(viewer);
  return (
    <Desk viewer={viewer}>
      <Page
        width="reading"
        title="Enter an application that came by mail"
        eyebrow={<TextLink href="/applications">Applications</TextLink>}
        lead="The message is kept as what it rests on. It is reviewed and decided like any other."
      >
        {groups.length === 0 ? (
          <EmptyState title="No policy of your projects has a group to apply to">
            Nothing can be entered before one has.
          </EmptyState>
        ) : (
          <ActionForm action={enter} submission={newSubmission()}>
            <FormSelect
              label="Group"
              name="groupId"
              options={groups.map((g) => ({ value: g.id, label: `${g.name} of ${g.project}` }))}
            />
            <FormArea
              label="The message"
              name="message"
              rows={10}
              required
              maxLength={100_000}
              hint="As it came, with its head if you have it."
            />
            <FormText label="Organization" name="organizationName" maxLength={200} required />
            <FormText label="Legal entity" name="legalEntity" maxLength={200} required={false} />
            <FormText
              label="Website"
              name="website"
              type="url"
              maxLength={500}
              required={false}
              placeholder="https://vendor.example"
            />
            <FormText label="Who applies" name="name" maxLength={120} required={false} />
            <FormText
              label="Their address"
              name="email"
              type="email"
              maxLength={254}
              required={false}
              hint="They get a link with which they confirm it, and follow and complete the application."
            />
            <FormText
              label="Role address for security notices"
              name="contact-role"
              type="email"
              maxLength={254}
              required={false}
            />
            <div className="flex flex-wrap gap-2">
              <SubmitButton pendingLabel="Entering…">Enter the application</SubmitButton>
              <LinkButton href="/applications" variant="ghost">
                Cancel
              </LinkButton>
            </div>
          </ActionForm>
        )}
      </Page>
    </Desk>
  );
}
