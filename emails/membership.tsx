import type { MembershipMessage } from "@/domain/notice/messages";
import { compose, type Sender } from "@/emails/compose";
import { Go, Letter, Paragraph } from "@/emails/parts";

/** What a message about a membership may say: that something was decided, and where to read it. Never why. */
export type MembershipProps = {
  kind: MembershipMessage;
  project: string;
  organization: string;
  url: string;
};

const SAYS: Record<MembershipProps["kind"], { subject: string; text: (p: MembershipProps) => string }> = {
  paused: {
    subject: "your membership is paused",
    text: (p) =>
      `The vulnerability management team of ${p.project} paused ${p.organization}’s membership. Until the pause ends you are sent nothing that is not public, and what you were sent before cannot be opened. What you accepted still binds you.`,
  },
  resumed: {
    subject: "your membership is active again",
    text: (p) => `The pause of ${p.organization}’s membership with ${p.project} is over.`,
  },
  withdrawn: {
    subject: "your membership has ended",
    text: (p) =>
      `The vulnerability management team of ${p.project} ended ${p.organization}’s membership. You are sent nothing more that is not public. What you accepted still binds you until each case is public.`,
  },
  answer: {
    subject: "the team answered you",
    text: (p) => `The vulnerability management team of ${p.project} answered what ${p.organization} wrote.`,
  },
  accepted: {
    subject: "accepted, two steps are left",
    text: (p) =>
      `The vulnerability management team of ${p.project} accepted ${p.organization} as a member. The membership takes effect once a mailbox of yours is confirmed and admitted and one of you has accepted the terms. Nothing is sent before.`,
  },
  activated: {
    subject: "your membership is active",
    text: (p) =>
      `${p.organization} is a member of a prenotification list of ${p.project} from now on. This says nothing about whether there is anything to tell.`,
  },
  terms: {
    subject: "please accept the terms in their new version",
    text: (p) =>
      `The terms of ${p.project} have a new version. Until one of you has accepted it, ${p.organization} gets no notices.`,
  },
  evidence: {
    subject: "please renew your evidence",
    text: (p) =>
      `Something that ${p.organization} showed ${p.project} is running out, or has run out. Whoever keeps your entry can offer newer evidence.`,
  },
  review: {
    subject: "your membership is to be reviewed",
    text: (p) =>
      `The membership of ${p.organization} with ${p.project} is to be reviewed, and lapses if nobody does so in time. Please see that contacts and evidence are right.`,
  },
  lapsed: {
    subject: "your membership has lapsed",
    text: (p) =>
      `The membership of ${p.organization} with ${p.project} was not reviewed in time and has lapsed. Nothing is held against you: you may apply again. What you accepted still binds you.`,
  },
  transferred: {
    subject: "your membership was transferred",
    text: (p) =>
      `The vulnerability management team of ${p.project} recorded that another organization succeeds ${p.organization}. Your membership has ended, and the successor is looked at by the same criteria. What you accepted still binds you.`,
  },
  drill: {
    subject: "a drill: please sign in once",
    text: (p) =>
      `This is a drill of the vulnerability management team of ${p.project}. Nothing has happened. It asks whether messages to ${p.organization} reach somebody who acts: please sign in and press the one button that waits for you.`,
  },
};

export default function Membership(props: MembershipProps) {
  const { kind, project, organization, url } = props;
  return (
    <Letter
      preview={`${project}: ${SAYS[kind].subject}`}
      footer={`Sent to ${organization} because it is, or was, on a prenotification list of ${project}. Please do not answer this message with details: use the page above.`}
    >
      <Paragraph>{SAYS[kind].text(props)}</Paragraph>
      <Go
        href={url}
        label={
          kind === "drill"
            ? "Sign in with your own address to answer"
            : "Sign in with your own address to read why, what you stay bound to, and how to answer"
        }
      />
    </Letter>
  );
}
Membership.PreviewProps = {
  kind: "withdrawn",
  project: "vLLM",
  organization: "Kestrel Linux",
  url: "https://curfew.example.org/organization",
} satisfies MembershipProps;

/** One neutral message to one address. */
export const membershipMail = (sender: Sender, to: string, props: MembershipProps) =>
  compose({
    sender,
    to,
    subject: `[${props.project}] ${props.organization}: ${SAYS[props.kind].subject}`,
    body: <Membership {...props} />,
  });
