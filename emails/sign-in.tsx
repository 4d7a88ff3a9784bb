import { compose, type Sender } from "@/emails/compose";
import { Go, Letter, Paragraph } from "@/emails/parts";
import { realNow } from "@/lib/clock";

type SignInProps = { link: string; minutes: number };

export default function SignIn({ link, minutes }: SignInProps) {
  return (
    <Letter
      preview="Your link to sign in"
      footer="If you did not ask for this, leave it: nobody can sign in without this message and the browser that asked."
    >
      <Paragraph>Somebody asked to sign in to Curfew with this address.</Paragraph>
      <Go href={link} label={`Open this within ${minutes} minutes, in the browser where you asked`} />
    </Letter>
  );
}
SignIn.PreviewProps = {
  link: "https://curfew.example.org/sign-in/confirm?token=abc",
  minutes: 10,
} satisfies SignInProps;

export async function signInMail(sender: Sender, { to, link, minutes }: SignInProps & { to: string }) {
  const mail = await compose({
    sender,
    to,
    subject: "Your link to sign in to Curfew",
    body: <SignIn link={link} minutes={minutes} />,
  });
  return { ...mail, date: realNow().toString() };
}
