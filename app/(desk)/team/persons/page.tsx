import type { Metadata } from "next";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { Desk } from "@/app/_lib/shell";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { DataTable } from "@/components/ui/table";
import { listPersons } from "@/data/persons/queries";

export const metadata: Metadata = { title: "People’s data" };

export default async function Persons() {
  const viewer = await requireMember();
  const { humans, addresses } = await orNotFound(listPersons(viewer));
  return (
    <Desk viewer={viewer}>
      <Page
        title="People’s data"
        eyebrow={<TextLink href="/team">Team</TextLink>}
        lead="Whose name and address this portal holds: members, also former ones, and contacts of your organizations. Open one to see where, to export, to correct or to erase."
      >
        <Section title="People">
          <DataTable
            caption="People"
            columns={[
              { key: "name", header: "Name" },
              { key: "email", header: "Address" },
            ]}
            rows={humans.map((h) => ({
              id: h.id,
              href: `/team/persons/${h.id}`,
              cells: { name: h.name, email: h.erasedAt ? "Erased" : h.email },
            }))}
            empty="Nobody."
          />
        </Section>
        <Section title="Role addresses" description="Mailboxes of organizations that several people read.">
          <DataTable
            caption="Role addresses"
            columns={[
              { key: "email", header: "Address" },
              { key: "organization", header: "Organization" },
            ]}
            rows={addresses.map((a) => ({
              id: a.id,
              href: `/team/persons/${a.id}`,
              cells: { email: a.email, organization: a.organization },
            }))}
            empty="None."
          />
        </Section>
      </Page>
    </Desk>
  );
}
