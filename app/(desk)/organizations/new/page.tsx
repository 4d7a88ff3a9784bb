import type { Metadata } from "next";
import { newSubmission } from "@/app/_lib/form";
import { requireMember } from "@/app/_lib/guard";
import { Desk } from "@/app/_lib/shell";
import { add } from "@/app/(desk)/organizations/actions";
import { ActionForm } from "@/components/action-form";
import { FormArea, FormText } from "@/components/form-fields";
import { LinkButton } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";

export const metadata: Metadata = { title: "Add an organization" };

export default async function NewOrganization() {
  const viewer = await requireMember();
  return (
    <Desk viewer={viewer}>
      <Page
        width="narrow"
        title="Add an organization"
        eyebrow={<TextLink href="/organizations">Organizations</TextLink>}
        lead="It is told nothing by this. Contacts and groups come on its own page."
      >
        <ActionForm action={add} submission={newSubmission()}>
          <FormText label="Name" name="name" maxLength={120} required hint="As it calls itself in public." />
          <FormText
            label="Website"
            name="website"
            type="url"
            required={false}
            maxLength={200}
            placeholder="https://vendor.example"
          />
          <FormText
            label="Legal entity"
            name="legalEntity"
            required={false}
            maxLength={200}
            hint="The company behind it, where it is known by another name."
          />
          <FormArea
            label="What it does with the project"
            name="about"
            rows={3}
            required={false}
            maxLength={1000}
          />
          <div className="flex flex-wrap gap-2">
            <SubmitButton pendingLabel="Adding…">Add to the directory</SubmitButton>
            <LinkButton href="/organizations" variant="ghost">
              Cancel
            </LinkButton>
          </div>
        </ActionForm>
      </Page>
    </Desk>
  );
}
