import type { Metadata } from "next";
import { clockOf } from "@/app/_lib/clock";
import { requireContact } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { Drill } from "@/app/(portal)/inbox/_drill";
import { standing } from "@/app/(portal)/inbox/state";
import { EmbargoClock } from "@/components/embargo-clock";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { Ref } from "@/components/ui/ref";
import { type Column, DataTable } from "@/components/ui/table";
import { openDrill } from "@/data/drills/answer";
import { closedProjects } from "@/data/memberships/own";
import { inbox } from "@/data/readings/queries";
import { distance, inUtc, isAfter } from "@/domain/time";

export const metadata: Metadata = { title: "Inbox" };

const COLUMNS: Column[] = [
  { key: "case", header: "Case", className: "sm:whitespace-nowrap" },
  { key: "project", header: "Project" },
  { key: "state", header: "State", className: "whitespace-nowrap" },
  { key: "asked", header: "Asked of you" },
  { key: "clock", header: "Embargo", className: "sm:max-w-none" },
  { key: "tlp", header: "Sharing", className: "whitespace-nowrap" },
];

const CLOSED = {
  accepted: "is accepted, and not active yet, in",
  active: "is a member in",
  paused: "is paused in",
  lapsed: "was not reviewed in time, so its membership lapsed, in",
  withdrawn: "was withdrawn from",
  left: "left",
  transferred: "was succeeded by another organization in",
};

type Item = Awaited<ReturnType<typeof inbox>>["items"][number];

export default async function Inbox() {
  const viewer = await requireContact();
  const { items, off, now } = await inbox(viewer);
  const closed = await closedProjects(viewer);
  const drill = await openDrill(viewer);
  const zone = await readerZone();
  const waiting = items.filter((i) => standing(i).asked).length;
  const row = (item: Item) => {
    const { word, tone, asked } = standing(item);
    const release =
      item.releaseAt && item.releaseZone ? { at: item.releaseAt, zone: item.releaseZone } : null;
    const clock = clockOf({ ...item, release }, now, zone);
    return {
      id: item.id,
      href: `/inbox/${item.reference}`,
      cells: {
        case: (
          <>
            <Ref>{item.reference}</Ref>{" "}
            <span className="font-normal whitespace-nowrap text-ink-2 sm:block">{item.codeName}</span>
          </>
        ),
        project: item.project,
        state: <Badge tone={tone}>{word}</Badge>,
        asked: asked ? (
          <>
            {asked}
            <span className="block text-sm text-ink-3">
              {item.releaseAt && isAfter(item.releaseAt, now)
                ? `before the embargo ends, ${distance(item.releaseAt, now)}`
                : "the embargo’s end has passed"}
            </span>
          </>
        ) : null,
        clock: clock ? <EmbargoClock {...clock} /> : null,
        tlp: item.publishedAt ? null : `TLP:${item.tlp}`,
      },
    };
  };
  return (
    <Desk viewer={viewer}>
      <Page
        title="Inbox"
        lead={
          off || items.length === 0 || (waiting === 0 && drill?.answeredAt === null)
            ? `What was sent to ${viewer.organizationName}.`
            : waiting === 0
              ? `What was sent to ${viewer.organizationName}. Nothing waits for you.`
              : `What was sent to ${viewer.organizationName}. ${waiting === 1 ? "One waits" : `${waiting} wait`} for you.`
        }
      >
        {off ? <Callout tone="attention" title={off} /> : null}
        {drill ? <Drill drill={drill} /> : null}
        {closed.map((c) => (
          <Callout
            key={c.projectId}
            tone={c.state === "paused" ? "attention" : "quiet"}
            title={`${viewer.organizationName} ${CLOSED[c.state]} ${c.project}${
              c.state === "paused" && c.pausedUntil ? ` until ${inUtc(c.pausedUntil)}` : ""
            }`}
            action={<TextLink href="/organization">Our organization</TextLink>}
          >
            {items.some((i) => i.project === c.project)
              ? `Of ${c.project} only what is listed here is open to you.`
              : `What you were told of ${c.project} is closed here.`}{" "}
            Why, what you stay bound to, and how to answer stands under “Our organization”.
          </Callout>
        ))}
        {viewer.provedAt ? null : (
          <Callout
            title="Only your mailbox protects what you are told here"
            action={<TextLink href="/account#factors">Add a passkey</TextLink>}
          >
            With a passkey, or an app, nobody comes in who merely reads your mail.
          </Callout>
        )}
        {off ? null : (
          <DataTable
            caption={`What was sent to ${viewer.organizationName}`}
            columns={COLUMNS}
            rows={items.map(row)}
            empty={
              <EmptyState title={`Nothing waits for ${viewer.organizationName}`}>
                You’ll get a message when a project has something for you. It says where to look, never what
                it is about.
              </EmptyState>
            }
          />
        )}
      </Page>
    </Desk>
  );
}
