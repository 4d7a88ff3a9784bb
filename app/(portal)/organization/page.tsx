import type { Metadata } from "next";
import { requireContact } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { OwnContacts } from "@/app/(portal)/organization/contacts";
import { InProject } from "@/app/(portal)/organization/project";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { ownOrganization } from "@/data/memberships/own";
import { inbox } from "@/data/readings/queries";

export const metadata: Metadata = { title: "Our organization" };

export default async function OurOrganization() {
  const viewer = await requireContact();
  const of = await ownOrganization(viewer);
  const readable = (await inbox(viewer)).items.map((i) => i.reference);
  const zone = await readerZone();
  return (
    <Desk viewer={viewer}>
      <Page
        title={of.name}
        lead="Where your organization stands, what it stays bound to, and how to write to the team. This page stays open to you whatever is decided."
      >
        {of.projects.length === 0 ? (
          <EmptyState title={`${of.name} is in no group`}>
            It is told of nothing before the public is. The project’s security policy says who may be
            included, and how to ask.
          </EmptyState>
        ) : null}
        {of.projects.map((p) => (
          <InProject
            key={p.id}
            project={p}
            readable={readable}
            name={of.name}
            admin={of.admin}
            now={of.now}
            zone={zone}
          />
        ))}
        <OwnContacts of={of} selfId={viewer.contactId} />
      </Page>
    </Desk>
  );
}
