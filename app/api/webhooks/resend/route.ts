import { recordMailReport } from "@/data/deliveries/reports";
import { systemViewer } from "@/data/viewer";
import { parseMailEvent } from "@/formats/mail-event";
import { boundedBody } from "@/lib/body";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { verifyWebhook } from "@/lib/webhook";

/** More than an event of the provider ever holds; what is longer is not even read to its end. */
const LONGEST_BYTES = 64 * 1024;

const answer = (status: number) => new Response(null, { status });

/**
 * What the mail provider says about our messages. Only what it signed within five minutes is looked at; an event that
 * was heard before, or that is about nothing of ours, is taken too, so that it is not sent for ever.
 */
export async function POST(request: Request): Promise<Response> {
  const { resend } = env().mail;
  if (!resend) return answer(404);
  const bytes = await boundedBody(request.body, LONGEST_BYTES);
  if (bytes === null) return answer(413);
  const body = bytes.toString("utf8");
  const signed = verifyWebhook({
    secret: resend.webhookSecret,
    id: request.headers.get("svix-id"),
    timestamp: request.headers.get("svix-timestamp"),
    signature: request.headers.get("svix-signature"),
    body,
  });
  if (!signed) return answer(401);
  const parsed = parseMailEvent(body);
  if (!parsed.ok) return answer(422);
  const { event } = parsed;
  if (event.type === "ignored") return answer(204);
  const { type: report, at, ...rest } = event;
  try {
    await recordMailReport(systemViewer("web"), {
      ...rest,
      report,
      at: at.toString(),
      eventId: request.headers.get("svix-id"),
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  return answer(204);
}
