import { caseTitle, loadCase } from "@/app/_lib/case";
import { CaseFrame } from "@/app/_lib/case-frame";
import { requireMember } from "@/app/_lib/guard";
import { When } from "@/app/_lib/when";
import { count, noticeKind, noticeState } from "@/app/_lib/words";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { DataTable } from "@/components/ui/table";
import { offersPrenotification } from "@/domain/policy/severity";
import { whyNoNotice } from "./_may";

type Props = { params: Promise<{ reference: string }> };

export const generateMetadata = ({ params }: Props) => caseTitle(params, "Notices");

export default async function NoticesPage({ params }: Props) {
  const viewer = await requireMember();
  const { reference } = await params;
  const of = await loadCase(reference);
  const why = whyNoNotice(of);
  const write = why ? null : (
    <LinkButton
      href={`/cases/${reference}/notices/new`}
      variant={of.notices.length > 0 ? "secondary" : "primary"}
    >
      Write a notice
    </LinkButton>
  );
  return (
    <CaseFrame viewer={viewer} of={of} tab="notices">
      <Section
        title="Notices"
        description={
          offersPrenotification(of.policy)
            ? "One message each to the organizations of a list that two people have seen."
            : undefined
        }
        actions={of.notices.length > 0 ? write : undefined}
      >
        <DataTable
          caption="Notices of this case"
          columns={[
            { key: "kind", header: "Notice" },
            { key: "state", header: "State" },
            { key: "at", header: "Leaves" },
            { key: "messages", header: "Messages" },
            { key: "author", header: "Written by", hideBelow: "md" },
          ]}
          rows={of.notices.map((n) => {
            const said = noticeState(n.state);
            return {
              id: n.id,
              href: `/cases/${reference}/notices/${n.id}`,
              cells: {
                kind: noticeKind(n.kind),
                state: <Badge tone={said.tone}>{said.word}</Badge>,
                at: <When at={n.sendAt} now={of.now} short />,
                messages: messages(n.deliveries),
                author: n.kind === "prenotification" ? n.author : "Follows a decision",
              },
            };
          })}
          empty={
            <EmptyState
              title={offersPrenotification(of.policy) ? "No notice yet" : "No notice is needed"}
              action={write ?? undefined}
            >
              {why ??
                "A notice tells organizations of the policy’s groups that something waits for them. It leaves at its instant, once a second member approved it."}
            </EmptyState>
          }
        />
        {of.notices.length > 0 && why ? (
          <p className="text-ink-3">No further notice can be written. {why}</p>
        ) : null}
      </Section>
    </CaseFrame>
  );
}

function messages(states: readonly string[]): string | null {
  if (states.length === 0) return null;
  const out = states.filter((s) => s === "sent" || s === "delivered").length;
  const bad = states.filter((s) => s === "failed" || s === "bounced" || s === "unknown").length;
  return `${out} of ${count(states.length, "message")} sent${bad > 0 ? `, ${bad} in trouble` : ""}`;
}
