import { type Answer, Refusal } from "@/tests/resend/answer";
import type { Double, EventExtra, EventType, Fault, RawRequest, WebhookTarget } from "@/tests/resend/types";

const ok = (body: unknown): Answer => ({ status: 200, body });

/** The double's own handle for a test in another process: what `Double` offers, by name, with JSON in and out. */
export async function control(
  double: Double,
  { method, path, body }: RawRequest,
  query: URLSearchParams,
): Promise<Answer> {
  try {
    const said = body === "" ? null : JSON.parse(body);
    return await answer(double, `${method} ${path.slice("/_double/".length)}`, said, query);
  } catch (error) {
    if (error instanceof Refusal) return error.answer();
    return { status: 400, body: { message: error instanceof Error ? error.message : String(error) } };
  }
}

async function answer(double: Double, asked: string, said: unknown, query: URLSearchParams): Promise<Answer> {
  switch (asked) {
    case "GET requests":
      return ok(double.requests());
    case "GET accepted":
      return ok(double.accepted());
    case "GET webhooks":
      return ok(double.webhooks());
    case "GET links":
      return ok(double.links(query.get("id") ?? ""));
    case "POST fault":
      double.fault(said as Fault);
      return ok({});
    case "POST emit": {
      const { emailId, type, extra } = said as { emailId: string; type: EventType; extra?: EventExtra };
      return ok({ status: await double.emit(emailId, type, extra) });
    }
    case "POST suppress":
      double.suppress((said as { address: string }).address);
      return ok({});
    case "POST webhook": {
      const { target, auto } = said as { target: WebhookTarget | null; auto?: boolean };
      double.setWebhook(target, auto);
      return ok({});
    }
    case "POST settled":
      await double.settled();
      return ok({});
    case "POST reset":
      double.reset();
      return ok({});
    default:
      return { status: 404, body: { message: `The double knows no ${asked}` } };
  }
}
