import { control } from "@/tests/resend/control";
import { deliver, fateOf, suppresses } from "@/tests/resend/events";
import { faults } from "@/tests/resend/faults";
import { idempotency } from "@/tests/resend/idempotency";
import { linksIn } from "@/tests/resend/inspect";
import { quotas, rateLimit } from "@/tests/resend/limits";
import { mails } from "@/tests/resend/mails";
import { provider } from "@/tests/resend/provider";
import { listen } from "@/tests/resend/server";
import type {
  AcceptedMail,
  Double,
  DoubleOptions,
  EventExtra,
  EventType,
  RawRequest,
  SentWebhook,
} from "@/tests/resend/types";
import { bare } from "@/tests/resend/validation";

/** The rate of the provider's documentation, requests a second and account. */
const RATE = 10;

/**
 * Stands in for the mail provider over real HTTP, so that the provider's own client and all of its failures are
 * tested. Its automatic retries of webhooks are left out: a test sends again what it wants to arrive again.
 */
export async function startDouble(options: DoubleOptions = {}): Promise<Double> {
  const now = options.now ?? Date.now;
  const mailboxes = options.mailboxes ?? "mailbox.example";
  const store = mails(now);
  const keys = idempotency(now);
  const rate = rateLimit(options.rate ?? RATE, now);
  const quota = quotas(options, now);
  const broken = faults();
  const suppressed = new Set<string>();
  let target = options.webhook ?? null;
  let auto = options.auto ?? false;
  let requests: RawRequest[] = [];
  let webhooks: SentWebhook[] = [];
  let underWay: Promise<unknown> = Promise.resolve();

  async function send(mail: AcceptedMail, type: EventType, extra: EventExtra = {}): Promise<number> {
    if (!target) throw new Error("the double has no webhook to send to");
    const sent = await deliver(target, mail, type, extra, now());
    webhooks.push(sent);
    return sent.status;
  }

  /** What a message of this kind changes at the provider, whether or not anybody hears of it. */
  function happen(mail: AcceptedMail, type: EventType, data?: Record<string, unknown>): void {
    const transient = (data?.["bounce"] as { type?: string } | undefined)?.type === "Transient";
    store.note(mail.id, type);
    if (suppresses(type) && !transient) for (const to of mail.to) suppressed.add(bare(to));
  }

  function accepted(mail: AcceptedMail): void {
    if (mail.body.scheduled_at !== undefined) return;
    const fate = fateOf(mail, auto ? mailboxes : null, suppressed);
    for (const type of fate) happen(mail, type);
    if (!auto || !target) return;
    underWay = underWay.then(async () => {
      for (const type of fate) await send(mail, type);
    });
  }

  const answer = provider({ options, now, store, keys, rate, quota, broken, accepted });
  const server = await listen(options.port ?? 0, now, async (request, query) => {
    if (options.control && request.path.startsWith("/_double/")) return control(double, request, query);
    requests.push(request);
    return answer(request, query);
  });

  const double: Double = {
    url: server.url,
    accepted: store.accepted,
    requests: () => structuredClone(requests),
    webhooks: () => structuredClone(webhooks),
    fault: broken.queue,
    hold: broken.hold,
    emit(emailId, type, extra) {
      const mail = store.find(emailId);
      happen(mail, type, extra?.data);
      return send(mail, type, extra);
    },
    links: (mailId) => linksIn(store.find(mailId)),
    suppress: (address) => void suppressed.add(bare(address)),
    setWebhook(to, byItself = auto) {
      target = to;
      auto = byItself;
    },
    settled: async () => void (await underWay),
    reset() {
      for (const part of [store, keys, rate, quota, broken]) part.reset();
      suppressed.clear();
      requests = [];
      webhooks = [];
    },
    async close() {
      broken.reset();
      await server.close();
    },
  };
  return double;
}
