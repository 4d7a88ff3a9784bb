/** One answer, as an attacker compares it: what differs from request to request by itself is taken out. */
export type Heard = { status: number; to: string; body: string; headers: string };

const NONCE = /nonce-[A-Za-z0-9+/=_-]+/g;
/** What the framework writes anew into each page; nothing of it comes from the database. */
const OWN = [NONCE, /nonce="[^"]*"/g, /"nonce":"[^"]*"/g, /[A-Za-z0-9+/]{48}/g, /\bx-curfew-[a-z]+: \S+/g];
const CHANGING = new Set(["date", "connection", "keep-alive", "transfer-encoding"]);

export type Asking = { method?: string; headers?: Record<string, string>; body?: BodyInit };

export async function ask(base: string, path: string, cookie: string, asking: Asking = {}): Promise<Heard> {
  const answer = await fetch(`${base}${path}`, {
    method: asking.method ?? "GET",
    redirect: "manual",
    headers: { ...(cookie ? { cookie } : {}), ...asking.headers },
    ...(asking.body === undefined ? {} : { body: asking.body }),
  });
  const body = await answer.text();
  const headers = [...answer.headers]
    .filter(([name]) => !CHANGING.has(name))
    .map(([name, value]) => `${name}: ${value.replaceAll(NONCE, "nonce")}`)
    .sort()
    .join("\n");
  const to = answer.headers.get("location") ?? answer.headers.get("x-action-redirect")?.split(";")[0] ?? "";
  return { status: answer.status, to, body, headers };
}

/** Without what is new in each answer, and without the ids and references that were asked for. */
export function comparable(heard: Heard, asked: readonly string[]): string {
  let text = `${heard.status} ${heard.to}\n${heard.headers}\n${heard.body}`;
  for (const pattern of OWN) text = text.replaceAll(pattern, "…");
  for (const id of asked) if (id) text = text.replaceAll(id, "ID");
  return text;
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
