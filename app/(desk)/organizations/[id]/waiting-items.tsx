import type { ReactNode } from "react";
import { When } from "@/app/_lib/when";
import { type InProject, type Organization, withdrawalHref } from "@/app/(desk)/organizations/[id]/load";
import { ConfirmPause } from "@/app/(desk)/organizations/[id]/pausing";
import { ProposalForms } from "@/app/(desk)/organizations/[id]/proposal";
import { Stays } from "@/app/(desk)/organizations/[id]/stays";
import { TransferForms } from "@/app/(desk)/organizations/[id]/transfer";
import type { Tone } from "@/components/tone";
import { LinkButton } from "@/components/ui/button";
import { buttonStyle } from "@/components/ui/button-style";
import { isCurrent, isReviewDue } from "@/domain/organization/membership";
import { askOne } from "@/domain/recusal";

export type WaitingProps = {
  of: Organization;
  projects: readonly InProject[];
  recused: boolean;
  zone: string | undefined;
  incident?: string | undefined;
};
export type Item = { id: string; tone: Tone; text: ReactNode; detail?: ReactNode; action?: ReactNode };

/** What waits in one project. Whoever is tied to the organization reads whom to ask instead of a form. */
export const projectItems = (props: WaitingProps, p: InProject): Item[] => [
  ...withdrawal(props, p),
  ...pause(props, p),
  ...proposals(props, p),
  ...transfers(props, p),
  ...review(props, p),
  ...terms(props, p),
  ...letters(props, p),
  ...channels(p),
];

const ask = (p: InProject) => askOne(p.others.map((name) => ({ name })));
const tiedNote = ({ of, recused }: WaitingProps, p: InProject) =>
  recused ? ` You are tied to ${of.name}. ${ask(p)}` : "";

function withdrawal(props: WaitingProps, p: InProject): Item[] {
  const w = p.withdrawals.find((one) => one.state === "proposed");
  if (!w) return [];
  return [
    {
      id: w.id,
      tone: w.mine || props.recused ? "quiet" : "attention",
      text: `Its withdrawal from ${p.name} waits for a second member`,
      detail: w.mine
        ? `You proposed it. ${ask(p)} Until then nothing changes.`
        : `${w.proposedBy} proposed it. Until it is confirmed nothing changes.${tiedNote(props, p)}`,
      action: props.recused ? null : (
        <LinkButton
          href={withdrawalHref(props.of.id, p.id, props.incident)}
          size="sm"
          variant={w.mine ? "secondary" : "primary"}
        >
          {w.mine ? "Open the proposal" : "Read it and decide"}
        </LinkButton>
      ),
    },
  ];
}

function pause(props: WaitingProps, p: InProject): Item[] {
  if (!p.pause || p.pause.confirmed || p.pause.mine) return [];
  const { of, zone, recused } = props;
  return [
    {
      id: p.pause.id,
      tone: recused ? "quiet" : "attention",
      text: `Its pause in ${p.name} waits for a second member`,
      detail: (
        <>
          {p.pause.by} paused it. Without a second member’s word the pause ends by itself:{" "}
          <When at={p.pause.until} now={of.now} zone={zone} short />.{tiedNote(props, p)}
        </>
      ),
      action: recused ? null : <ConfirmPause of={of} project={p} zone={zone} trigger="Confirm until…" />,
    },
  ];
}

const proposals = (props: WaitingProps, p: InProject): Item[] =>
  p.proposals.map((m) => ({
    id: m.id,
    tone: m.mine || props.recused ? "quiet" : "attention",
    text: `Its membership in ${m.group} waits for a second member`,
    detail: m.mine ? `You proposed it. ${ask(p)}` : `${m.by} proposed it: ${m.reason}${tiedNote(props, p)}`,
    action: props.recused ? null : <ProposalForms of={props.of} project={p} proposal={m} />,
  }));

