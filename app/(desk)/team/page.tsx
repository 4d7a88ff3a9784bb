import type { Metadata } from "next";
import { requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { OnMember } from "@/app/(desk)/team/_member";
import { Projects } from "@/app/(desk)/team/_projects";
import { Resets } from "@/app/(desk)/team/_resets";
import { Ties } from "@/app/(desk)/team/_ties";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { Ref } from "@/components/ui/ref";
import { Section } from "@/components/ui/section";
import { type Column, DataTable } from "@/components/ui/table";
import { organizationNames } from "@/data/organizations/queries";
import { getTeam } from "@/data/teams/queries";
import { listTies } from "@/data/teams/ties";

export const metadata: Metadata = { title: "Team" };

const COLUMNS: Column[] = [
  { key: "name", header: "Name" },
  { key: "email", header: "Address" },
  { key: "role", header: "Role" },
  { key: "projects", header: "Works on" },
];
const ACT: Column = { key: "act", header: "Act" };

export default async function Team() {
  const viewer = await requireMember();
  const [team, zone] = [await getTeam(viewer), await readerZone()];
  const { name, members, projects } = team;
  return (
    <Desk viewer={viewer}>
      <Page title="Team" lead={`${name}. Each member sees the cases of the projects that they work on.`}>
        <DataTable
          caption="Members"
          columns={viewer.admin ? [...COLUMNS, ACT] : COLUMNS}
          empty="Nobody."
          rows={members.map((m) => ({
            id: m.userId,
            cells: {
              name: (
                <>
                  {m.name} {m.userId === viewer.userId ? <span className="text-ink-3">you</span> : null}
                </>
              ),
              email: m.email,
              role: m.admin ? "Admin" : "Member",
              projects:
                projects
                  .filter((p) => m.projectIds.includes(p.id))
                  .map((p) => p.name)
                  .join(", ") || null,
              act: viewer.admin && m.userId !== viewer.userId ? <OnMember member={m} /> : null,
            },
          }))}
        />
        <Resets viewer={viewer} zone={zone} />
        <Projects of={team} admin={viewer.admin} />
        <Ties
          viewer={viewer}
          team={team}
          ties={await listTies(viewer)}
          organizations={await organizationNames(viewer)}
          zone={zone}
        />
        {viewer.admin ? (
          <Section
            title="People’s data"
            description="Where each person is named, an export, a correction, an erasure: for you as an admin."
          >
            <TextLink href="/team/persons">People’s data</TextLink>
          </Section>
        ) : null}
        <Section
          title="Adding a member"
          description="Whoever operates this portal adds members, on its own machine, and lets them in with a link. Without a project named they work on all of that moment:"
        >
          <pre className="whitespace-pre-wrap rounded-lg border bg-sunken px-4 py-3 leading-6">
            <Ref>
              npm run curfew -- member add ADDRESS --name "NAME" [--project NAME]{"\n"}npm run curfew --
              sign-in ADDRESS
            </Ref>
          </pre>
          {members.length < 2 ? (
            <p className="text-ink-2">
              You are the only one: notices and publications need a second member to approve them.
            </p>
          ) : null}
        </Section>
      </Page>
    </Desk>
  );
}
