import { count } from "@/app/_lib/words";
import { Callout } from "@/components/ui/callout";
import { differences } from "@/domain/notice/recipients";
import type { DeskNotice } from "./_load";

/** What changed between the approved list and the one at sending, or as it stands now (rule 4). */
export function Differences({ notice }: { notice: DeskNotice }) {
  const sent = notice.state === "sending" || notice.state === "sent" || notice.state === "halted";
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
