import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ZodError } from "zod";
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

describe("whatever somebody writes as a policy", () => {
  const vllm = parsePolicy(readFileSync("policies/vllm.yaml", "utf8"));
  /** Every place in a policy that holds names and values. */
  const placesIn = (value: unknown, at: (string | number)[] = []): (string | number)[][] => {
    if (typeof value !== "object" || value === null) return [];
    const deeper = Object.entries(value).flatMap(([k, v]) =>
      placesIn(v, [...at, Array.isArray(value) ? Number(k) : k]),
    );
    return Array.isArray(value) ? deeper : [at, ...deeper];
  };
  // A criterion is one of three, and none of them is named where it is none.
  const places = placesIn(vllm).filter(([first]) => first !== "eligibility");

  test("a name that is unknown is refused, wherever it stands, and the refusal says where", () => {
    const name = fc.stringMatching(/^[a-z][a-zA-Z]{3,12}$/).map((s) => `${s}X`);
    fc.assert(
      fc.property(fc.constantFrom(...places), name, fc.jsonValue(), (place, unknown, value) => {
        const changed = structuredClone(vllm) as unknown;
        let within = changed as Record<string | number, unknown>;
        for (const step of place) within = within[step] as Record<string, unknown>;
        within[unknown] = value;
        const refusal = (() => {
          try {
            return void readPolicy(changed);
          } catch (error) {
            return error;
          }
        })();
        expect(refusal).toBeInstanceOf(ZodError);
        expect((refusal as ZodError).issues).toContainEqual(
          expect.objectContaining({ code: "unrecognized_keys", path: place, keys: [unknown] }),
        );
      }),
    );
  });

  test("what is no policy is refused as one, or as no YAML, within a moment", () => {
    const bits = [
      "a: ",
      "- ",
      "[",
      "{",
      "&a ",
      "*a",
      "? ",
      ": ",
      "|\n",
      "\n ",
      "!!js/function ",
      "<<: ",
      "'",
      "#",
    ];
    const text = fc.array(fc.oneof(fc.constantFrom(...bits), fc.string({ maxLength: 5 })), { maxLength: 40 });
    const begun = performance.now();
    const refused = (yaml: string) => {
      expect(() => parsePolicy(yaml)).toThrow(/^(?!.*(is not a function|Cannot (read|convert)))/s);
    };
    fc.assert(fc.property(text, (all) => refused(all.join(""))));
    for (const one of ["[", "- ", "? ", "{a: "]) refused(one.repeat(5000));
    expect(performance.now() - begun).toBeLessThan(3000);
  });
});
