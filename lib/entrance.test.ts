import { request as ask, createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { guardEntrance, LARGE, PEER, PLAIN } from "@/lib/entrance";

type Answer = {
  status: number;
  headers: IncomingHttpHeaders;
  seen: { headers: IncomingHttpHeaders; method: string; url: string };
};

let server: Server;
beforeAll(async () => {
  guardEntrance({ url: "https://curfew.example.org", trustedProxies: 1, mostBytes: () => 10 });
  // Stands for Next.js: it sees what is left, and sets no header of its own.
  server = createServer((request, response) => {
    const { headers, method, url } = request;
    response.end(JSON.stringify({ headers, method, url }));
  });
  server.on("upgrade", (_, socket) => socket.destroy());
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(() => server.close());

const send = (headers: Record<string, string>, method = "GET", path = "/inbox") =>
  new Promise<Answer>((done, failed) => {
    const { port } = server.address() as AddressInfo;
    const asked = ask({ port, host: "127.0.0.1", method, path, headers }, async (answer) => {
      const text: Buffer[] = [];
      for await (const chunk of answer) text.push(chunk as Buffer);
      const { statusCode, headers: got } = answer;
      done({
        status: statusCode ?? 0,
        headers: got,
        seen: JSON.parse(Buffer.concat(text).toString()) as Answer["seen"],
      });
    });
    asked.on("error", failed);
    asked.end();
  });

describe("before the framework sees a request", () => {
  test("what only a proxy, the framework or Curfew may say is taken off it", async () => {
    const lies = Object.fromEntries(
      [
        "forwarded",
        "x-real-ip",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-forwarded-port",
        "x-forwarded-prefix",
        "x-middleware-subrequest",
        "x-middleware-request-x-curfew-path",
        "x-middleware-override-headers",
        "x-nextjs-data",
        "x-matched-path",
        "x-original-url",
        "x-rewrite-url",
        "x-nonce",
        "x-curfew-path",
        "x-curfew-method",
        LARGE,
        "content-security-policy",
        "content-security-policy-report-only",
      ].map((name) => [name, "forged"]),
    );
    const { seen } = await send({ ...lies, accept: "text/html", cookie: "a=b", "next-action": "x" });
    for (const name of Object.keys(lies)) expect(seen.headers[name], name).toBeUndefined();
    expect(seen.headers).toMatchObject({ accept: "text/html", cookie: "a=b", "next-action": "x" });
  });

  test("the address of the connection, or of the trusted proxy's client, stands in their place", async () => {
    expect((await send({ [PEER]: "203.0.113.5" })).seen.headers[PEER]).toBe("127.0.0.1");
    expect((await send({ "x-forwarded-for": "9.9.9.9, 203.0.113.5" })).seen.headers[PEER]).toBe(
      "203.0.113.5",
    );
  });

  test("the host and the scheme are the trusted proxy's", async () => {
    const { seen } = await send({
      host: "web",
      "x-forwarded-host": "curfew.example.org",
      "x-forwarded-proto": "http",
    });
    expect([seen.headers.host, seen.headers[PLAIN]]).toEqual(["curfew.example.org", "1"]);
    expect((await send({ "x-forwarded-proto": "https" })).seen.headers[PLAIN]).toBeUndefined();
  });

  test("a page that the router fetches ahead is marked, because the framework takes the router's header away", async () => {
    expect((await send({ "next-router-prefetch": "1" })).seen.headers["x-curfew-ahead"]).toBe("1");
    expect((await send({ "x-curfew-ahead": "1" })).seen.headers["x-curfew-ahead"]).toBeUndefined();
  });

  test("a method, an address or a body that the framework would trip over is made one that can be refused", async () => {
    expect((await send({}, "TRACE")).seen.method).toBe("REFUSED");
    expect((await send({}, "GET", "http://evil.example/inbox")).seen.url).toBe("/_");
    expect((await send({}, "OPTIONS", "*")).seen.url).toBe("/_");
    const { seen, headers } = await send({ "content-length": "11" }, "POST");
    expect([seen.headers[LARGE], seen.method, headers.connection]).toEqual(["1", "GET", "close"]);
  });

  test("an upgrade is a request like any other", async () => {
    await send({});
    expect((await send({ connection: "Upgrade", upgrade: "websocket" })).status).toBe(200);
  });
});

describe("every answer", () => {
  test("has its walls, whoever wrote it and forgot them", async () => {
    const { headers } = await send({});
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "private, no-store",
      "strict-transport-security": "max-age=63072000; includeSubDomains",
    });
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  test("may be kept only where it is a file of the build", async () => {
    expect((await send({}, "GET", "/_next/static/chunks/a.js")).headers["cache-control"]).toBeUndefined();
    expect((await send({}, "GET", "/_next/data/a.js")).headers["cache-control"]).toBe("private, no-store");
  });
});
