import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answer } from "@/tests/resend/answer";
import type { RawRequest } from "@/tests/resend/types";

/** What becomes of one request; "drop" cuts the connection without a word. */
export type Handle = (request: RawRequest, query: URLSearchParams) => Promise<Answer | "drop">;

/** Real HTTP, on this machine alone. */
export async function listen(port: number, now: () => number, handle: Handle) {
  const server = createServer((req, res) => {
    void serve(req, res, now, handle).catch(() => res.destroy());
  });
  await new Promise<void>((done, fail) => {
    server.once("error", fail).listen(port, "127.0.0.1", done);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function serve(req: IncomingMessage, res: ServerResponse, now: () => number, handle: Handle) {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const url = new URL(req.url ?? "/", "http://double");
  const request: RawRequest = {
    method: req.method ?? "",
    path: url.pathname,
    headers: Object.fromEntries(Object.entries(req.headers).map(([name, v]) => [name, String(v)])),
    body: Buffer.concat(chunks).toString("utf8"),
    at: now(),
    status: null,
  };
  const answer = await handle(request, url.searchParams);
  if (answer === "drop") return res.destroy();
  request.status = answer.status;
  const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
  res.writeHead(answer.status, {
    "content-type": "application/json; charset=utf-8",
    date: new Date(now()).toUTCString(),
    ...answer.headers,
  });
  return res.end(text);
}
