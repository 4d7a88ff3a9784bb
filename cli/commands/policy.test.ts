import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Usage } from "@/cli/command";
import { policyCommands } from "@/cli/commands/policy";
import { AppError } from "@/lib/errors";

// A process of its own, on a machine that has no database and no settings.
const INSTANCE = "policy-test";
const BARE = { PATH: process.env["PATH"] ?? "", CURFEW_INSTANCE: INSTANCE };

type Said = { code: number | null; out: string; err: string };

/** The command as the command line runs it, without a process of its own. */
async function curfew([name, ...args]: string[]): Promise<Said> {
  const command = policyCommands.find((c) => c.name === `policy ${name}`);
  if (!command) throw new Error("no such command");
  try {
    const said = await command.run(args);
    const { said: out, ok } = typeof said === "string" ? { said, ok: true } : said;
    return { code: ok ? 0 : 1, out: `${out}\n`, err: "" };
  } catch (error) {
    if (!(error instanceof Usage || error instanceof AppError)) throw error;
    return { code: 1, out: "", err: `${error.message}\n` };
  }
}

function alone(args: string[], input?: string, script = ["--import", "tsx", "cli/main.ts"]): Promise<Said> {
  const child = spawn(process.execPath, [...script, "policy", ...args], { env: BARE as never });
  const said = { out: "", err: "" };
  child.stdout.on("data", (text) => (said.out += text));
  child.stderr.on("data", (text) => (said.err += text));
  // Whoever refuses what is too large does not read it to its end.
  child.stdin.on("error", () => {});
  child.stdin.end(input ?? "");
  return new Promise((done) => child.once("close", (code) => done({ code, ...said })));
}

let folder: string;
const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "curfew-policy-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const SHORT = 'format: 1\nversion: "1"\ntitle: A policy\n';

describe("curfew policy lint", () => {
  test("names each clause of each finding of a preset with its line, and ends with 0", async () => {
    const { code, out, err } = await alone(["lint", "vllm"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^policies\/vllm\.yaml is a policy, with 2 findings\.$/m);
    expect(out).toMatch(/^ {2}policies\/vllm\.yaml:\d+ prenotification\.recipients: ships$/m);
    expect(out).toMatch(
      /^ {2}policies\/vllm\.yaml:\d+ eligibility\.criteria\.all\[0\]\.any\[1\]: Uses vLLM$/m,
    );
  });

  test("reads standard input, and needs no database through npm’s script either", async () => {
    const { code, out } = await alone(["lint", "-"], SHORT, ["scripts/run.mjs", "curfew"]);
    expect([code, out]).toEqual([0, "standard input is a policy, with no findings.\n"]);
    expect(existsSync(`.data/${INSTANCE}`)).toBe(false);
  });

  test("says as data what it says in words", async () => {
    const { code, out } = await curfew([
      "lint",
      "--json",
      file("drift.yaml", `${SHORT}clocks:\n  - { what: fix, within: { amount: 3, unit: days } }\n`),
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      valid: true,
      problems: [],
      findings: [
        {
          kind: "clock-without-anchor",
          message: expect.any(String),
          advice: expect.any(String),
          clauses: [{ path: "clocks[0]", line: 5, says: "Fix: 3 days" }],
        },
      ],
    });
  });

  test("gives file, line, column, path and reason of each problem, and ends with 1", async () => {
    const name = file("wrong.yaml", `${SHORT}extra: 1\nclocks:\n  - { what: never }\n`);
    const { code, out } = await curfew(["lint", name]);
    expect(code).toBe(1);
    expect(out.trim().split("\n")).toEqual([
      `${name}:4:1 extra: This is not part of a policy.`,
      expect.stringMatching(new RegExp(`^${name}:6:7 clocks\\[0\\]\\.what: Write one of acknowledge, `)),
    ]);
    const data = await curfew(["lint", name, "--json"]);
    expect(data.code).toBe(1);
    expect(JSON.parse(data.out)).toMatchObject({
      valid: false,
      findings: [],
      problems: expect.arrayContaining([
        { path: "extra", line: 4, column: 1, message: "This is not part of a policy." },
      ]),
    });
  });

  test("refuses in one sentence what it cannot read, however large it is", async () => {
    const huge = file("huge.yaml", "");
    truncateSync(huge, 2 ** 30);
    const refusals: [string, string][] = [
      [join(folder, "absent.yaml"), "There is no file"],
      ["no-such-preset", "There is no file no-such-preset, and no preset of that name."],
      [folder, "is a folder. Name a file in it."],
      [file("binary.yaml", Uint8Array.of(0xff, 0xfe, 0, 1)), "is no text in UTF-8, so it is no policy."],
      [huge, "is too large: a policy has at most 200000 letters."],
      ["/dev/zero", "is too large"],
    ];
    const said = await Promise.all(refusals.map(([name]) => curfew(["lint", name])));
    said.forEach(({ code, out, err }, i) => {
      expect([code, out]).toEqual([1, ""]);
      expect(err).toContain(refusals[i]?.[1]);
      expect(err.trim().split("\n")).toHaveLength(1);
    });
    expect(await alone(["lint", "-"], "a".repeat(2_000_000))).toMatchObject({
      code: 1,
      err: "Standard input is too large: a policy has at most 200000 letters.\n",
    });
  });

  test("asks for a file where none is named", async () => {
    const { code, err } = await curfew(["lint"]);
    expect(code).toBe(1);
    expect(err).toContain("policy lint needs one file, the name of a preset, or -.");
  });
});

test("curfew policy schema prints the schema as JSON", async () => {
  const { code, out } = await curfew(["schema"]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    $id: "urn:curfew:policy:1",
    required: ["format", "version", "title"],
  });
});
