import type { ReactElement } from "react";
import { render } from "react-email";
import type { OutgoingMail } from "@/lib/mail";

type Message = { to: string; subject: string; body: ReactElement; from?: string };

/** Both forms of a message from one template. The date is the caller's: what is frozen must not change on a retry. */
export async function compose({
  to,
  subject,
  body,
  from,
}: Message): Promise<Omit<OutgoingMail, "id" | "date">> {
  const html = await render(body);
  const text = await render(body, { plainText: true });
  return { from: from ?? "Curfew <curfew@localhost>", to, replyTo: null, subject, text, html };
}
