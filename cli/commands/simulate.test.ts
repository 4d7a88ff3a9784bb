import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Usage } from "@/cli/command";
import { simulateCommand } from "@/cli/commands/simulate";

const AT = ["--at", "2027-01-12T16:00:00Z"];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "curfew-simulate-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
const wrong = () => {
  const file = join(folder, "wrong.yaml");
  writeFileSync(file, 'format: 1\nversion: "1"\ntitle: A policy\nextra: 1\n');
  return file;
};

describe("curfew policy simulate", () => {
  test.each<[string[], string]>([
    [[], "policy simulate needs one file, the name of a preset, or -."],
    [["vllm", "django", ...AT], "policy simulate needs one file, the name of a preset, or -."],
    [["vllm", "--severity", "HIGH"], "policy simulate needs --at INSTANT, when the case is released."],
    [["vllm", ...AT], "policy simulate needs --severity, one of CRITICAL, HIGH, MODERATE, LOW."],
    [["vllm", "--severity", "Spicy", ...AT], "policy simulate needs --severity, one of CRITICAL, HIGH,"],
    [["vllm", "--everybody", ...AT], "--everybody"],
  ])("says what it needs: %j", async (args, words) => {
    const refused = simulateCommand.run(args);
    await expect(refused).rejects.toBeInstanceOf(Usage);
    await expect(refused).rejects.toThrow(words);
  });

  test.each([
    "tomorrow",
    "2027-01-12",
    "2027-01-12T16:00",
    "2027-02-30T16:00:00Z",
    "1969-12-31T23:59:59Z",
    "+275760-09-13T00:00:00Z",
    "-271821-04-20T00:00:00Z",
    "x".repeat(5000),
  ])("refuses what is no instant, or none that a case is released at: %.30s", async (at) => {
    const refused = simulateCommand.run(["vllm", "--severity", "HIGH", `--at=${at}`]);
    await expect(refused).rejects.toBeInstanceOf(Usage);
    await expect(refused).rejects.toThrow(
      `“${at.slice(0, 60)}” is no instant. Write it like 2027-01-12T16:00:00Z.`,
    );
  });

  test("says as data what is wrong with a document that is no policy", async () => {
    const said = await simulateCommand.run([wrong(), ...AT, "--json"]);
    if (typeof said === "string") throw new Error("it ended well");
    expect(said.ok).toBe(false);
    expect(JSON.parse(said.said)).toMatchObject({
      valid: false,
      problems: [{ path: "extra", line: 4, column: 1, message: "This is not part of a policy." }],
    });
  });

  // A process of its own, on a machine that has no database and no settings.
  test("refuses what is no policy, or not understood, before it asks for a database, and ends with 1", async () => {
    const file = wrong();
    const [invalid, unasked] = [await curfew([file, ...AT]), await curfew(["vllm"])];
    expect(invalid).toEqual({ code: 1, out: `${file}:4:1 extra This is not part of a policy.\n`, err: "" });
    expect(unasked).toMatchObject({ code: 1, out: "", err: expect.stringContaining("needs --at INSTANT") });
    expect(existsSync(".data/simulate-test")).toBe(false);
  });
});

function curfew(args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const script = ["--import", "tsx", "cli/main.ts", "policy", "simulate", ...args];
  const env = { PATH: process.env["PATH"] ?? "", CURFEW_INSTANCE: "simulate-test" };
  const child = spawn(process.execPath, script, { env: env as never });
  const said = { out: "", err: "" };
  child.stdout.on("data", (text) => (said.out += text));
  child.stderr.on("data", (text) => (said.err += text));
  return new Promise((done) => child.once("close", (code) => done({ code, ...said })));
}
