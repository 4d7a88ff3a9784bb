import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { tie, untie } from "@/app/(desk)/team/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormSelect } from "@/components/form-fields";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { type Column, DataTable } from "@/components/ui/table";
import type { getTeam } from "@/data/teams/queries";
import type { listTies } from "@/data/teams/ties";
import type { Member } from "@/domain/viewer";

type Ties = Awaited<ReturnType<typeof listTies>>;
type TiesProps = {
  viewer: Member;
  team: Awaited<ReturnType<typeof getTeam>>;
  ties: Ties;
  organizations: readonly { id: string; name: string }[];
  zone: string | undefined;
};

const COLUMNS: Column[] = [
  { key: "member", header: "Member" },
  { key: "organization", header: "Tied to" },
  { key: "since", header: "Stated" },
  { key: "end", header: "", align: "end" },
];

/** Who is employed where, or otherwise tied: recusal goes by the human (product.md, rule 14). */
export function Ties({ viewer, team, ties, organizations, zone }: TiesProps) {
  return (
    <Section
      title="Ties"
      description="Whoever is employed by an organization, or otherwise tied to it, takes no part in decisions about it: its memberships, evidence, pauses, withdrawals and letters."
      actions={
        <Tie
          key={ties.length}
          viewer={viewer}
          members={viewer.admin ? team.members : team.members.filter((m) => m.userId === viewer.userId)}
          organizations={organizations}
        />
      }
    >
      <DataTable
        caption="Ties of members to organizations"
        columns={viewer.admin ? COLUMNS : COLUMNS.filter((c) => c.key !== "end")}
        empty="Nobody of the team is tied to an organization of the directory. State yours as soon as you have one."
        rows={ties.map((t) => ({
          id: t.id,
          cells: {
            member: team.members.find((m) => m.userId === t.userId)?.name ?? "A former member",
            organization: <TextLink href={`/organizations/${t.organizationId}`}>{t.organization}</TextLink>,
            since: <When at={t.at} zone={zone} short />,
            end: t.userId === viewer.userId ? null : <Untie tie={t} team={team} />,
          },
        }))}
      />
    </Section>
  );
}

type TieProps = Pick<TiesProps, "viewer" | "organizations"> & {
  members: TiesProps["team"]["members"];
};

function Tie({ viewer, members, organizations }: TieProps) {
  if (organizations.length === 0) return null;
  return (
    <DialogForm
      action={tie}
      submission={newSubmission()}
      trigger={viewer.admin ? "State a tie…" : "State a tie of yours…"}
      title="State a tie to an organization"
      description="From the next request on, that member takes no part in decisions about it. Only an admin ends a tie, and nobody their own."
      confirm="State the tie"
      pendingLabel="Stating…"
    >
      {viewer.admin ? (
        <FormSelect
          label="Member"
          name="userId"
          defaultValue={viewer.userId}
          options={members.map((m) => ({ value: m.userId, label: m.name }))}
          required
        />
      ) : (
        <input type="hidden" name="userId" value={viewer.userId} />
      )}
      <FormSelect
        label="Organization"
        name="organizationId"
        options={organizations.map((o) => ({ value: o.id, label: o.name }))}
        required
      />
    </DialogForm>
  );
}

function Untie({ tie: t, team }: { tie: Ties[number]; team: TiesProps["team"] }) {
  const name = team.members.find((m) => m.userId === t.userId)?.name ?? "This member";
  return (
    <DialogForm
      action={untie}
      submission={newSubmission()}
      trigger={
        <>
          End…
          <span className="sr-only">
            {" "}
            the tie of {name} to {t.organization}
          </span>
        </>
      }
      variant="ghost"
      title={`${name} is no longer tied to ${t.organization}`}
      description="From the next request on they may take part in decisions about it. The tie stays on record."
      confirm="End the tie"
      pendingLabel="Ending…"
    >
      <input type="hidden" name="tieId" value={t.id} />
    </DialogForm>
  );
}
