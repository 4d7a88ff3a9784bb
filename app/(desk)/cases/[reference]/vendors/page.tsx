import { caseTitle, loadCase } from "@/app/_lib/case";
import { CaseFrame } from "@/app/_lib/case-frame";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { When } from "@/app/_lib/when";
import { count, deliveryState } from "@/app/_lib/words";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { DataTable } from "@/components/ui/table";
import { vendorBoard } from "@/data/cases/queries";
import { DEFAULT_SILENT_HOURS } from "@/domain/consent/terms";
import { distance, inUtc, isAtOrBefore } from "@/domain/time";

type Props = { params: Promise<{ reference: string }> };
type Board = Awaited<ReturnType<typeof vendorBoard>>;
type Row = Board["rows"][number];

export const generateMetadata = ({ params }: Props) => caseTitle(params, "Vendors");

export default async function VendorsPage({ params }: Props) {
  const viewer = await requireMember();
  const { reference } = await params;
  const of = await loadCase(reference);
  const board = await orNotFound(vendorBoard(viewer, reference));
  const hours = board.silentAfterHours ?? DEFAULT_SILENT_HOURS;
  const silent = (r: Row) => silentSince(r, hours, board.now);
  return (
    <CaseFrame viewer={viewer} of={of} tab="vendors">
      <Section title="Readiness" description={board.rows.length > 0 ? aloud(board, silent) : undefined}>
        <DataTable
          caption="Organizations of this case and how far each is"
          columns={[
            { key: "organization", header: "Organization" },
            { key: "told", header: "Told" },
            { key: "reached", header: "Reached" },
            { key: "seen", header: "Seen" },
            { key: "consent", header: "Consent" },
            { key: "acknowledged", header: "Acknowledged" },
          ]}
          rows={board.rows.map((r) => {
            const since = silent(r);
            return {
              id: r.organizationId,
              href: `/organizations/${r.organizationId}`,
              tone: since ? ("attention" as const) : undefined,
              cells: {
                organization: r.name,
                told: r.toldAt ? <When at={r.toldAt} short /> : <span className="text-ink-3">Not yet</span>,
                reached: reachedOf(r),
                seen: r.seen ? <By at={r.seen.at} name={r.seen.by} /> : null,
                consent: r.consent ? (
                  <By
                    at={r.consent.at}
                    name={`${r.consent.state === "accepted" ? "Accepted" : "Declined"}, ${r.consent.by}`}
                  />
                ) : since ? (
                  <span className="text-attention">Silent, told {distance(since, board.now)}</span>
                ) : null,
                acknowledged: r.acknowledged ? <By at={r.acknowledged.at} name={r.acknowledged.by} /> : null,
              },
            };
          })}
          empty={
            <EmptyState title="No vendor was told of this case">
              Once a notice is approved, each of its organizations stands here, with how far it is: told,
              reached, seen, consented, acknowledged.
            </EmptyState>
          }
        />
        {board.rows.length > 0 ? (
          <p className="text-sm text-ink-3">
            Silent means told, and no answer for {hours} hours
            {board.silentAfterHours === null
              ? " (our default: the policy names no time)"
              : " (by the policy)"}
            . A dash means that it did not happen.
          </p>
        ) : null}
      </Section>
    </CaseFrame>
  );
}

const By = ({ at, name }: { at: NonNullable<Row["toldAt"]>; name: string }) => (
  <>
    {name}
    <span className="block text-sm text-ink-3">
      <When at={at} short />
    </span>
  </>
);

function reachedOf(r: Row) {
  if (r.reached) return "Reached";
  if (r.gap) return <span className="text-attention">{r.gap}</span>;
  const [state] = r.states;
  // What is only planned is no fact about a vendor (rule 6).
  if (!r.toldAt) return null;
  return state ? deliveryState(state).word : null;
}

/** When it was told, if it neither opened nor answered within the time. */
function silentSince(r: Row, hours: number, now: Board["now"]) {
  const answered = r.seen || r.consent || r.acknowledged;
  return r.toldAt && r.reached && !answered && isAtOrBefore(r.toldAt.add({ hours }), now) ? r.toldAt : null;
}

/** One line that can be read aloud. */
function aloud({ rows }: Board, silent: (r: Row) => Row["toldAt"]): string {
  if (rows.every((r) => r.toldAt === null))
    return `${count(rows.length, "organization")} in an approved notice; none was told yet.`;
  const reached = rows.filter((r) => r.reached).length;
  const acknowledged = rows.filter((r) => r.acknowledged).length;
  const since = rows
    .map(silent)
    .filter((at) => at !== null)
    .sort((a, b) => a.epochMilliseconds - b.epochMilliseconds);
  const declined = rows.filter((r) => r.consent?.state === "declined").length;
  return [
    `${reached} of ${count(rows.length, "organization")} reached`,
    `${acknowledged} acknowledged`,
    ...(declined > 0 ? [`${declined} declined`] : []),
    ...(since[0] ? [`${since.length} silent since ${inUtc(since[0])}`] : []),
  ]
    .join("; ")
    .concat(".");
}
