import { type Answer, Refusal } from "@/tests/resend/answer";
import { authorize } from "@/tests/resend/auth";
import { answerBefore, type faults, INTERNAL } from "@/tests/resend/faults";
import type { idempotency } from "@/tests/resend/idempotency";
import type { quotas, rateLimit } from "@/tests/resend/limits";
import type { mails } from "@/tests/resend/mails";
import type { AcceptedMail, DoubleOptions, Fault, MailBody, RawRequest } from "@/tests/resend/types";
import { validate, validateBatch, validateInBatch } from "@/tests/resend/validation";

export type Parts = {
  options: DoubleOptions;
  now: () => number;
  store: ReturnType<typeof mails>;
  keys: ReturnType<typeof idempotency>;
  rate: ReturnType<typeof rateLimit>;
  quota: ReturnType<typeof quotas>;
  broken: ReturnType<typeof faults>;
  accepted: (mail: AcceptedMail) => void;
};

type Run = (request: RawRequest, id: string, query: URLSearchParams) => Answer | Promise<Answer>;

/** Point 1: the provider's own interface. The order of the checks is a guess where its documentation names none. */
export function provider(parts: Parts) {
  const { options, now, store, keys, rate, quota, broken } = parts;

  const routes: [method: string, path: RegExp, run: Run][] = [
    ["POST", /^\/emails$/, (request) => send(request, acceptOne)],
    ["GET", /^\/emails$/, (_, __, query) => store.list(query)],
    ["POST", /^\/emails\/batch$/, (request) => send(request, acceptBatch)],
    ["GET", /^\/emails\/(?!batch$)([^/]+)$/, (_, id) => store.get(id)],
    ["PATCH", /^\/emails\/(?!batch$)([^/]+)$/, (request, id) => store.reschedule(id, json(request))],
    ["POST", /^\/emails\/([^/]+)\/cancel$/, (_, id) => store.cancel(id)],
  ];

  return async function answer(request: RawRequest, query: URLSearchParams): Promise<Answer | "drop"> {
    if (!request.headers["user-agent"]) return { status: 403, body: "error code: 1010" };
    let headers = {};
    try {
      const run = route(request, query);
      authorize(request, options.keys);
      headers = rate.take();
      const fault = broken.next(request);
      if (fault?.kind === "drop-before-accept") return "drop";
      const before = fault && answerBefore(fault);
      const said = before ?? (await strike(fault, await run()));
      return said === "drop" ? said : withHeaders(said, { ...headers, ...quota.headers() });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return withHeaders(error.answer(), { ...headers, ...quota.headers() });
    }
  };

  function route(request: RawRequest, query: URLSearchParams): () => Answer | Promise<Answer> {
    const here = routes.filter(([, path]) => path.test(request.path));
    if (here.length === 0) throw new Refusal(404, "not_found", "The requested endpoint does not exist");
    const found = here.find(([method]) => method === request.method);
    if (!found)
      throw new Refusal(405, "method_not_allowed", "This endpoint does not support the specified method");
    const [, path, run] = found;
    return () => run(request, path.exec(request.path)?.[1] ?? "", query);
  }

  async function send(request: RawRequest, accept: (request: RawRequest, body: unknown) => Answer) {
    const key = request.headers["idempotency-key"] ?? null;
    const body = json(request);
    const replay = keys.begin(key, request.path, [request.headers["x-batch-validation"], body]);
    if (replay) return replay;
    let answer: Answer | null = null;
    try {
      await broken.pass(request);
      answer = accept(request, body);
      return answer;
    } finally {
      keys.end(key, answer);
    }
  }

  function acceptOne(request: RawRequest, body: unknown): Answer {
    const mail = validate(body, options, now());
    quota.check(1);
    return { status: 200, body: { id: take(request, mail) } };
  }

  function acceptBatch(request: RawRequest, body: unknown): Answer {
    const mode = request.headers["x-batch-validation"] ?? "strict";
    if (mode !== "strict" && mode !== "permissive")
      throw new Refusal(422, "invalid_parameter", "Invalid `x-batch-validation` header");
    const good: MailBody[] = [];
    const errors: { index: number; message: string }[] = [];
    for (const [index, one] of validateBatch(body).entries()) {
      try {
        good.push(validateInBatch(one, options, now()));
      } catch (error) {
        if (!(error instanceof Refusal) || mode === "strict") throw error;
        errors.push({ index, message: error.message });
      }
    }
    quota.check(good.length);
    const data = good.map((mail) => ({ id: take(request, mail) }));
    return { status: 200, body: mode === "strict" ? { data } : { data, errors } };
  }

  function take(request: RawRequest, body: MailBody): string {
    const mail = store.accept(body, request.headers["idempotency-key"] ?? null);
    quota.count(1);
    parts.accepted(mail);
    return mail.id;
  }
}

/** Faults that strike once the provider has the message. */
async function strike(fault: Fault | null, answer: Answer): Promise<Answer | "drop"> {
  switch (fault?.kind) {
    case "500-after-accept":
      return INTERNAL;
    case "drop-after-accept":
      return "drop";
    case "broken-json":
      return { ...answer, body: '{"id":"' };
    case "slow":
      await new Promise((done) => setTimeout(done, fault.ms ?? 1000).unref());
      return answer;
    default:
      return answer;
  }
}

const withHeaders = (answer: Answer, headers: Record<string, string>): Answer => ({
  ...answer,
  headers: { ...headers, ...answer.headers },
});

function json({ body }: RawRequest): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal(400, "validation_error", "The request body is not valid JSON");
  }
}
