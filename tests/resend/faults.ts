import { type Answer, Refusal } from "@/tests/resend/answer";
import type { Fault, Hold, Matcher, RawRequest } from "@/tests/resend/types";
import { bare, list } from "@/tests/resend/validation";

type Gate = { matcher: Matcher; waiting: (() => void)[]; open: boolean; arrived: () => void };

/** Point 5: what a test has go wrong, and where it makes requests wait. */
export function faults() {
  let queued: (Fault & { left: number })[] = [];
  let gates: Gate[] = [];
  return {
    queue: (fault: Fault) => void queued.push({ ...fault, left: fault.count ?? 1 }),
    /** The fault that this request runs into, used up once. */
    next(request: RawRequest): Fault | null {
      const found = queued.find((f) => matches(f, request));
      if (!found) return null;
      found.left -= 1;
      queued = queued.filter((f) => f.left > 0);
      return found;
    },
    hold(matcher: Matcher = {}): Hold {
      let arrived = () => {};
      const first = new Promise<void>((done) => {
        arrived = done;
      });
      const gate: Gate = { matcher, waiting: [], open: false, arrived };
      gates.push(gate);
      return { arrived: first, waiting: () => gate.waiting.length, release: () => release(gate) };
    },
    /** Settles at once where nothing holds this request. */
    async pass(request: RawRequest): Promise<void> {
      const gate = gates.find((g) => !g.open && matches(g.matcher, request));
      if (!gate) return;
      await new Promise<void>((go) => {
        gate.waiting.push(go);
        gate.arrived();
      });
    },
    reset(): void {
      for (const gate of gates) release(gate);
      queued = [];
      gates = [];
    },
  };
}

function release(gate: Gate): void {
  gate.open = true;
  for (const go of gate.waiting.splice(0)) go();
}

function matches({ to, key, path }: Matcher, request: RawRequest): boolean {
  if (path === undefined ? !/^\/emails(\/batch)?$/.test(request.path) : path !== request.path) return false;
  if (path === undefined && request.method !== "POST") return false;
  if (key !== undefined && request.headers["idempotency-key"] !== key) return false;
  return to === undefined || recipients(request.body).includes(to.toLowerCase());
}

function recipients(body: string): string[] {
  try {
    return list(JSON.parse(body)).flatMap((mail) =>
      list((mail as { to?: unknown })?.to).map((a) => bare(String(a))),
    );
  } catch {
    return [];
  }
}

/** The answer of a fault that keeps the message from being accepted; null for one that strikes later. */
export function answerBefore({ kind, retryAfter, status = 500, body }: Fault): Answer | null {
  const later = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  switch (kind) {
    case "500-before-accept":
      return INTERNAL;
    case "503":
      return new Refusal(503, "service_unavailable", "Service unavailable", later).answer();
    case "429":
      return new Refusal(429, "rate_limit_exceeded", "Too many requests", {
        "retry-after": "1",
        ...later,
      }).answer();
    case "quota-daily":
      return new Refusal(429, "daily_quota_exceeded", "Daily quota reached", later).answer();
    case "quota-monthly":
      return new Refusal(429, "monthly_quota_exceeded", "Monthly quota reached", later).answer();
    case "401":
      return new Refusal(401, "restricted_api_key", "This API key is restricted", later).answer();
    case "403":
      return new Refusal(403, "invalid_api_key", "API key is invalid", later).answer();
    case "answer":
      return { status, body, headers: later };
    default:
      return null;
  }
}

export const INTERNAL: Answer = new Refusal(
  500,
  "application_error",
  "An unexpected error occurred",
).answer();
