import { compose, type Sender } from "@/emails/compose";
import { Go, Letter, Paragraph } from "@/emails/parts";
import { realNow } from "@/lib/clock";

type SignInProps = { link: string; code: string; minutes: number };

export default function SignIn({ link, code, minutes }: SignInProps) {
  return (
    <Letter
      preview="Your link to sign in"
      footer="If you did not ask for this, leave it: nobody can sign in without this message and the browser that asked."
    >
      <Paragraph>Somebody asked to sign in to Curfew with this address.</Paragraph>
      <Go href={link} label={`Open this within ${minutes} minutes, in the browser where you asked`} />
      <Paragraph>
        {`Do you read this on another device? Then type this code where you asked: ${code}. Nobody of ours ever asks you for it.`}
      </Paragraph>
    </Letter>
  );
}
SignIn.PreviewProps = {
  link: "https://curfew.example.org/sign-in/confirm?token=abc",
  code: "7K3Q-D0XR",
  minutes: 10,
} satisfies SignInProps;

export async function signInMail(sender: Sender, { to, ...props }: SignInProps & { to: string }) {
  const mail = await compose({
    sender,
    to,
    subject: "Your link to sign in to Curfew",
    body: <SignIn {...props} />,
  });
  return { ...mail, date: realNow().toString() };
}
