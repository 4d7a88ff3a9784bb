import type { Metadata } from "next";
import type { Temporal } from "temporal-polyfill";
import { requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { When } from "@/app/_lib/when";
import { Resets } from "@/app/(desk)/team/_resets";
import { DutyList } from "@/components/duty-list";
import { Horizon, type HorizonProps } from "@/components/horizon";
import { LinkButton } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { today, type Upcoming } from "@/data/duties/queries";
import { fromTerminal } from "@/data/terminal/queries";
import { distance, inUtc, isAtOrBefore, wallTime } from "@/domain/time";

export const metadata: Metadata = { title: "Today" };

const DAYS = 30;

export default async function TodayPage() {
  const viewer = await requireMember();
  const [{ groups, cases, upcoming, now }, terminal, zone] = await Promise.all([
    today(viewer),
    fromTerminal(viewer),
    readerZone(),
  ]);
  const [day = ""] = wallTime(now, "UTC").split(", ");
  // On the same day the reader's own time is enough.
  const local = zone && zone !== "UTC" ? ` · ${wallTime(now, zone).replace(`${day}, `, "")} ${zone}` : "";
  const marks = marksOf(upcoming, now);
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
        actions={<LinkButton href="/cases/new">Open a case</LinkButton>}
      >
        <Resets viewer={viewer} zone={zone} />
        <DutyList
          groups={groups.map((g) => ({
            title: g.title,
            duties: g.duties.map((d) => ({
              ...d,
              detail: d.detail ?? undefined,
              due: d.due ? distance(d.due, now) : undefined,
              late: d.due !== null && isAtOrBefore(d.due, now),
            })),
          }))}
          empty={
            cases === 0
              ? "There is no case yet. Import a record, or start one empty."
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
        <FromTerminal entries={terminal} />
      </Page>
    </Desk>
  );
}

/** It passes no second member, so it stands where every member looks first. */
function FromTerminal({ entries }: { entries: Awaited<ReturnType<typeof fromTerminal>> }) {
  if (entries.length === 0) return null;
  return (
    <Section
      title="From the terminal"
      description="What whoever operates this portal did there in the last 14 days."
    >
      <ul className="grid gap-2">
        {entries.map((e) => (
          <li key={e.id} className="max-w-[70ch]">
            <When at={e.at} short /> · {e.action}
            {e.about.length > 0 ? `: ${e.about.join(", ")}` : null}
            {e.note ? <span className="block whitespace-pre-line text-ink-2">{e.note}</span> : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What is coming within the horizon, nearest first. */
function marksOf(upcoming: readonly Upcoming[], now: Temporal.Instant): HorizonProps["marks"] {
  return upcoming
    .map(({ id, at, text, href }) => ({
      id,
      day: (at.epochMilliseconds - now.epochMilliseconds) / 86_400_000,
      at: <time dateTime={at.toString()}>{inUtc(at)}</time>,
      away: distance(at, now),
      label: text,
      tone: "attention" as const,
      href,
    }))
    .filter((m) => m.day >= 0 && m.day <= DAYS)
    .sort((a, b) => a.day - b.day);
}
