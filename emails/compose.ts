import type { ReactElement } from "react";
import { render } from "react-email";
import type { OutgoingMail } from "@/lib/mail";

/** Who a message comes from, and where answers go: settings, and so the caller's to know. */
export type Sender = { from: string; replyTo: string | null };

type Message = { sender: Sender; to: string; subject: string; body: ReactElement };

/** Both forms of a message from one template. The date is the caller's: what is frozen must not change on a retry. */
export async function compose({
  sender: { from, replyTo },
  to,
  subject,
  body,
}: Message): Promise<Omit<OutgoingMail, "id" | "date">> {
  const html = await render(body);
  const text = await render(body, { plainText: true });
  return { from, to, replyTo, subject, text, html };
}