const transfers = (props: WaitingProps, p: InProject): Item[] =>
  p.transfers
    .filter((t) => t.state === "proposed")
    .map((t) => ({
      id: t.id,
      tone: t.mine || props.recused ? "quiet" : "attention",
      text: `That ${t.successor} succeeds it waits for a second member`,
      detail: t.mine ? `You proposed it. ${ask(p)}` : `${t.by} proposed it.${tiedNote(props, p)}`,
      action: props.recused ? null : <TransferForms of={props.of} project={p} transfer={t} />,
    }));

function review(props: WaitingProps, p: InProject): Item[] {
  const { of, zone, recused } = props;
  const due = of.memberships.find((m) => m.projectId === p.id && isReviewDue(m, of.now));
  if (!due?.lapsesAt) return [];
  return [
    {
      id: `review-${p.id}`,
      tone: recused ? "quiet" : "attention",
      text: `Its membership in ${p.name} is to be reviewed`,
      detail: (
        <>
          It lapses <When at={due.lapsesAt} now={of.now} zone={zone} short /> if nobody does.
          {tiedNote(props, p)}
        </>
      ),
      action: recused ? null : <Stays of={of} project={p} due />,
    },
  ];
}

function terms({ of }: WaitingProps, p: InProject): Item[] {
  const member = of.memberships.some((m) => m.projectId === p.id && isCurrent(m.state));
  if (!member || p.terms.stands) return [];
  return [
    {
      id: `terms-${p.id}`,
      tone: "attention",
      text: `Nobody of it accepted the terms of ${p.name}`,
      detail: `Version ${p.terms.version}. Until one of its people does, it gets no notice.`,
      action: <Jump to={`#terms-${p.slug}`}>Go to the terms</Jump>,
    },
  ];
}

function letters(props: WaitingProps, p: InProject): Item[] {
  const open = p.appeals.filter((a) => a.answer === null);
  const [first] = open;
  if (!first) return [];
  return [
    {
      id: `letters-${p.id}`,
      tone: props.recused ? "quiet" : "attention",
      text: open.length === 1 ? "A letter waits for an answer" : `${open.length} letters wait for an answer`,
      detail: `${first.by} wrote about ${p.name}.${tiedNote(props, p)}`,
      action: <Jump to={`#letters-${p.slug}`}>Go to the letters</Jump>,
    },
  ];
}

function channels(p: InProject): Item[] {
  const open = p.withdrawals
    .filter((w) => w.state === "confirmed")
    .flatMap((w) => w.channels.filter((c) => !c.doneAt));
  if (open.length === 0) return [];
  return [
    {
      id: `channels-${p.id}`,
      tone: "danger",
      text:
        open.length === 1 ? "A channel is still open to it" : `${open.length} channels are still open to it`,
      detail: `It was withdrawn from ${p.name}, and until somebody closes them it still has: ${open
        .map((c) => c.channel)
        .join("; ")}.`,
      action: <Jump to={`#withdrawn-${p.slug}`}>Go to the channels</Jump>,
    },
  ];
}

/** What waits about its contacts: they are shared between projects. */
export function contactItems(of: Organization): Item[] {
  const go = <Jump to="#contacts">Go to the contacts</Jump>;
  const reached = of.contacts.some((c) => c.state === "admitted");
  const ready = of.contacts.filter((c) => c.state === "proposed" && c.confirmedAt);
  const told = of.memberships.some((m) => m.state === "active");
  const items: Item[] = ready.map((c) => ({
    id: c.id,
    tone: "attention",
    text: `${c.email} waits to be admitted`,
    detail: reached
      ? "Its mailbox confirmed itself. Nothing goes to it before a member admits it."
      : `Its mailbox confirmed itself. Until a contact is admitted, nothing would reach ${of.name}.`,
    action: go,
  }));
  if (!told || reached || ready.length > 0) return items;
  return [
    {
      id: "unreachable",
      tone: "danger",
      text: `Nothing would reach ${of.name}`,
      detail:
        "It is in a group and has no confirmed contact. Have an address confirmed and admit it before the next notice leaves.",
      action: go,
    },
  ];
}

/** A plain anchor: after the router followed one, a form that leads back to this page would show it as it was before. */
function Jump({ to, children }: { to: string; children: ReactNode }) {
  return (
    <a href={to} className={buttonStyle({ size: "sm" })}>
      {children}
    </a>
  );
}
