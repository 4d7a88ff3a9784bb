import { randomUUID } from "node:crypto";
import { type Answer, Refusal } from "@/tests/resend/answer";
import { readSchedule } from "@/tests/resend/schedule";
import type { AcceptedMail, MailBody } from "@/tests/resend/types";
import { list } from "@/tests/resend/validation";

type Stored = AcceptedMail & { lastEvent: string; scheduledAt: number | null };

/** What the provider took, and what it says of it. */
export function mails(now: () => number) {
  let stored: Stored[] = [];

  const find = (id: string): Stored => {
    const mail = stored.find((m) => m.id === id);
    if (!mail) throw new Refusal(404, "not_found", "Email not found");
    return mail;
  };
  const waiting = (mail: Stored) =>
    mail.lastEvent === "scheduled" && mail.scheduledAt !== null && mail.scheduledAt > now();

  return {
    find,
    accepted: (): AcceptedMail[] =>
      stored.map(({ lastEvent: _, scheduledAt: __, ...mail }) => structuredClone(mail)),
    accept(body: MailBody, idempotencyKey: string | null): AcceptedMail {
      const scheduledAt = body.scheduled_at === undefined ? null : readSchedule(body.scheduled_at, now());
      const mail: Stored = {
        id: randomUUID(),
        idempotencyKey,
        to: list(body.to).map(String),
        body: structuredClone(body),
        at: now(),
        order: stored.length + 1,
        lastEvent: scheduledAt === null ? "sent" : "scheduled",
        scheduledAt,
      };
      stored.push(mail);
      return mail;
    },
    note(id: string, event: string): void {
      const mail = stored.find((m) => m.id === id);
      if (mail) mail.lastEvent = event;
    },
    get: (id: string): Answer => ({
      status: 200,
      body: { object: "email", ...shown(find(id)), ...text(find(id)) },
    }),
    list(query: URLSearchParams): Answer {
      const limit = Number(query.get("limit") ?? 20);
      if (!Number.isInteger(limit) || limit < 1 || limit > 100)
        throw new Refusal(422, "validation_error", "`limit` must be between 1 and 100");
      const newest = [...stored].reverse();
      const at = (name: string) => newest.findIndex((m) => m.id === query.get(name));
      const [after, before] = [at("after"), at("before")];
      const range = newest.slice(after + 1, before < 0 ? undefined : before);
      const page = before < 0 ? range.slice(0, limit) : range.slice(-limit);
      return {
        status: 200,
        body: { object: "list", has_more: page.length < range.length, data: page.map(shown) },
      };
    },
    reschedule(id: string, body: unknown): Answer {
      const mail = find(id);
      const said = (body as { scheduled_at?: unknown } | null)?.scheduled_at;
      if (said === undefined)
        throw new Refusal(422, "missing_required_field", "Missing `scheduled_at` field.");
      if (!waiting(mail)) throw new Refusal(422, "validation_error", "Email is not scheduled any more");
      mail.scheduledAt = readSchedule(said, now());
      return { status: 200, body: { object: "email", id } };
    },
    cancel(id: string): Answer {
      const mail = find(id);
      if (!waiting(mail)) throw new Refusal(422, "validation_error", "Email is not scheduled any more");
      mail.lastEvent = "canceled";
      return { status: 200, body: { object: "email", id } };
    },
    reset() {
      stored = [];
    },
  };

  function shown(mail: Stored) {
    const due = mail.lastEvent === "scheduled" && !waiting(mail);
    return {
      id: mail.id,
      message_id: `<${mail.id}@double.example>`,
      to: mail.to,
      from: mail.body.from,
      created_at: stamp(mail.at),
      subject: mail.body.subject,
      bcc: list(mail.body.bcc),
      cc: list(mail.body.cc),
      reply_to: list(mail.body.reply_to),
      last_event: due ? "sent" : mail.lastEvent,
      scheduled_at: mail.scheduledAt === null ? null : stamp(mail.scheduledAt),
    };
  }
}

const text = ({ body }: Stored) => ({
  html: body.html ?? null,
  text: body.text ?? null,
  tags: body.tags ?? [],
});

/** The provider's own form of a time, `2026-04-03 22:13:42.674000+00`. */
const stamp = (at: number): string => new Date(at).toISOString().replace("T", " ").replace("Z", "000+00");
