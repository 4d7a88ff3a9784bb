import { Refusal } from "@/tests/resend/answer";
import { readSchedule } from "@/tests/resend/schedule";
import type { DoubleOptions, MailBody } from "@/tests/resend/types";

const MOST_RECIPIENTS = 50;
const MOST_MAILS = 100;
const MOST_ATTACHED_BYTES = 40 * 1024 * 1024;
const BLOCKED = /\.(exe|js|ps1|bat|cmd|scr|vbs)$/i;
const ADDRESS = /^[^\s@<>,"]+@[^\s@<>,"]+\.[^\s@<>,"]+$/;

const invalid = (message: string) => new Refusal(400, "validation_error", message);
export const list = (value: unknown): unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
/** The address of `Name <address>`, in small letters. */
export const bare = (address: string): string =>
  (/<([^<>]*)>\s*$/.exec(address)?.[1] ?? address).trim().toLowerCase();

/** Point 2: one message, as the provider checks it. @throws Refusal */
export function validate(body: unknown, options: DoubleOptions, now: number): MailBody {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw invalid("The request body must be an object");
  const mail = body as Record<string, unknown>;
  for (const field of ["from", "to", "subject"])
    if (list(mail[field]).length === 0)
      throw new Refusal(422, "missing_required_field", `Missing \`${field}\` field.`);
  if (mail["html"] === undefined && mail["text"] === undefined)
    throw new Refusal(422, "missing_required_field", "Missing `html` or `text` field.");
  checkAddresses(mail);
  checkSender(String(mail["from"]), list(mail["to"]).map(String), options.domains);
  for (const tag of list(mail["tags"])) checkTag(tag);
  checkAttachments(list(mail["attachments"]));
  if (mail["scheduled_at"] !== undefined) readSchedule(mail["scheduled_at"], now);
  return mail as MailBody;
}

function checkAddresses(mail: Record<string, unknown>): void {
  if (typeof mail["from"] !== "string" || !ADDRESS.test(bare(mail["from"])))
    throw new Refusal(422, "invalid_from_address", "Invalid `from` field.");
  for (const field of ["to", "cc", "bcc", "reply_to"]) {
    const all = list(mail[field]);
    if (all.some((a) => typeof a !== "string" || !ADDRESS.test(bare(a))))
      throw new Refusal(422, "invalid_parameter", `Invalid \`${field}\` field.`);
    if (all.length > MOST_RECIPIENTS)
      throw invalid(`The \`${field}\` field must not have more than ${MOST_RECIPIENTS} addresses`);
  }
}

function checkSender(from: string, to: string[], domains: DoubleOptions["domains"] = {}): void {
  const domain = bare(from).split("@")[1] ?? "";
  if (domain === (domains.testing ?? "testing.example")) {
    if (to.some((a) => bare(a) !== domains.owner))
      throw new Refusal(403, "validation_error", "You can only send testing emails to your own address");
  } else if (domains.verified && !domains.verified.includes(domain))
    throw new Refusal(403, "validation_error", `The ${domain} domain is not verified`);
}

function checkTag(tag: unknown): void {
  const { name, value } = (tag ?? {}) as { name?: unknown; value?: unknown };
  if ([name, value].some((part) => typeof part !== "string" || !/^[\w-]{1,256}$/.test(part)))
    throw invalid("Tags should only contain ASCII letters, numbers, underscores, or dashes");
}

function checkAttachments(all: unknown[]): void {
  let bytes = 0;
  for (const one of all) {
    const { content, path, filename } = (one ?? {}) as Record<string, unknown>;
    if (typeof content !== "string" && typeof path !== "string")
      throw new Refusal(422, "invalid_attachment", "Attachment must have either a `content` or `path`");
    if (typeof filename === "string" && BLOCKED.test(filename))
      throw new Refusal(422, "invalid_attachment", "Attachment type is not supported");
    bytes += typeof content === "string" ? Buffer.byteLength(content, "base64") : 0;
  }
  if (bytes > MOST_ATTACHED_BYTES)
    throw new Refusal(422, "invalid_attachment", "Attachments must not be larger than 40 MB in total");
}

/** Point 4: what holds for a batch as a whole. @throws Refusal */
export function validateBatch(body: unknown): unknown[] {
  if (!Array.isArray(body) || body.length === 0) throw invalid("The request body must be a list of emails");
  if (body.length > MOST_MAILS) throw invalid(`A batch must not have more than ${MOST_MAILS} emails`);
  return body;
}

/** An attachment in a batch is refused for the mail that has it. @throws Refusal */
export function validateInBatch(body: unknown, options: DoubleOptions, now: number): MailBody {
  if (list((body as MailBody | null)?.attachments).length > 0)
    throw new Refusal(422, "invalid_attachment", "Attachments are not supported in a batch");
  return validate(body, options, now);
}
