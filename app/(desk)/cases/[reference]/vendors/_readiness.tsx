import type { ReactNode } from "react";
import { When } from "@/app/_lib/when";
import { deliveryState, membershipWord } from "@/app/_lib/words";
import type { Tone } from "@/components/tone";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/table";
import type { Readiness } from "@/data/statements/readiness";
import { isGap } from "@/domain/delivery/state";
import { Statement } from "./_statement";

type Row = Readiness["rows"][number];

/** Cells of very different heights are read from the top. */
const top = "align-top sm:min-w-34";

/** One row an organization: how far it is. With one vulnerability its statement stands at the end of the row. */
export function ReadinessTable({ board, empty }: { board: Readiness; empty: ReactNode }) {
  const [only] = board.vulnerabilities.length === 1 ? board.vulnerabilities : [];
  return (
    <DataTable
      caption="Organizations of this case and how far each is"
      columns={[
        { key: "organization", header: "Organization", className: `${top} sm:min-w-32` },
        { key: "told", header: "Told", className: top },
        { key: "reached", header: "Reached", className: top },
        { key: "seen", header: "Seen", className: top },
        { key: "consent", header: "Consent", className: top },
        { key: "acknowledged", header: "Acknowledged", className: top },
        ...(only ? [{ key: "statement", header: "Statement", className: `${top} sm:min-w-44` }] : []),
      ]}
      rows={board.rows.map((r) => ({
        id: r.organizationId,
        href: `/organizations/${r.organizationId}`,
        tone: toneOf(r),
        cells: {
          organization: <Named row={r} />,
          told: r.toldAt ? <When at={r.toldAt} short /> : <span className="text-ink-3">Not yet</span>,
          reached: reachedOf(r),
          seen: r.seen ? <By at={r.seen.at} name={r.seen.by} /> : null,
          consent: consentOf(r),
          acknowledged: r.acknowledged ? <By at={r.acknowledged.at} name={r.acknowledged.by} /> : null,
          ...(only ? { statement: cellOf(r, only.id, board) } : {}),
        },
      }))}
      empty={empty}
    />
  );
}

/** With several vulnerabilities: the same organizations, and a column for each vulnerability. */
export function StatementTable({ board }: { board: Readiness }) {
  return (
    <DataTable
      caption="What each organization said of each vulnerability"
      columns={[
        { key: "organization", header: "Organization", className: `${top} sm:min-w-32` },
        ...board.vulnerabilities.map((v) => ({
          key: v.id,
          header: v.identifier,
          className: `${top} sm:min-w-44`,
        })),
      ]}
      rows={board.rows.map((r) => ({
        id: r.organizationId,
        href: `/organizations/${r.organizationId}`,
        cells: {
          organization: <Named row={r} />,
          ...Object.fromEntries(board.vulnerabilities.map((v) => [v.id, cellOf(r, v.id, board)])),
        },
      }))}
      empty=""
    />
  );
}

function toneOf(r: Row): Tone | undefined {
  if (r.toldAt && !r.reached && r.states.some(isGap)) return "danger";
  return r.gap || r.person === "silent" ? "attention" : undefined;
}

function cellOf(row: Row, vulnerabilityId: string, { now }: Readiness) {
  const said = row.statements.find((s) => s.vulnerabilityId === vulnerabilityId);
  // Nothing said, and nothing to say of it: the empty cell is the information.
  return said || row.reached ? <Statement row={row} said={said} now={now} /> : null;
}

const Named = ({ row }: { row: Row }) => (
  <>
    {row.name}
    {row.membership && row.membership !== "active" ? (
      <span className="block font-normal">
        <Badge tone="attention">{membershipWord(row.membership)}</Badge>
      </span>
    ) : null}
  </>
);

const By = ({ at, name }: { at: NonNullable<Row["toldAt"]>; name: string }) => (
  <>
    {name}
    <span className="block text-sm text-ink-3">
      <When at={at} short />
    </span>
  </>
);

function consentOf({ consent }: Row) {
  if (!consent) return null;
  const word = { invited: "Invited", accepted: "Accepted", declined: "Declined", lapsed: "Lapsed" };
  return <By at={consent.at} name={`${word[consent.state]}, ${consent.by}`} />;
}

function reachedOf(r: Row) {
  if (r.reached) return r.reachedAt ? <When at={r.reachedAt} short /> : "Reached";
  if (r.gap) return <span className={r.states.some(isGap) ? "text-danger" : "text-attention"}>{r.gap}</span>;
  const [state] = r.states;
  // What is only planned is no fact about a vendor (rule 6).
  if (!r.toldAt) return null;
  return state ? deliveryState(state, false).word : null;
}
