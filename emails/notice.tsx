import { compose, type Sender } from "@/emails/compose";
import { Go, Letter, Paragraph } from "@/emails/parts";

/** What a neutral message may say (product rule 7): no title, severity, component, version or identifier. */
export type NoticeProps = {
  kind: "prenotification" | "reminder" | "date_moved" | "broken" | "lift";
  project: string;
  reference: string;
  codeName: string;
  tlp: string;
  organization: string;
  url: string;
  /** Only where the policy lets plain mail name it; UTC with the weekday. */
  release: string | null;
};

const SUBJECT: Record<NoticeProps["kind"], (p: NoticeProps) => string> = {
  prenotification: (p) => `[${p.project}] TLP:${p.tlp} ${p.reference} ${p.codeName}: something waits for you`,
  reminder: (p) => `[${p.project}] TLP:${p.tlp} ${p.reference} ${p.codeName}: still waits for you`,
  broken: (p) => `[${p.project}] ${p.reference} ${p.codeName}: the embargo may not hold`,
  date_moved: (p) => `[${p.project}] TLP:${p.tlp} ${p.reference} ${p.codeName}: the date moved`,
  lift: (p) => `[${p.project}] ${p.reference} ${p.codeName}: now public`,
};

export default function Notice(props: NoticeProps) {
  const { kind, project, reference, codeName, tlp, organization, url, release } = props;
  const what = {
    prenotification: `The vulnerability management team of ${project} has something for ${organization} that is not public yet. Sign in to read the terms, and then what it is about.`,
    reminder: `The vulnerability management team of ${project} told ${organization} of something that is not public yet, and has not heard from you. Sign in to read the terms, and then what it is about.`,
    broken: `Something about ${reference} may have become known. It stays confidential until the team says otherwise: please say nothing, and sign in to see what you may do. If you know how it became known, tell the team; telling early is never held against you.`,
    date_moved: `The date until which ${reference} stays confidential has moved. Sign in to see the new one. What you accepted still holds until then.`,
    lift: `${reference} is public. You are no longer asked to keep it confidential.`,
  }[kind];
  return (
    <Letter
      preview={kind === "lift" ? `${reference} is public` : `${project}: something waits for ${organization}`}
      footer={`Sent to ${organization} because it is on the prenotification list of ${project}. Please do not answer this message with details: use the page above.`}
    >
      <Paragraph>
        {kind === "lift" ? `${reference} ${codeName}` : `TLP:${tlp}  ${reference} ${codeName}`}
      </Paragraph>
      <Paragraph>{what}</Paragraph>
      {release && kind !== "lift" ? <Paragraph>{`It stays confidential until ${release}.`}</Paragraph> : null}
      <Go href={url} label={kind === "lift" ? "The published advisory" : "Sign in with your own address"} />
    </Letter>
  );
}
Notice.PreviewProps = {
  kind: "prenotification",
  project: "vLLM",
  reference: "VLLM-7K3QD",
  codeName: "amber-heron",
  tlp: "AMBER+STRICT",
  organization: "Kestrel Linux",
  url: "https://curfew.example.org/inbox/VLLM-7K3QD",
  release: null,
} satisfies NoticeProps;

/** One neutral message to one address. */
export const noticeMail = (sender: Sender, to: string, props: NoticeProps) =>
  compose({ sender, to, subject: SUBJECT[props.kind](props), body: <Notice {...props} /> });
