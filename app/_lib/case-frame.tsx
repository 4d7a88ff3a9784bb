import "server-only";
import type { ReactNode } from "react";
import { type DeskCase, nextAction, openIncident } from "@/app/_lib/case";
import { clockOf } from "@/app/_lib/clock";
import { readerZone, requestPath } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { caseState, count, incidentState } from "@/app/_lib/words";
import { CaseHeader } from "@/components/case-header";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { type Step, Steps } from "@/components/ui/steps";
import { isEmbargoed, isOverdue } from "@/domain/case/state";
import { hasScale } from "@/domain/policy/severity";
import { keepingWords } from "@/domain/retention";
import { wallTime } from "@/domain/time";
import type { Member } from "@/domain/viewer";

export type CaseTab =
  | "overview"
  | "advisory"
  | "files"
  | "notices"
  | "vendors"
  | "incidents"
  | "activity"
  | "publish";

/** What stands over every page of a case: what it is, until when, the one next action, and where else to look. */
export async function CaseFrame({
  viewer,
  of,
  tab,
  children,
}: {
  viewer: Member;
  of: DeskCase;
  tab: CaseTab;
  children: ReactNode;
}) {
  const { summary } = of;
  const at = `/cases/${summary.reference}`;
  const next = nextAction(summary, of.now, of.notices);
  const clock = clockOf(summary, of.now, await readerZone());
  // A button that leads to the page it stands on is no next step.
  const here = (await requestPath()).split("?")[0] === next.href;
  const state = caseState(summary.state);
  const leak = openIncident(of);
  const tabs = [
    { key: "overview", href: at, label: "Overview" },
    {
      key: "advisory",
      href: `${at}/advisory`,
      label: of.newest ? `Advisory v${of.newest.number}` : "Advisory",
    },
    { key: "files", href: `${at}/files`, label: "Files" },
    { key: "notices", href: `${at}/notices`, label: "Notices", count: of.notices.length || undefined },
    { key: "vendors", href: `${at}/vendors`, label: "Vendors" },
    {
      key: "incidents",
      href: `${at}/incidents`,
      label: "Incidents",
      count: of.incidents.length || undefined,
    },
    { key: "activity", href: `${at}/activity`, label: "Activity" },
  ].map(({ key, ...t }) => ({ ...t, current: key === tab }));
  const more = isEmbargoed(summary.state) && tab !== "publish" && !next.href.endsWith("/publish");
  return (
    <Desk viewer={viewer}>
      <div className="mx-auto grid w-full max-w-[72rem] grid-cols-[minmax(0,1fr)] content-start gap-8">
        <CaseHeader
          reference={summary.reference}
          codeName={summary.codeName}
          title={summary.title}
          severity={summary.severity ? { label: summary.severity } : undefined}
          clock={
            clock && { ...clock, state: clock.state.replace("Embargo a", "A").replace("Embargo r", "R") }
          }
          badges={
            <>
              {clock?.state === state.word ? null : <Badge tone={state.tone}>{state.word}</Badge>}
              {leak ? <Badge tone="danger">{incidentState(leak.state).word}</Badge> : null}
              {summary.publishedAt ? null : <Badge icon={null}>TLP:{of.tlp}</Badge>}
              {summary.replay ? <Badge icon={null}>Replay of a published record</Badge> : null}
            </>
          }
          nextAction={
            <>
              {next.label && !here ? (
                <LinkButton href={next.href} variant="primary">
                  {next.label}
                </LinkButton>
              ) : null}
              {next.label === null && next.words ? <p className="text-ink-3">{next.words}</p> : null}
              {summary.publishedAt ? (
                <LinkButton href={`/advisories/${summary.reference}`}>Published advisory</LinkButton>
              ) : null}
              {more ? (
                <LinkButton href={`${at}/publish`} variant="ghost">
                  Publish…
                </LinkButton>
              ) : null}
            </>
          }
          stages={<Steps items={stepsOf(of)} label="The path of this case" />}
          tabs={tabs}
        />
        {of.destroyed ? (
          <Callout
            title="The text of this case was destroyed"
            action={<TextLink href="/retention">Kept</TextLink>}
          >
            {keepingWords(of.destroyed)}. What stayed: its reference, code name, severity, states and
            instants, who was told, what was sent, the record of what was done, and what was published.
          </Callout>
        ) : null}
        {children}
      </div>
    </Desk>
  );
}

const day = (at: DeskCase["now"]) => `${wallTime(at, "UTC").replace(/ \d{4}, /, ", ")} UTC`;

function triageHint({ summary, policy }: DeskCase): string | undefined {
  if (summary.severity) return summary.severity;
  if (summary.progress.vulnerabilities === 0) return "No vulnerability yet";
  return hasScale(policy) ? "Severity open" : undefined;
}

/** The path of a case as steps; which ones it has depends on the choice to prenotify. */
function stepsOf(of: DeskCase): Step[] {
  const { summary, notices } = of;
  const { progress } = summary;
  if (summary.state === "rejected")
    return [
      { label: "Triage", state: "done" },
      { label: "Rejected", state: "current" },
    ];
  const opening = notices.filter((n) => n.kind === "prenotification" && n.state !== "cancelled");
  const approved = opening.find((n) => n.state === "approved");
  const sent = opening.filter((n) => n.state === "sent" || n.state === "sending");
  // What the transport took, not what was planned (rule 6).
  const messages = sent.flatMap((n) => n.deliveries);
  const taken = messages.filter((s) => s === "sent" || s === "delivered").length;
  const out = summary.publishedAt !== null;
  const late = isOverdue(summary, of.now);
  const list: (Omit<Step, "state"> & { done: boolean })[] = [
    { label: "Triage", done: summary.state !== "triaging", hint: triageHint(of) },
    {
      label: "Plan",
      done: out || (progress.prenotify !== "undecided" && summary.release !== null),
      hint: summary.release
        ? `Release ${day(summary.release.at)}`
        : progress.prenotify === "undecided"
          ? "Prenotify, release instant"
          : "Release instant",
    },
  ];
  if (progress.prenotify === "yes" || sent.length > 0)
    list.push(
      {
        label: "Approval",
        done: out || approved !== undefined || sent.length > 0,
        hint: opening.some((n) => n.state === "draft")
          ? "A notice was sent back"
          : progress.noticeWaits
            ? "A notice waits"
            : progress.hasNotice
              ? "Approved"
              : "No notice yet",
      },
      {
        label: "Vendors told",
        done: taken > 0,
        hint:
          sent.length > 0
            ? `${taken} of ${count(messages.length, "message")} sent`
            : approved
              ? `Leaves ${day(approved.sendAt)}`
              : undefined,
      },
    );
  list.push({
    // Until it is out, the step is what is awaited, and does not read as done.
    label: out ? "Public" : "Publication",
    done: out,
    hint: summary.publishedAt
      ? day(summary.publishedAt)
      : late
        ? "Its release instant passed"
        : progress.publicationProposed
          ? "Proposed"
          : undefined,
  });
  const current = list.findIndex((s) => !s.done);
  return list.map(({ done, ...s }, i) => ({
    ...s,
    state: done ? "done" : i === current ? "current" : "todo",
  }));
}
