import type { Metadata } from "next";
import { requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { DutyList } from "@/components/duty-list";
import { Horizon, type HorizonProps } from "@/components/horizon";
import { LinkButton } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import { listCases } from "@/data/cases/queries";
import { today } from "@/data/duties/queries";
import { isEmbargoed, isOverdue } from "@/domain/case/state";
import { distance, inUtc, wallTime } from "@/domain/time";

export const metadata: Metadata = { title: "Today" };

const DAYS = 30;
type Listed = Awaited<ReturnType<typeof listCases>>;

export default async function TodayPage() {
  const viewer = await requireMember();
  const [{ groups, now }, list, zone] = await Promise.all([today(viewer), listCases(viewer), readerZone()]);
  const local = zone && zone !== "UTC" ? ` · ${wallTime(now, zone)} ${zone}` : "";
  const marks = marksOf(list);
  return (
    <Desk viewer={viewer}>
      <Page
        title="Today"
        lead={
          <span className="tabular-nums">
            {inUtc(now)}
            {local}
          </span>
        }
        actions={<LinkButton href="/cases/new">Import a record</LinkButton>}
      >
        <DutyList
          groups={groups.map((g) => ({
            title: g.title,
            duties: g.duties.map((d) => ({
              ...d,
              detail: d.detail ?? undefined,
              due: d.due ? distance(d.due, now) : undefined,
            })),
          }))}
          empty={
            list.cases.length === 0
              ? "There is no case yet. Import a record to open the first one."
              : "Every case is where it should be. What needs you will stand here, the nearest date first."
          }
        />
        {marks.length > 0 ? (
          <Horizon
            title={`Next ${DAYS} days`}
            days={DAYS}
            from={wallTime(now, "UTC").split(",")[0] ?? ""}
            to={wallTime(now.add({ hours: 24 * DAYS }), "UTC").split(",")[0] ?? ""}
            marks={marks}
          />
        ) : null}
      </Page>
    </Desk>
  );
}

/** The releases that are coming, nearest first. */
function marksOf({ cases, now }: Listed): HorizonProps["marks"] {
  return cases
    .flatMap((c) => {
      const at = c.release?.at;
      if (!at || !isEmbargoed(c.state) || isOverdue(c, now)) return [];
      const day = (at.epochMilliseconds - now.epochMilliseconds) / 86_400_000;
      if (day > DAYS) return [];
      return [
        {
          id: c.id,
          day,
          at: <time dateTime={at.toString()}>{inUtc(at)}</time>,
          label: `${c.reference} ${c.codeName}: release`,
          tone: "attention" as const,
          href: `/cases/${c.reference}`,
        },
      ];
    })
    .sort((a, b) => a.day - b.day);
}
