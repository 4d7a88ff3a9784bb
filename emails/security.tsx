import { compose, type Sender } from "@/emails/compose";
import { Go, Letter, Paragraph } from "@/emails/parts";

/** What people are told about the way in which they sign in (ASVS 6.3.5, 6.3.7). */
export const SECURITY_EVENTS = {
  device: "Somebody signed in to Curfew as you, in a browser that had not been used for it before",
  passkey_added: "A passkey was added to your sign-in to Curfew",
  authenticator_added: "An authenticator app was added to your sign-in to Curfew",
  factor_removed: "A factor was taken off your sign-in to Curfew",
  recovery_made: "New recovery codes for your sign-in to Curfew were made; earlier ones are void",
  recovery_used: "A recovery code was used to sign in to Curfew as you",
  codes_refused:
    "Somebody typed many wrong codes for your sign-in to Curfew. Codes are refused for an hour; a passkey still works",
  account_linked: "A GitHub account was linked to your sign-in to Curfew",
  account_unlinked: "A GitHub account was taken off your sign-in to Curfew",
  address_changed: "The address with which you sign in to Curfew was changed",
  factors_reset:
    "Your passkeys, authenticator app and recovery codes were taken off your sign-in to Curfew. You set up a new one when you sign in next",
  member_codes_refused:
    "Somebody typed wrong codes for a member of your team again and again, and none is taken any more. Ask them, by voice; their mailbox may be read by others",
  member_reset: "A member of your team had all factors taken off their sign-in to Curfew",
} as const;
export type SecurityEvent = keyof typeof SECURITY_EVENTS;

type SecurityProps = { event: SecurityEvent; detail?: string | undefined; at: string; link: string };

export default function Security({ event, detail, at, link }: SecurityProps) {
  const sentence = SECURITY_EVENTS[event];
  return (
    <Letter
      preview={sentence}
      footer="If you expected this, you need not do anything. If not, end all your sessions and tell your team at once."
    >
      <Paragraph>{`${sentence}${detail ? `: ${detail}` : ""}. That was on ${at}.`}</Paragraph>
      <Go href={link} label="Your factors and sessions" />
    </Letter>
  );
}
Security.PreviewProps = {
  event: "device",
  detail: "Firefox on Linux",
  at: "20 Nov 2026, 14:02 UTC",
  link: "https://curfew.example.org/account",
} satisfies SecurityProps;

export const securityMail = (sender: Sender, { to, ...props }: SecurityProps & { to: string }) =>
  compose({
    sender,
    to,
    subject:
      props.event === "device" ? "A new device signed in to Curfew" : "A change to your sign-in to Curfew",
    body: <Security {...props} />,
  });
