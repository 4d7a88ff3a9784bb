import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { Public } from "@/app/_lib/shell";
import { When } from "@/app/_lib/when";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { DataTable } from "@/components/ui/table";
import { memberList } from "@/data/projects/member-list";
import { publicViewer } from "@/data/viewer";

type Props = { params: Promise<{ slug: string }> };

const found = cache((slug: string) => orNotFound(memberList(publicViewer(), slug)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { project } = await found((await params).slug);
  return { title: `Members of ${project.name}`, robots: { index: true, follow: true } };
}

/** Who is told before the public is, where the policy publishes it. */
export default async function Members({ params }: Props) {
  const { project, members, changes } = await found((await params).slug);
  const zone = await readerZone();
  return (
    <Public>
      <Page
        title={`Members of ${project.name}`}
        eyebrow={<TextLink href={`/projects/${project.slug}`}>Security policy of {project.name}</TextLink>}
        lead="Organizations on the project’s prenotification lists. Being on one says nothing about whether there was anything to tell."
      >
        <Section title="Members">
          <DataTable
            caption="Members"
            columns={[
              { key: "name", header: "Organization" },
              { key: "since", header: "Since" },
            ]}
            empty="No organization is a member now."
            rows={members.map((m) => ({
              id: m.name,
              cells: { name: m.name, since: <When at={m.since} zone={zone} short /> },
            }))}
          />
        </Section>
        <Section title="Changes" description="Who joined and who left, the newest first.">
          <DataTable
            caption="Changes of the list"
            columns={[
              { key: "at", header: "When" },
              { key: "name", header: "Organization" },
              { key: "what", header: "What" },
            ]}
            empty="The list has not changed yet."
            rows={changes.map((c) => ({
              id: `${c.name}-${c.what}-${c.at}`,
              cells: {
                at: <When at={c.at} zone={zone} short />,
                name: c.name,
                what: c.what === "joined" ? "Joined" : "Left",
              },
            }))}
          />
        </Section>
      </Page>
    </Public>
  );
}
