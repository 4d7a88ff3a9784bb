import type { DeskCase } from "@/app/_lib/case";
import { When } from "@/app/_lib/when";
import { noticeState } from "@/app/_lib/words";
import { Badge } from "@/components/ui/badge";
import { Facts } from "@/components/ui/definition-list";
import { TextLink } from "@/components/ui/link";
import { isUnsent } from "@/domain/notice/state";
import type { DeskNotice } from "./_load";

type Props = { notice: DeskNotice; of: DeskCase; zone: string | undefined };

/** What a notice is: when it leaves or left, who wrote and approved it, and which text it froze. */
export function NoticeFacts({ notice, of, zone }: Props) {
  const { reference } = of.summary;
  const said = noticeState(notice.state);
  const opens = notice.kind === "prenotification";
  const over = notice.state === "cancelled" || notice.state === "void";
  return (
    <div className="rounded-lg border bg-surface px-4 py-2 sm:px-5">
      <Facts
        items={[
          { label: "State", value: <Badge tone={said.tone}>{said.word}</Badge> },
          {
            label: isUnsent(notice.state) ? "Leaves" : over ? "Was to leave" : "Planned for",
            value: <When at={notice.send.at} now={of.now} zone={zone} />,
          },
          ...(opens
            ? [
                { label: "Groups", value: notice.groups.map((g) => g.name).join(", ") },
                { label: "Written by", value: notice.author ?? "Curfew" },
                {
                  label: "Approved",
                  value: notice.approvedAt ? (
                    <>
                      by {notice.approvedBy}, <When at={notice.approvedAt} short />
                    </>
                  ) : (
                    whoApproves(notice)
                  ),
                },
                {
                  label: "Advisory",
                  value: notice.version ? (
                    <TextLink href={`/cases/${reference}/advisory?version=${notice.version.number}`}>
                      Version {notice.version.number}
                      {notice.approvedAt ? ", frozen by the approval" : over ? "" : ", the newest now"}
                    </TextLink>
                  ) : (
                    "None"
                  ),
                },
              ]
            : [
                {
                  label: "Why",
                  value: "It follows a decision of the case, and needs no approval of its own.",
                },
              ]),
          ...(notice.finishedAt
            ? [{ label: over ? "Over since" : "Finished", value: <When at={notice.finishedAt} short /> }]
            : []),
        ]}
      />
    </div>
  );
}

function whoApproves({ state, approval }: DeskNotice): string {
  if (state !== "in_review") return "Not approved";
  if (approval.mayApprove) return "Waits for you, or another member who did not touch it";
  return approval.others.length > 0
    ? `Waits for ${approval.others.join(" or ")}`
    : "Nobody in the team can approve it: everybody touched it";
}
