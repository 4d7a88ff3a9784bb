import { compose, type Sender } from "@/emails/compose";
import { Letter, Paragraph } from "@/emails/parts";

type CheckpointProps = { number: number; at: string; receipt: string };

/** Nothing of a case: a number, a time, a hash and a signature. */
export default function Checkpoint({ number, at, receipt }: CheckpointProps) {
  return (
    <Letter
      preview={`Checkpoint ${number} of the record`}
      footer="You get this because whoever operates Curfew named your address for it. It says nothing of any case."
    >
      <Paragraph>
        Keep this message. It says how far the record of Curfew reached, and lets anybody find out later
        whether the record was set back or rewritten.
      </Paragraph>
      <Paragraph>
        Checkpoint {number}, {at}
      </Paragraph>
      <Paragraph>{receipt}</Paragraph>
      <Paragraph>
        To compare, put the line above into a file, and let the operator run: npm run curfew -- audit verify
        --against FILE
      </Paragraph>
    </Letter>
  );
}
Checkpoint.PreviewProps = {
  number: 12,
  at: "20 Nov 2026, 05:00 UTC",
  receipt: '{"at":"2026-11-20T05:00:00Z","line":"00","number":12,"signature":"00"}',
} satisfies CheckpointProps;

export async function checkpointMail(
  sender: Sender,
  { to, date, ...props }: CheckpointProps & { to: string; date: string },
) {
  const subject = `Checkpoint ${props.number} of the record`;
  return { ...(await compose({ sender, to, subject, body: <Checkpoint {...props} /> })), date };
}
