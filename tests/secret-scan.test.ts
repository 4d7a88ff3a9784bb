import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { addressesIn, secretsIn } from "@/tests/secret-scan";
import { tracked } from "@/tests/sources";

// No secret and nobody's address is in the repository. Ours, since the usual scanner brings ninety packages into every
// check, to look for a dozen shapes (docs/dependencies.md).

const letters = (count: number, of = "A7bC2dE5fG4hJ3kL6mN") =>
  Array.from(randomBytes(count), (byte, i) => of[(byte + i) % of.length]).join("");
const base64 = (count: number) => randomBytes(count).toString("base64");

/** Put together here, so that no file holds one. */
const PLANTED: readonly (readonly [string, string])[] = [
  ["a private key", `${"-----BEGIN"} OPENSSH PRIVATE KEY-----`],
  ["a private key", `${"-----BEGIN"} PRIVATE KEY-----`],
  ["a private key", `${"-----BEGIN"} PGP PRIVATE KEY BLOCK-----`],
  ["a key of Resend", `RESEND_API_KEY=${"re"}_${letters(8)}_${letters(24)}`],
  ["a webhook's secret", `whsec${"_"}${base64(24)}`],
  ["a token of GitHub", `"gh${"p"}_${letters(36)}"`],
  ["a token of GitHub", `gh${"s"}_${letters(40)}`],
  ["a token of GitHub", `github${"_pat_"}${letters(22)}_${letters(59)}`],
  ["a key of AWS", `AKI${"A"}${letters(16, "ABCDEFGH234567")}`],
  ["a token of npm", `//registry.example/:_authToken=npm${"_"}${letters(36)}`],
  ["a token of Slack", `xox${"b"}-${letters(30)}`],
  ["a key of Google", `AIz${"a"}${letters(35)}`],
  ["a key of a language model's vendor", `sk${"-"}ant-${letters(40)}`],
  ["a signed token", [`ey${"J"}${letters(20)}`, `ey${"J"}${letters(20)}`, letters(30)].join(".")],
  ["a password in an address", `postgres${"://"}curfew:${letters(12)}@db.example/curfew`],
  ["a password in an address", `https${"://"}ada:${letters(12)}@git.example/x`],
  ["a key in base64", `CURFEW_MASTER${"_KEY"}=${base64(32)}`],
  ["a key in base64", `  masterKey${":"} "${base64(32)}",`],
];

/** Files that hold what looks like one and is none, by the kind that they hold. */
const KNOWN: Readonly<Record<string, string>> = {
  "lib/env.test.ts: a key in base64": "made for the test; it wraps nothing",
  "lib/env.test.ts: a webhook's secret": "the sample of the standard, which must be refused",
  "lib/mail-settings.ts: a webhook's secret": "the sample of the standard, which is refused",
  "lib/webhook.test.ts: a webhook's secret": "the sample of the standard",
  "proxy.test.ts: a key in base64": "made for the test; it wraps nothing",
};

const texts = tracked()
  .map((file) => ({ file, bytes: readFileSync(file) }))
  .filter(({ bytes }) => !bytes.includes(0))
  .map(({ file, bytes }) => ({ file, text: bytes.toString("utf8") }));

describe("the repository", () => {
  test("is read whole", () => {
    expect(texts.length).toBeGreaterThan(500);
    for (const file of ["README.md", ".env.example", "package-lock.json", "app/page.tsx"])
      expect(texts.map((t) => t.file)).toContain(file);
  });

  test("holds no secret", () => {
    const found = texts.flatMap(({ file, text }) => secretsIn(text).map(({ kind }) => `${file}: ${kind}`));
    expect([...new Set(found)].sort()).toEqual(Object.keys(KNOWN).sort());
  });

  test("names no mailbox that somebody could have: addresses are at domains for examples", () => {
    expect(texts.flatMap(({ file, text }) => addressesIn(text).map(({ line }) => `${file}:${line}`))).toEqual(
      [],
    );
  });

  test("has no file of settings but the sample", () => {
    expect(tracked().filter((f) => /(^|\/)\.env/.test(f))).toEqual([".env.example"]);
    expect(tracked().filter((f) => /\.(pem|key|p12|pfx|jks|kdbx|sqlite|dump|backup)$/.test(f))).toEqual([]);
  });
});

describe("the scan", () => {
  test.each(PLANTED)("finds %s", (kind, text) => {
    expect(secretsIn(`before\n${text}\nafter`)).toContainEqual({ kind, line: 2 });
  });

  test.each([
    "DATABASE_URL=postgres://curfew_app:…@localhost:5432/curfew",
    ["`postgres://$", "{user}:$", "{password}@localhost/x`"].join(""),
    "RESEND_API_KEY=re_…",
    "CURFEW_MASTER_KEY=",
    "export const re_export_of_everything = 1;",
    "sha512-Uo3C1r1F0nq5Dk0u1bJgVY5mGmBq6z0mYw3nT1sQx8E=",
  ])("leaves alone %s", (text) => expect(secretsIn(text)).toEqual([]));

  test.each([["ada", "mailbox-of-ada.io"].join("@"), ["A.B+c", "sub.mailbox-of-ada.com"].join("@")])(
    "finds the address %s",
    (address) => expect(addressesIn(`<${address}>`)).toHaveLength(1),
  );

  test.each([
    "ada@team.example",
    "a@example.org",
    "x@curfew.localhost",
    "erased-1@erased.invalid",
    "next@16.4.6",
  ])("knows that %s is nobody's", (text) => expect(addressesIn(text)).toEqual([]));
});
