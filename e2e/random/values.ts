import fc from "fast-check";

// What stands in fields, addresses and headers. Bounded: nothing here is longer than a request may be.

const EDGES = [
  "",
  " ",
  "\0",
  "a\0b",
  "\u202e",
  "\ud800",
  "💩",
  "%",
  "%00",
  "%ff",
  "..",
  "../../etc/passwd",
  "'; drop table cases; --",
  "\\",
  "{}",
  "[]",
  "null",
  "true",
  "on",
  "$K1",
  "$F1",
  "__proto__",
  "constructor",
  "toString",
  "NaN",
  "Infinity",
  "1e308",
  "-1",
  "0",
  "1.5",
  "2147483647",
  "2147483648",
  "9007199254740993",
  "99999999999999999999999",
  "0000-01-01",
  "9999-12-31",
  "+275760-09-13",
  "2027-02-30",
  "0000-01-01T00:00",
  "9999-12-31T23:59",
  "2027-02-01T09:00",
  "UTC",
  "America/Los_Angeles",
  "Etc/GMT+12",
  "00000000-0000-0000-0000-000000000000",
  "ZZZZZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZZZZZZZZZ",
  "VLLM-7K3QD",
  "javascript:alert(1)",
  "https://a@b:99999/",
  "http://[::1",
  "//evil.example",
  "a@b",
  "<script>alert(1)</script>",
];

/** A text: an edge, something random, or a long one. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...EDGES), weight: 6 },
  { arbitrary: fc.string({ unit: "binary", maxLength: 40 }), weight: 3 },
  { arbitrary: fc.uuid(), weight: 1 },
  {
    arbitrary: fc.constantFrom("x", "> ", "*a_", "é", "[").map((unit) => unit.repeat(20_000)),
    weight: 1,
  },
);

/** One part of a path, as it is written in an address. */
export const segment: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "%00",
    "%ff",
    "%E0%A4%A",
    "%",
    "%2e%2e",
    "..",
    ".",
    "%2F",
    "%5c",
    "[reference]",
    "%5Bid%5D",
    "__proto__",
    "a".repeat(900),
    "VLLM-7K3QD%20",
    "%F0%9F%92%A9",
    ";a=b",
    "*",
  ),
  fc.uuid(),
  fc.string({ maxLength: 12 }).map((s) => encodeURIComponent(s.toWellFormed())),
);

const NAMES =
  "page q from to state order kind action person reference organization clock cursor cell project version token email code error refused added done _rsc __proto__ a[b]";
export const query: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.constantFrom(...NAMES.split(" ")),
      fc.oneof(
        text.map((s) => encodeURIComponent(s.slice(0, 200).toWellFormed())),
        fc.constantFrom("%", "%ff", "%E0%A4%A", "&&==", "[]"),
      ),
    ),
    { maxLength: 4 },
  )
  .map((all) => (all.length > 0 ? `?${all.map((pair) => pair.join("=")).join("&")}` : ""));

/** What a header may hold: visible Latin-1. */
const headerText = fc.oneof(
  fc.constantFrom(
    "",
    "x",
    "1",
    "*/*",
    "text/html",
    "%E0%A4%A",
    "null",
    "[]",
    "a".repeat(3000),
    "\xff\xfe",
    ";;=,",
  ),
  fc.constantFrom('["",{}]', '["",{"children":5}]', "{", "[".repeat(500)).map(encodeURIComponent),
  fc.stringMatching(/^[ -~\xa1-\xff]{1,40}$/).map((s) => s.trim()),
);

/** Headers that something on the way may read. Not those that say where a request ends: Node answers these by itself. */
const HEADERS = [
  "accept",
  "accept-encoding",
  "accept-language",
  "authorization",
  "content-type",
  "if-modified-since",
  "if-none-match",
  "next-action",
  "next-hmr-refresh",
  "next-router-prefetch",
  "next-router-segment-prefetch",
  "next-router-state-tree",
  "next-url",
  "purpose",
  "range",
  "referer",
  "rsc",
  "sec-fetch-site",
  "user-agent",
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-http-method-override",
  "x-middleware-subrequest",
  "x-nextjs-data",
  "x-nonce",
];
export const headers: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { arbitrary: fc.constant({}), weight: 4 },
  { arbitrary: fc.dictionary(fc.constantFrom(...HEADERS), headerText, { maxKeys: 4 }), weight: 2 },
);

const cookieValue = fc.oneof(
  fc.constantFrom("%", "%ff", '"', "a=b", "x".repeat(3000), "j:{}", "\xff", "Mars/Olympus", "dark"),
  fc.stringMatching(/^[!-:<-~]{1,40}$/),
);
/** More cookies, beside the one of whoever asks. */
export const cookies: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.constantFrom("zone", "theme", "curfew-browser", "curfew-device", "curfew-github", "__proto__", ""),
      cookieValue,
    ),
    { maxLength: 3 },
  )
  .map((all) => all.map((pair) => pair.join("=")).join("; "));
