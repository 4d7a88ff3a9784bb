import { When } from "@/app/_lib/when";
import { count, deliveryState } from "@/app/_lib/words";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { Section } from "@/components/ui/section";
import { DataTable } from "@/components/ui/table";
import { isReached } from "@/domain/delivery/state";
import { differences } from "@/domain/notice/recipients";
import type { DeskNotice } from "./_load";

/** What each transport said of each message: "sent" is what was accepted, never what was planned (rule 6). */
export function DeliveryTable({ notice }: { notice: DeskNotice }) {
  const { deliveries } = notice;
  const organizations = [...new Set(deliveries.map((d) => d.organizationId))];
  const reached = organizations.filter((o) =>
    isReached(deliveries.filter((d) => d.organizationId === o).map((d) => d.state)),
  ).length;
  const begun = deliveries.some((d) => d.firstAttemptAt !== null);
  return (
    <Section
      title="Messages"
      description={
        begun
          ? `${reached} of ${count(organizations.length, "organization")} reached.`
          : `${count(deliveries.length, "message")} to ${count(organizations.length, "organization")}; none has left.`
      }
    >
      <DataTable
        caption="Messages of this notice"
        columns={[
          { key: "organization", header: "Organization" },
          { key: "address", header: "Contact" },
          { key: "state", header: "Transport" },
          { key: "first", header: "Handed over", hideBelow: "md" },
          { key: "accepted", header: "Accepted" },
          { key: "attempts", header: "Tries", align: "end", hideBelow: "lg" },
        ]}
        rows={deliveries.map((d) => {
          const said = deliveryState(d.state);
          return {
            id: d.id,
            href: `/organizations/${d.organizationId}`,
            tone: said.tone === "danger" ? said.tone : undefined,
            cells: {
              organization: d.organization,
              address: d.address,
              state: (
                <>
                  <Badge tone={said.tone}>{said.word}</Badge>
                  {d.held ? <Badge tone="attention">Held</Badge> : null}
                  {d.reason ? <span className="block text-sm text-ink-2">{d.reason}</span> : null}
                </>
              ),
              first: d.firstAttemptAt ? <When at={d.firstAttemptAt} short /> : null,
              accepted: d.acceptedAt ? <When at={d.acceptedAt} short /> : null,
              attempts: d.attempts > 0 ? d.attempts : null,
            },
          };
        })}
        empty="No message was planned."
      />
    </Section>
  );
}

/** What changed between the approved list and the one at sending, or as it stands now (rule 4). */
export function Differences({ notice }: { notice: DeskNotice }) {
  const sent = notice.state === "sending" || notice.state === "sent";
  if (!sent && notice.state !== "approved") return null;
  const approved = notice.organizations.filter((o) => o.approved);
  const lost = sent
    ? approved
        .filter((o) => o.resolved === false)
        .map((o) => ({ organizationId: o.organizationId, name: o.name, what: o.resolvedReason ?? "" }))
    : differences(approved, notice.preview);
  if (lost.length === 0) return null;
  return (
    <Callout
      tone="attention"
      title={
        sent
          ? `${count(lost.length, "organization")} approved, and not sent to`
          : `${count(lost.length, "organization")} approved, and would not get it now`
      }
    >
      <ul>
        {lost.map((l) => (
          <li key={l.organizationId}>
            <span className="font-medium text-ink">{l.name}</span>: {l.what}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
