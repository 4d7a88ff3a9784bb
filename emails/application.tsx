import { compose, type Sender } from "@/emails/compose";
import { Go, Letter, Paragraph } from "@/emails/parts";

/** Whatever is written about an application: whose it is, and where to read on. Never an answer, never whether a case exists. */
export type ApplicationMail = {
  kind: keyof typeof SAYS;
  project: string;
  /** The applicant's organization, as it calls itself; empty where nobody said yet. */
  organization: string;
  group: string;
  url: string;
  /** How long a link holds. */
  days?: number;
};

const about = (p: ApplicationMail): string => p.organization || "an organization";

const SAYS = {
  confirm: {
    subject: (p: ApplicationMail) => `Confirm your address to apply to ${p.project}`,
    text: (p: ApplicationMail) =>
      `Somebody wants to apply for a place in ${p.group} of ${p.project} with this address. Nothing was stored yet. If it was you, open the page and press its button; if not, leave this message.`,
    go: (p: ApplicationMail) => `Confirm the address within ${p.days} days`,
  },
  follow_up: {
    subject: (p: ApplicationMail) => `Your application to ${p.project} can be followed here`,
    text: (p: ApplicationMail) =>
      `The vulnerability management team of ${p.project} entered your request for a place in ${p.group} as an application of ${about(p)}. Confirm this address to follow it, to complete it, and to read what is decided.`,
    go: (p: ApplicationMail) => `Confirm the address within ${p.days} days`,
  },
  submitted: {
    subject: (p: ApplicationMail) => `[${p.project}] ${about(p)} applies`,
    text: (p: ApplicationMail) => `${about(p)} submitted an application for ${p.group} of ${p.project}.`,
    go: () => "Look at it",
  },
  appealed: {
    subject: (p: ApplicationMail) => `[${p.project}] ${about(p)} appeals`,
    text: (p: ApplicationMail) =>
      `${about(p)} appeals against the decision on its application for ${p.group} of ${p.project}.`,
    go: () => "Look at it",
  },
  question: {
    subject: (p: ApplicationMail) => `Your application to ${p.project}: the team wrote to you`,
    text: (p: ApplicationMail) =>
      `The vulnerability management team of ${p.project} wrote about the application of ${about(p)}.`,
    go: () => "Sign in with this address to read and answer",
  },
  incomplete: {
    subject: (p: ApplicationMail) => `Your application to ${p.project} is incomplete`,
    text: (p: ApplicationMail) =>
      `The application of ${about(p)} for ${p.group} of ${p.project} waits for you: something is missing. It is not decided before you submit it again.`,
    go: () => "Sign in with this address to complete it",
  },
  decision: {
    subject: (p: ApplicationMail) => `Your application to ${p.project}: a decision waits`,
    text: (p: ApplicationMail) =>
      `There is a decision on the application of ${about(p)} for ${p.group} of ${p.project}.`,
    go: () => "Sign in with this address to read it",
  },
  voucher: {
    subject: (p: ApplicationMail) => `${p.project} asks: can you speak for ${about(p)}?`,
    text: (p: ApplicationMail) =>
      `${about(p)} applies for a place in ${p.group} of ${p.project}, and the vulnerability management team asks whether you vouch for it. You need no account, and may say no.`,
    go: (p: ApplicationMail) => `Answer within ${p.days} days`,
  },
} as const;

export default function Application(props: ApplicationMail) {
  const { kind, project, url } = props;
  return (
    <Letter
      preview={SAYS[kind].subject(props)}
      footer={`Sent because of an application to ${project}. Please do not answer this message with details: use the page above.`}
    >
      <Paragraph>{SAYS[kind].text(props)}</Paragraph>
      <Go href={url} label={SAYS[kind].go(props)} />
    </Letter>
  );
}
Application.PreviewProps = {
  kind: "decision",
  project: "vLLM",
  organization: "Osprey Robotics",
  group: "Distributors",
  url: "https://curfew.example.org/application",
} satisfies ApplicationMail;

/** One neutral message to one address. */
export const applicationMail = (sender: Sender, to: string, props: ApplicationMail) =>
  compose({ sender, to, subject: SAYS[props.kind].subject(props), body: <Application {...props} /> });
