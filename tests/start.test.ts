import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";

// Ports below those that a system gives out by itself, so that no other test sits on them.
/** Runs `npm start` as its own script, on an instance of its own, up to where it has to refuse. */
function start(variables: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const { DATABASE_URL: _, PORT: __, ...rest } = process.env;
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    env: { ...rest, CURFEW_INSTANCE: "start-test", ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  return new Promise((done) => child.once("exit", (code) => done({ code, said: said.trim() })));
}

describe("npm start says in one sentence what keeps it from starting, and leaves nothing running", () => {
  test("a port that another program uses", async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
    const address = other.address();
    const port = typeof address === "object" && address ? String(address.port) : "";
    const { code, said } = await start({ PORT: port });
    await new Promise((done) => other.close(done));
    expect(code).toBe(1);
    expect(said).toMatch(new RegExp(`^Port ${port} is in use[^\\n]*PORT=\\d+ npm start[^\\n]*$`));
  });

  test.each(["0", "99999", "http", "-1", "3000; rm -rf /"])("PORT=%s", async (port) => {
    const { code, said } = await start({ PORT: port });
    expect(code).toBe(1);
    expect(said).toMatch(/^[^\n]*PORT[^\n]*$/);
  });

  test("production without its settings: each is named", async () => {
    const { code, said } = await start({ DATABASE_URL: "postgres://nobody@127.0.0.1:1/none", PORT: "18711" });
    expect(code).toBe(1);
    expect(said).toContain("CURFEW_URL must be the address that people open");
    expect(said).toContain("CURFEW_SECRET is missing");
    expect(said).toContain("CURFEW_MASTER_KEY is missing");
    expect(said).toContain("CURFEW_CHECKPOINTS is missing");
    expect(said).not.toContain("at async");
  });

  test("production with a weak secret", async () => {
    const { code, said } = await start({
      DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
      CURFEW_URL: "https://curfew.example.org",
      CURFEW_SECRET: "password-password-password-password",
      PORT: "18712",
    });
    expect(code).toBe(1);
    expect(said).toContain("CURFEW_SECRET is a sample or too regular");
  });
});
