import type { Metadata } from "next";
import { requireMember } from "@/app/_lib/guard";
import { Desk } from "@/app/_lib/shell";
import { Page } from "@/components/ui/page";
import { Ref } from "@/components/ui/ref";
import { Section } from "@/components/ui/section";
import { type Column, DataTable } from "@/components/ui/table";
import { getTeam } from "@/data/teams/queries";

export const metadata: Metadata = { title: "Team" };

const COLUMNS: Column[] = [
  { key: "name", header: "Name" },
  { key: "email", header: "Address" },
  { key: "role", header: "Role" },
];

export default async function Team() {
  const viewer = await requireMember();
  const { name, members } = await getTeam(viewer);
  return (
    <Desk viewer={viewer}>
      <Page title="Team" lead={`${name}. Each member sees every case of the team’s projects.`}>
        <DataTable
          caption="Members"
          columns={COLUMNS}
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
            },
          }))}
        />
        <Section
          title="Adding a member"
          description="Whoever operates this portal adds members, on its own machine, and lets them in with a link:"
        >
          <pre className="whitespace-pre-wrap rounded-lg border bg-sunken px-4 py-3 leading-6">
            <Ref>
              npm run curfew -- member add ADDRESS --name "NAME"{"\n"}npm run curfew -- sign-in ADDRESS
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
