import { readFileSync } from "node:fs";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { exportable } from "@/domain/policy/doors";
import type { Channel } from "@/domain/policy/parts/reporting";
import type { Policy } from "@/domain/policy/policy";
import { PRESET_TEXTS } from "@/domain/policy/presets";
import { parsePolicy } from "@/formats/policy/read";
import { securityTxt } from "@/formats/security-txt";
import { readSecurityTxt } from "@/formats/security-txt-read";

const vllm = parsePolicy(readFileSync("policies/vllm.yaml", "utf8"));
const channel = (more: Partial<Channel>): Channel => ({
  kind: "email",
  words: "Mail",
  target: "security@example.org",
  private: true,
  personal: false,
  subject: null,
  encryption: null,
  urgent: false,
  text: null,
  ...more,
});
const withDoors = (channels: Channel[], languages: string[] = []): Policy => ({
  ...vllm,
  reporting: vllm.reporting && { ...vllm.reporting, channels, languages },
});
const made = (policy: Policy, site = "https://curfew.example.org") =>
  securityTxt({
    policy,
    canonical: `${site}/projects/vllm/security.txt`,
    policyUrl: `${site}/projects/vllm`,
    expires: Temporal.Instant.from("2027-12-31T00:00:00.123Z"),
  });
const textOf = (policy: Policy): string => {
  const of = made(policy);
  if (!of.ok) throw new Error(of.because);
  return of.text;
};

describe("security.txt", () => {
  test("of vLLM's policy is what RFC 9116 asks for", () => {
    expect(textOf(vllm)).toBe(
      [
        "Contact: https://github.com/vllm-project/vllm/security/advisories/new",
        "Expires: 2027-12-31T00:00:00Z",
        "Canonical: https://curfew.example.org/projects/vllm/security.txt",
        "Policy: https://curfew.example.org/projects/vllm",
        "",
      ].join("\n"),
    );
    expect(readSecurityTxt(textOf(vllm)).problems).toEqual([]);
  });

  test.each(Object.keys(PRESET_TEXTS))("of %s is made exactly where its policy may be exported", (name) => {
    const policy = parsePolicy(readFileSync(`policies/${name}.yaml`, "utf8"));
    expect(made(policy).ok).toBe(exportable(policy).ok);
  });

  test("names doors in the policy's order, single persons and what is urgent last, public ones never", () => {
    const { fields } = readSecurityTxt(
      textOf(
        withDoors(
          [
            channel({ target: "urgent@example.org", urgent: true }),
            channel({ target: "person@example.org", personal: true }),
            channel({ kind: "publicTracker", target: "https://example.org/issues", private: false }),
            channel({
              kind: "form",
              target: "https://example.org/report",
              encryption: "https://example.org/key.asc",
            }),
            channel({ target: "security@example.org", encryption: "OpenPGP key available upon request" }),
            channel({ kind: "phone", target: "tel:+12015550123" }),
          ],
          ["en", "de-CH"],
        ),
      ),
    );
    expect(fields.map((f) => `${f.name} ${f.value}`)).toEqual([
      "Contact https://example.org/report",
      "Contact mailto:security@example.org",
      "Contact tel:+12015550123",
      "Contact mailto:person@example.org",
      "Contact mailto:urgent@example.org",
      "Expires 2027-12-31T00:00:00Z",
      "Encryption https://example.org/key.asc",
      "Preferred-Languages en, de-CH",
      "Canonical https://curfew.example.org/projects/vllm/security.txt",
      "Policy https://curfew.example.org/projects/vllm",
    ]);
  });

  test("leaves out its own address where that has no https, and a form without https is no contact", () => {
    const of = made(vllm, "http://localhost:3000");
    expect(of.ok && readSecurityTxt(of.text).fields.map((f) => f.name)).toEqual(["Contact", "Expires"]);
    expect(made(withDoors([channel({ kind: "form", target: "http://example.org/report" })]))).toMatchObject({
      ok: false,
    });
  });

  test("is well formed, or refused, whatever a policy says", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.emailAddress(),
      fc.constantFrom(
        "security@example.org\nContact: mailto:evil@example.org",
        "https://example.org/\r\nExpires: 2099-01-01T00:00:00Z",
        "https://example.org/ Expires: never",
        "https://ex\u2028ample.org/",
        "mailto:a@b.example%0aContact:x",
        "tel:+1\nPolicy: https://evil.example",
        "dns:5d2d37ab76d47d36._openpgpkey.example.org?type=OPENPGPKEY",
        "openpgp4fpr:5f2de5521c63a801ab59ccb603d49de44b29100f",
      ),
    );
    const channels = fc.array(
      fc.record({
        target: hostile,
        encryption: hostile,
        urgent: fc.boolean(),
        kind: fc.constantFrom("email", "form", "other"),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(channels, fc.array(hostile, { maxLength: 3 }), (all, languages) => {
        const of = made(
          withDoors(
            all.map((c) => channel(c as Partial<Channel>)),
            languages,
          ),
        );
        if (!of.ok) return;
        const { fields, problems } = readSecurityTxt(of.text);
        expect(problems).toEqual([]);
        expect(fields.map((f) => `${f.name}: ${f.value}\n`).join("")).toBe(of.text);
        expect(fields.filter((f) => f.name === "Expires").map((f) => f.value)).toEqual([
          "2027-12-31T00:00:00Z",
        ]);
        expect(fields.filter((f) => f.name === "Policy")).toHaveLength(1);
        expect(of.text).toMatch(/^[ -~\n]*$/);
      }),
    );
  });
});

describe("the reader of security.txt", () => {
  const good = "Contact: mailto:a@example.org\nExpires: 2027-12-31T00:00:00Z\n";
  test.each([
    [good.replace("Contact", "# Contact"), "no Contact"],
    [good.replace(/Expires.*\n/, ""), "not exactly one Expires"],
    [`${good}Expires: 2027-12-31T00:00:00Z\n`, "not exactly one Expires"],
    [good.replace("2027-12-31T00:00:00Z", "next year"), "Expires is no instant"],
    [`${good}Policy: http://example.org/\n`, "Policy does not use https"],
    [`${good}Contact: call us\n`, "Contact is no URI"],
    [`${good}Contact:mailto:b@example.org\n`, "line 3 is no field"],
    [`${good}Colour: blue\n`, "Colour is no field of the RFC"],
    [good.trimEnd(), "the last line has no end"],
  ])("finds in %j that there is %s", (text, problem) =>
    expect(readSecurityTxt(text).problems).toContain(problem),
  );

  test("takes comments, empty lines and CRLF", () =>
    expect(readSecurityTxt(`# hello\r\n\r\n${good.replaceAll("\n", "\r\n")}`).problems).toEqual([]));
});
