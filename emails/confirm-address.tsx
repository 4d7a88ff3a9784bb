import { compose, type Sender } from "@/emails/compose";
import { Go, Letter, Paragraph } from "@/emails/parts";

type ConfirmProps = { team: string; organization: string; link: string; days: number };

export default function ConfirmAddress({ team, organization, link, days }: ConfirmProps) {
  return (
    <Letter
      preview={`${team} asks whether this is an address of ${organization}`}
      footer="If this is not your organization, say so on the same page, or leave this message: nothing is sent here before somebody confirms."
    >
      <Paragraph>
        {`${team} wants to send security notices for ${organization} to this address. Please confirm that it belongs to ${organization}, and that people who may know of unpublished vulnerabilities read it.`}
      </Paragraph>
      <Go href={link} label={`Confirm the address, or say that it is not yours, within ${days} days`} />
    </Letter>
  );
}
ConfirmAddress.PreviewProps = {
  team: "vLLM vulnerability management",
  organization: "Kestrel Linux",
  link: "https://curfew.example.org/contact/confirm?token=abc",
  days: 7,
} satisfies ConfirmProps;

/** Asks a mailbox to confirm itself. It names no case: an address that was mistyped learns nothing. */
export const confirmAddressMail = (sender: Sender, to: string, props: ConfirmProps) =>
  compose({
    sender,
    to,
    subject: `Please confirm this address for ${props.organization}`,
    body: <ConfirmAddress {...props} />,
  });
