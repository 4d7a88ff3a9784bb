/** One answer, as an attacker compares it: what differs from request to request by itself is taken out. */
export type Heard = { status: number; to: string; body: string; headers: string };

const CHANGING = new Set(["date", "connection", "keep-alive", "transfer-encoding"]);

export type Asking = { method?: string; headers?: Record<string, string>; body?: BodyInit };

export async function ask(base: string, path: string, cookie: string, asking: Asking = {}): Promise<Heard> {
  const answer = await fetch(`${base}${path}`, {
    method: asking.method ?? "GET",
    redirect: "manual",
    headers: { ...(cookie ? { cookie } : {}), ...asking.headers },
    ...(asking.body === undefined ? {} : { body: asking.body }),
  });
  const policy = answer.headers.get("content-security-policy") ?? "";
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  const body = withoutNonce(await answer.text(), nonce);
  const headers = [...answer.headers]
    .filter(([name]) => !CHANGING.has(name))
    .map(([name, value]) => withoutNonce(`${name}: ${value}`, nonce))
    .sort()
    .join("\n");
  const to = answer.headers.get("location") ?? answer.headers.get("x-action-redirect")?.split(";")[0] ?? "";
  return { status: answer.status, to, body, headers };
}

const withoutNonce = (text: string, nonce: string | undefined): string =>
  nonce ? text.replaceAll(nonce, "NONCE") : text;

/** What Next.js draws anew for each answer to an action. */
const REQUEST_ID = /"[\w-]{21}[vm]"/g;

/** Without the ids and references that were asked for. */
export function comparable(heard: Heard, asked: readonly string[]): string {
  let text = `${heard.status} ${heard.to}\n${heard.headers}\n${heard.body}`.replaceAll(REQUEST_ID, "REQUEST");
  for (const id of asked) if (id) text = text.replaceAll(id, "ID");
  return text;
}

/**
 * The answer of an action alone, without the page that Next.js renders again beside it: forms on it have new ids, and
 * clocks go on.
 */
export function answerAlone(heard: Heard): Heard {
  const own = heard.body.split("\n").filter((row) => /^1:[{E"n]/.test(row));
  return own.length > 0 ? { ...heard, body: own.join("\n") } : heard;
}

/** Some at a time, in order of beginning. */
export async function each<T>(
  all: readonly T[],
  most: number,
  run: (one: T) => Promise<void>,
): Promise<void> {
  const waiting = [...all];
  await Promise.all(
    Array.from({ length: most }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await run(one);
    }),
  );
}
