import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { AcceptedMail, EventExtra, EventType, SentWebhook, WebhookTarget } from "@/tests/resend/types";
import { bare } from "@/tests/resend/validation";

/** Point 7: signs one event and sends it, in all the ways in which that goes wrong. */
export async function deliver(
  target: WebhookTarget,
  mail: AcceptedMail,
  type: EventType,
  extra: EventExtra,
  now: number,
): Promise<SentWebhook> {
  const body = JSON.stringify({
    type: `email.${type}`,
    created_at: new Date(extra.createdAt ?? now).toISOString(),
    data: { ...dataOf(mail), ...DETAILS[type], ...extra.data },
  });
  const id = extra.id ?? `msg_${randomUUID().replaceAll("-", "")}`;
  const signedAt = new Date(extra.signedAt ?? now);
  const secrets = extra.secrets ?? [target.secret, ...(target.secrets ?? [])];
  const headers = {
    "content-type": "application/json",
    ...(extra.unsigned
      ? {}
      : {
          "svix-id": id,
          "svix-timestamp": String(Math.floor(signedAt.getTime() / 1000)),
          "svix-signature": secrets.map((s) => new Webhook(s).sign(id, signedAt, body)).join(" "),
        }),
  };
  const sent = extra.tampered ? body.replace(mail.id, randomUUID()) : body;
  let status = 0;
  for (let n = 0; n < (extra.duplicate ? 2 : 1); n++) status = await post(target.url, headers, sent);
  return { id, type: `email.${type}`, emailId: mail.id, headers, body: sent, status };
}

async function post(url: string, headers: Record<string, string>, body: string): Promise<number> {
  try {
    const answer = await fetch(url, { method: "POST", headers, body, redirect: "manual" });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}

/** In a webhook the tags are an object, not the list that they were sent as. */
const dataOf = ({ id, to, at, body }: AcceptedMail) => ({
  email_id: id,
  message_id: `<${id}@double.example>`,
  created_at: new Date(at).toISOString(),
  from: body.from,
  to,
  subject: body.subject,
  tags: Object.fromEntries((body.tags ?? []).map((t) => [t.name, t.value])),
});

const DETAILS: Partial<Record<EventType, Record<string, unknown>>> = {
  bounced: { bounce: { type: "Permanent", subType: "General", message: "The mailbox does not exist." } },
  suppressed: { suppressed: { type: "OnAccountSuppressionList", message: "The address is suppressed." } },
  failed: { failed: { reason: "reached_daily_quota" } },
  clicked: { click: { ipAddress: "192.0.2.1", link: "https://curfew.example/", userAgent: "scanner" } },
};

const MAILBOXES: Record<string, EventType[]> = {
  delivered: ["sent", "delivered"],
  bounced: ["sent", "bounced"],
  complained: ["sent", "delivered", "complained"],
  suppressed: ["suppressed"],
};

/** Point 6: what becomes of a message by itself, in order, from its recipient. The last name takes no `+label`. */
export function fateOf(
  mail: AcceptedMail,
  mailboxes: string | null,
  suppressed: ReadonlySet<string>,
): EventType[] {
  const address = bare(mail.to[0] ?? "");
  if (suppressed.has(address)) return ["suppressed"];
  const [local = "", domain] = address.split("@");
  const [name = "", label] = local.split("+");
  if (domain !== mailboxes || (name === "suppressed" && label !== undefined)) return [];
  return (Object.hasOwn(MAILBOXES, name) && MAILBOXES[name]) || [];
}

/** After these the provider keeps further mail from the address, for the whole account. */
export const suppresses = (type: EventType): boolean => type === "bounced" || type === "complained";
