import { Agent, request } from "node:http";
import type { Sent } from "./requests";

export type Heard = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  ms: number;
};

const agent = new Agent({ keepAlive: true, maxSockets: 8 });
/** No answer takes longer, whatever was asked. */
export const LONGEST_MS = 5000;

/** Sends a request as it is written, and waits for its answer as long as any may take. */
export const send = (
  base: string,
  { method, path, headers, body }: Omit<Sent, "body"> & { body: string | Buffer },
) =>
  new Promise<Heard>((done, failed) => {
    const { hostname, port } = new URL(base);
    const bytes = typeof body === "string" ? Buffer.from(body, "utf8") : body;
    const begun = performance.now();
    const sent = request(
      {
        ...{ hostname, port, path, method, agent },
        headers: { ...headers, ...(bytes.length > 0 ? { "content-length": bytes.length } : {}) },
        signal: AbortSignal.timeout(LONGEST_MS),
      },
      async (answer) => {
        try {
          const chunks: Buffer[] = [];
          for await (const chunk of answer) chunks.push(chunk as Buffer);
          const text = Buffer.concat(chunks).toString();
          done({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text,
            ms: performance.now() - begun,
          });
        } catch (error) {
          failed(error);
        }
      },
    );
    sent.on("error", failed);
    sent.end(bytes);
  });

/** A failure that nobody foresaw, as Next.js writes it into an answer that had already begun. */
const UNFORESEEN = /:E\{"digest":"\d+"|data-dgst="\d+"/;

/** What is wrong with an answer, whatever was asked; nothing where all is well. */
export function wrongWith({ status, headers, text, ms }: Heard, path: string): string[] {
  const kept = /^\/icon\.svg/.test(path);
  const checks: [boolean, string][] = [
    [status >= 500, `status ${status}`],
    [ms > LONGEST_MS, `${Math.round(ms)} ms`],
    [UNFORESEEN.test(text), "an unforeseen failure in the answer"],
    [!headers["content-security-policy"], "no content security policy"],
    [headers["x-content-type-options"] !== "nosniff", "no nosniff"],
    [
      !kept && !/no-store/.test(String(headers["cache-control"])),
      `cache-control ${headers["cache-control"]}`,
    ],
  ];
  return checks.filter(([wrong]) => wrong).map(([, what]) => what);
}
