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

test("anything unknown in a policy is refused by name", () => {
  const text = readFileSync("policies/vllm.yaml", "utf8");
  expect(() => parsePolicy(`${text}\nautoApprove: true\n`)).toThrow("autoApprove");
  expect(() => parsePolicy(text.replace("prenotify: not-listed", "prenotify: always"))).toThrow("prenotify");
});
