import { membershipWord } from "@/app/_lib/words";
import { drillWord } from "@/app/(desk)/groups/_drill";
import { Choose } from "@/app/(desk)/groups/[id]/onboarding/_many";
import { membershipTone } from "@/app/(desk)/organizations/standing";
import { Badge } from "@/components/ui/badge";
import { TextLink } from "@/components/ui/link";
import { type Column, DataTable } from "@/components/ui/table";
import type { BoardRow } from "@/data/onboarding/board";
import type { Mailbox } from "@/domain/organization/onboarding";

const COLUMNS: Column[] = [
  { key: "name", header: "Organization" },
  { key: "state", header: "Membership" },
  { key: "role", header: "Role address" },
  { key: "person", header: "Named person" },
  { key: "terms", header: "Terms" },
  { key: "drill", header: "Last drill" },
  { key: "next", header: "Next" },
];

const MAILBOX: Record<Mailbox, string | null> = {
  none: null,
  "not asked": "Not asked yet",
  asked: "Asked",
  confirmed: "Confirmed",
  admitted: "Admitted",
  bounced: "Bounced",
};

/** One line an organization, each of which can be chosen for what is done for many. */
export function Rows({ rows }: { rows: readonly BoardRow[] }) {
  return (
    <DataTable
      caption="Organizations on their way into the group"
      columns={COLUMNS}
      empty=""
      rows={rows.map((r) => ({
        id: r.organizationId,
        cells: {
          name: (
            <span className="flex items-start gap-2.5">
              <Choose id={r.organizationId} name={r.name} />
              <TextLink href={`/organizations/${r.organizationId}`}>{r.name}</TextLink>
            </span>
          ),
          state: <State of={r} />,
          role: mailbox(r.role),
          person: mailbox(r.person),
          terms: r.terms ? "Accepted" : <span className="text-ink-2">Not accepted</span>,
          drill: r.drilled ? <Drill of={r.drilled} /> : null,
          next: r.next === "Nothing" ? null : r.next,
        },
      }))}
    />
  );
}

function State({ of }: { of: BoardRow }) {
  if (of.state !== "proposed")
    return <Badge tone={membershipTone(of.state)}>{membershipWord(of.state)}</Badge>;
  return (
    <>
      <Badge tone="attention">Proposed</Badge>
      <span className="block text-sm text-ink-3">by {of.mine ? "you" : (of.proposal?.by ?? "a member")}</span>
    </>
  );
}

/** In colour only what somebody has to see to: most mailboxes of a new group were not asked yet. */
const MAILBOX_COLOUR: Partial<Record<Mailbox, string>> = {
  confirmed: "text-attention",
  admitted: "text-ink",
  bounced: "text-danger",
};

/** Nothing for none, so that the empty cell shows itself as a dash. */
function mailbox(state: Mailbox) {
  const word = MAILBOX[state];
  return word ? <span className={MAILBOX_COLOUR[state] ?? "text-ink-2"}>{word}</span> : null;
}

function Drill({ of }: { of: NonNullable<BoardRow["drilled"]> }) {
  const { word, tone } = drillWord(of.result);
  const [first] = of.answers;
  return (
    <>
      <Badge tone={tone}>{word}</Badge>
      {first ? <span className="block text-sm text-ink-3">by {first.by}</span> : null}
    </>
  );
}
