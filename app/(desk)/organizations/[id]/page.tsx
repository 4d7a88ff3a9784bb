import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { idOf } from "@/app/_lib/params";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { ActivityList } from "@/app/(desk)/organizations/[id]/activity";
import { AddContact, ContactList } from "@/app/(desk)/organizations/[id]/contacts";
import { AddMembership, MembershipList } from "@/app/(desk)/organizations/[id]/memberships";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { organizationActivity } from "@/data/activity/queries";
import { getOrganization, listGroups } from "@/data/organizations/queries";
import { getProject, listProjects } from "@/data/projects/queries";

type Props = { params: Promise<{ id: string }> };

const organizationOf = cache(async (id: string) => {
  const viewer = await requireMember();
  return { viewer, of: await orNotFound(getOrganization(viewer, id)) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await organizationOf(await idOf(params))).of.name };
}

export default async function Organization({ params }: Props) {
  const { viewer, of } = await organizationOf(await idOf(params));
  const { entries } = await organizationActivity(viewer, of.id);
  const groups = await listGroups(viewer);
  const projects = await Promise.all((await listProjects(viewer)).map((p) => getProject(viewer, p.slug)));
  const zone = await readerZone();
  const active = of.memberships.some((m) => m.state === "active");
  const unreachable = !of.contacts.some((c) => c.state === "admitted");
  return (
    <Desk viewer={viewer}>
      <Page
        title={of.name}
        eyebrow={<TextLink href="/organizations">Organizations</TextLink>}
        lead={
          <>
            {of.about}
            {of.website ? (
              <a
                href={of.website}
                rel="noreferrer noopener nofollow"
                className="block w-fit text-accent underline decoration-accent-line underline-offset-3"
              >
                {of.website}
              </a>
            ) : null}
          </>
        }
      >
        {active && unreachable ? (
          <Callout tone="attention" title={`Nothing would reach ${of.name}`}>
            It is in a group, and has no contact whose address was confirmed. Admit one before the next notice
            leaves.
          </Callout>
        ) : null}
        <Section
          title="Contacts"
          description="Notices go to every admitted contact. Only named people can sign in."
          actions={<AddContact of={of} />}
        >
          <ContactList of={of} zone={zone} />
        </Section>
        <Section
          title="Groups"
          description="Who is told before the public is decided by group."
          actions={<AddMembership of={of} groups={groups} projects={projects} />}
        >
          <MembershipList of={of} zone={zone} />
        </Section>
        <Section title="Activity">
          <ActivityList entries={entries} zone={zone} />
        </Section>
      </Page>
    </Desk>
  );
}
