import type { Metadata } from "next";
import { requireContact } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { InProject } from "@/app/(portal)/organization/project";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { type Column, DataTable } from "@/components/ui/table";
import { ownOrganization } from "@/data/memberships/own";
import { inbox } from "@/data/readings/queries";

export const metadata: Metadata = { title: "Our organization" };

const COLUMNS: Column[] = [
  { key: "email", header: "Address" },
  { key: "who", header: "Who reads it" },
  { key: "state", header: "State" },
];

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
          <InProject key={p.id} project={p} readable={readable} name={of.name} now={of.now} zone={zone} />
        ))}
        <Section
          title="Contacts"
          description={
            of.projects.length > 0
              ? "Messages go to each address that the team admitted. To add, change or end one, write to the team above: it asks a new address to confirm itself before anything goes there."
              : "Addresses that the team keeps for you."
          }
        >
          <DataTable
            caption={`Contacts of ${of.name}`}
            columns={COLUMNS}
            empty="No contact."
            rows={of.contacts.map((c) => ({
              id: c.id,
              cells: {
                email: <span className="break-words">{c.email}</span>,
                who: c.kind === "role" ? "Role address, read by several" : c.name,
                state:
                  c.state === "admitted" ? (
                    <Badge>Admitted</Badge>
                  ) : (
                    <Badge tone="attention">
                      {c.confirmed ? "Waits for the team" : "Waits for its mailbox"}
                    </Badge>
                  ),
              },
            }))}
          />
        </Section>
      </Page>
    </Desk>
  );
}
