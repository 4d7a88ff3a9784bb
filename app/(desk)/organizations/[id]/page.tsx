import type { Metadata } from "next";
import { idOf, textOf } from "@/app/_lib/params";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { ActivityList } from "@/app/(desk)/organizations/[id]/activity";
import { AddContact, ContactList } from "@/app/(desk)/organizations/[id]/contacts";
import { EditEntry } from "@/app/(desk)/organizations/[id]/entry";
import { Glance } from "@/app/(desk)/organizations/[id]/glance";
import { organizationOf } from "@/app/(desk)/organizations/[id]/load";
import { ProjectSection } from "@/app/(desk)/organizations/[id]/project";
import { Waiting } from "@/app/(desk)/organizations/[id]/waiting";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { organizationActivity } from "@/data/activity/queries";
import { listGroups } from "@/data/organizations/queries";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ incident?: string | string[] }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await organizationOf(await idOf(params))).of.name };
}

export default async function Organization({ params, searchParams }: Props) {
  const { viewer, of, standing } = await organizationOf(await idOf(params));
  const incident = textOf((await searchParams).incident) || undefined;
  const { entries } = await organizationActivity(viewer, of.id);
  const groups = await listGroups(viewer);
  const zone = await readerZone();
  const { recused } = standing;
  // A project without groups tells nobody before the public, so it has nothing to decide here.
  const projects = standing.projects.filter(
    (p) => groups.some((g) => g.projectId === p.id) || of.memberships.some((m) => m.projectId === p.id),
  );
  return (
    <Desk viewer={viewer}>
      <Page
        title={of.name}
        eyebrow={<TextLink href="/organizations">Organizations</TextLink>}
        lead={
          <>
            {of.about}
            {of.legalEntity ? (
              <span className="block break-words">Legal entity: {of.legalEntity}</span>
            ) : null}
            {of.website ? (
              <a
                href={of.website}
                rel="noreferrer noopener nofollow"
                className="block w-fit max-w-full break-words text-accent underline decoration-accent-line underline-offset-3"
              >
                {of.website}
              </a>
            ) : null}
          </>
        }
        actions={<EditEntry of={of} />}
      >
        <div className="grid gap-4">
          <Glance of={of} projects={projects} zone={zone} />
          <Waiting of={of} projects={projects} recused={recused} zone={zone} incident={incident} />
        </div>
        <Section
          id="contacts"
          title="Contacts"
          description="Notices go to every admitted contact. Only named people can sign in."
          actions={<AddContact of={of} />}
        >
          <ContactList of={of} zone={zone} />
        </Section>
        {projects.map((p) => (
          <ProjectSection
            key={p.id}
            of={of}
            project={p}
            groups={groups}
            recused={recused}
            zone={zone}
            incident={incident}
          />
        ))}
        <Section title="Activity">
          <ActivityList entries={entries} zone={zone} />
        </Section>
      </Page>
    </Desk>
  );
}
