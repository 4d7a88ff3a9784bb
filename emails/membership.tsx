import { compose, type Sender } from "@/emails/compose";
import { Go, Letter, Paragraph } from "@/emails/parts";

/** What a message about a membership may say: that something was decided, and where to read it. Never why. */
export type MembershipProps = {
  kind: "paused" | "resumed" | "withdrawn" | "answer";
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
        label="Sign in with your own address to read why, what you stay bound to, and how to answer"
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
