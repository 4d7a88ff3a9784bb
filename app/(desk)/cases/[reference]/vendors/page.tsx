import { caseTitle, loadCase } from "@/app/_lib/case";
import { CaseFrame } from "@/app/_lib/case-frame";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { count } from "@/app/_lib/words";
import { EmptyState } from "@/components/ui/empty-state";
import { Ref } from "@/components/ui/ref";
import { Section } from "@/components/ui/section";
import { type Readiness, readinessBoard } from "@/data/statements/readiness";
import { summaryLine } from "@/domain/statement/summary";
import { ReadinessTable, StatementTable } from "./_readiness";

type Props = { params: Promise<{ reference: string }> };

export const generateMetadata = ({ params }: Props) => caseTitle(params, "Vendors");

export default async function VendorsPage({ params }: Props) {
  const viewer = await requireMember();
  const { reference } = await params;
  const of = await loadCase(reference);
  const board = await orNotFound(readinessBoard(viewer, reference));
  const many = board.vulnerabilities.length > 1;
  const known = board.rows.length > 0;
  return (
    <CaseFrame viewer={viewer} of={of} tab="vendors">
      <Section title="Readiness" description={known ? <Summary board={board} /> : undefined}>
        <ReadinessTable
          board={board}
          empty={
            <EmptyState title="No vendor was told of this case">
              Once a notice is approved, each of its organizations stands here, with how far it is: told,
              reached, seen, consented, acknowledged, and what it said of the vulnerability.
            </EmptyState>
          }
        />
        {known ? (
          <p className="max-w-[80ch] text-sm text-ink-3">
            Silent means reached, and nobody did anything for {board.silence.hours} hours
            {board.silence.ours ? " (our default: the policy names no time)" : " (by the policy)"}: it says
            nothing about whether a vendor is affected. A dash means that it did not happen.
          </p>
        ) : null}
      </Section>
      {known && many ? (
        <Section title="Statements" description="What each organization said of each vulnerability.">
          <StatementTable board={board} />
        </Section>
      ) : null}
    </CaseFrame>
  );
}

/** One line that can be read aloud for each vulnerability; every organization stands in it once. */
function Summary({ board }: { board: Readiness }) {
  const told = board.rows.filter((r) => r.toldAt !== null).length;
  if (told === 0)
    return <p>{count(board.rows.length, "organization")} in an approved notice; none was told yet.</p>;
  const lines = board.vulnerabilities.map((v) => ({
    ...v,
    line: summaryLine(
      board.rows.map((r) => ({
        state: r.statements.find((s) => s.vulnerabilityId === v.id)?.state ?? null,
        person: r.person,
        told: r.toldAt !== null,
        reached: r.reached,
      })),
    ),
  }));
  if (lines.length === 1) return <p className="text-ink">{lines[0]?.line}.</p>;
  return (
    <ul className="text-ink">
      {lines.map((v) => (
        <li key={v.id}>
          <Ref>{v.identifier}</Ref> {v.line}.
        </li>
      ))}
    </ul>
  );
}
