import { readFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";

const signedOut = vi.hoisted(() => vi.fn());
vi.mock("@/data/auth", () => ({ signOut: signedOut }));

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

const settings = {
  DATABASE_URL: "postgres://curfew@db.internal/curfew",
  CURFEW_SECRET: "q8Zt0VnGx2LrW5yKe7HdJ3mPc9SaUfBi",
  CURFEW_MASTER_KEY: Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 37 + 5) % 256)).toString("base64"),
  CURFEW_CHECKPOINTS: "/var/lib/curfew/checkpoints.jsonl",
};
const at = (url: string) => {
  vi.resetModules();
  for (const [name, value] of Object.entries({ ...settings, CURFEW_URL: url })) vi.stubEnv(name, value);
};

test("over https a cookie that lets anybody in is a browser's for this host alone, and plain on this machine", async () => {
  at("https://curfew.example.org");
  expect((await import("@/lib/session-cookie")).cookieName("session")).toBe("__Host-curfew-session");
  at("http://localhost:3000");
  expect((await import("@/lib/session-cookie")).cookieName("session")).toBe("curfew-session");
});

test("every cookie of signing in is set in one way: Secure over https, out of reach of scripts and other sites", () => {
  const source = readFileSync("data/auth.ts", "utf8");
  expect(source).toMatch(/secure = \(\) => env\(\)\.url\.startsWith\("https:"\)/);
  expect(source).toMatch(
    /cookieOptions = \(\) => \(\{ httpOnly: true, sameSite: "lax" as const, secure: secure\(\), path: "\/" \}\)/,
  );
  const set = source.match(/\.set\([^;]*;/g) ?? [];
  expect(set.length).toBeGreaterThanOrEqual(4);
  for (const call of set) expect(call).toMatch(/^\.set\(cookieName\(.*\.\.\.cookieOptions\(\),\s+maxAge: /s);
});

test("signing out makes the browser forget our pages, and is a form of ours", async () => {
  at("https://curfew.example.org");
  const { POST } = await import("@/app/sign-out/route");
  const ask = (origin: string) =>
    POST(
      new Request("https://curfew.example.org/sign-out", {
        method: "POST",
        headers: { origin, "content-type": "application/x-www-form-urlencoded" },
        body: "",
      }),
    );
  expect((await ask("https://evil.example")).status).toBe(403);
  expect(signedOut).not.toHaveBeenCalled();
  const answer = await ask("https://curfew.example.org");
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
  expect(answer.headers.get("clear-site-data")).toBe('"cache", "storage"');
  expect(signedOut).toHaveBeenCalledOnce();
});
