import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parsePolicy, readPolicy } from "@/formats/policy";

test.each(readdirSync("policies"))(
  "%s is a policy that the portal reads, and survives being stored",
  (file) => {
    const policy = parsePolicy(readFileSync(`policies/${file}`, "utf8"));
    expect(readPolicy(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
  },
);

test("vLLM's policy invents no promise: no terms, no date in plain mail, no time for an answer", () => {
  expect(parsePolicy(readFileSync("policies/vllm.yaml", "utf8"))).toMatchObject({
    terms: null,
    mailSaysDate: false,
    silentAfterHours: null,
  });
});

test("vLLM-Omni's policy has no severities, no groups, no application and no withdrawal, and keeps its promises to reporters", () => {
  expect(parsePolicy(readFileSync("policies/vllm-omni.yaml", "utf8"))).toMatchObject({
    severities: [],
    groups: [],
    eligibility: null,
    withdrawal: [],
    promises: [{ within: "3 business days" }, { within: "7 days" }, { within: null }, { within: null }],
  });
});

test("a policy that was stored before promises existed is read as one without", () => {
  const { promises, reading, ...old } = parsePolicy(readFileSync("policies/vllm.yaml", "utf8"));
  expect(readPolicy(old)).toMatchObject({ promises: [], reading: [] });
});

test("the presets give nothing an end, and a policy that was stored before retention existed is read so, too", () => {
  const silent = { case: null, incident: null, application: null, messages: null };
  for (const file of readdirSync("policies")) {
    const { retention, ...old } = parsePolicy(readFileSync(`policies/${file}`, "utf8"));
    expect(retention).toEqual(silent);
    expect(readPolicy(old).retention).toEqual(silent);
  }
});

test("retention is whole days for kinds that are known, and what is not named has no end", () => {
  const text = readFileSync("policies/vllm.yaml", "utf8");
  expect(parsePolicy(`${text}\nretention: { case: 365 }\n`).retention).toEqual({
    case: 365,
    incident: null,
    application: null,
    messages: null,
  });
  for (const wrong of [
    "{ case: 0 }",
    "{ case: -1 }",
    "{ case: 1.5 }",
    "{ case: soon }",
    "{ cases: 30 }",
    "30",
  ])
    expect(() => parsePolicy(`${text}\nretention: ${wrong}\n`), wrong).toThrow();
});

test("anything unknown in a policy is refused by name", () => {
  const text = readFileSync("policies/vllm.yaml", "utf8");
  expect(() => parsePolicy(`${text}\nautoApprove: true\n`)).toThrow("autoApprove");
  expect(() => parsePolicy(text.replace("prenotify: not-listed", "prenotify: always"))).toThrow("prenotify");
});
