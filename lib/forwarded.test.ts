import { isIP } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrivalOf, isOurHost, MOST_PROXIES, networkOf } from "@/lib/forwarded";

const peer = "192.0.2.9";

describe("the address of a client", () => {
  test.each([
    [0, "203.0.113.5", peer],
    [0, undefined, peer],
    [1, "203.0.113.5", "203.0.113.5"],
    [1, "1.1.1.1, 203.0.113.5", "203.0.113.5"],
    [2, "1.1.1.1, 203.0.113.5, 10.0.0.1", "203.0.113.5"],
    [1, "2001:db8::7", "2001:db8::7"],
    [3, "1.1.1.1, 203.0.113.5", peer],
    [1, undefined, peer],
    [1, "", peer],
    [1, "unknown", peer],
    [1, "203.0.113.5:4711", peer],
    [1, "1.1.1.1, ", peer],
    [1, "203.0.113.5; rm", peer],
  ])("with %i trusted proxies and X-Forwarded-For %j is %s", (hops, sent, address) =>
    expect(arrivalOf(peer, { "x-forwarded-for": sent }, hops).address).toBe(address),
  );

  test("is what the outermost trusted proxy saw, whatever the client wrote before", () => {
    const written = fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), { maxLength: 6 });
    const seen = fc.array(fc.oneof(fc.ipV4(), fc.ipV6()), { minLength: 1, maxLength: MOST_PROXIES });
    fc.assert(
      fc.property(written, seen, (lies, truths) => {
        const sent = { "x-forwarded-for": [...lies, ...truths].join(", ") };
        expect(arrivalOf(peer, sent, truths.length).address).toBe(truths[0]);
        expect(arrivalOf(peer, sent, 0).address).toBe(peer);
      }),
    );
  });

  test("is always an address, or nothing", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.nat(MOST_PROXIES),
        fc.option(fc.string(), { nil: undefined }),
        (sent, hops, from) => {
          const { address } = arrivalOf(from, { "x-forwarded-for": sent }, hops);
          expect(address === null || isIP(address) !== 0).toBe(true);
        },
      ),
    );
  });
});

test.each([
  ["203.0.113.5", "203.0.113.5"],
  ["::ffff:203.0.113.5", "203.0.113.5"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::", "2001:db8:1:2::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
])("%s counts as %s", (address, network) => expect(networkOf(address)).toBe(network));

test("the addresses of one customer's network are one, however many they make up", () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 64n - 1n), (low) => {
      const groups = [48n, 32n, 16n, 0n].map((shift) => ((low >> shift) & 0xffffn).toString(16));
      expect(networkOf(`2001:db8:1:2:${groups.join(":")}`)).toBe("2001:db8:1:2::/64");
    }),
  );
});

describe("the host of a request", () => {
  const asked = { host: "web:3000", "x-forwarded-host": "curfew.example.org", "x-forwarded-proto": "http" };

  test("is its own where no proxy is trusted, and what the proxy says where one is", () => {
    expect(arrivalOf(peer, asked, 0)).toMatchObject({ host: "web:3000", plain: false });
    expect(arrivalOf(peer, asked, 1)).toMatchObject({ host: "curfew.example.org", plain: true });
    expect(arrivalOf(peer, { host: "curfew.example.org" }, 1).host).toBe("curfew.example.org");
    const twice = { ...asked, "x-forwarded-host": "curfew.example.org, inner" };
    expect(arrivalOf(peer, twice, 2).host).toBe("curfew.example.org");
    expect(arrivalOf(peer, asked, 2).host).toBe("curfew.example.org");
  });

  test.each(["curfew.example.org", "CURFEW.example.org", "curfew.example.org:443"])("%s is ours", (host) =>
    expect(isOurHost(host, "https://curfew.example.org")).toBe(true),
  );

  test.each([
    null,
    undefined,
    "",
    "evil.example",
    "curfew.example.org.evil.example",
    "curfew.example.org:80",
    "curfew.example.org:8444",
    "a@curfew.example.org",
    "curfew.example.org/x",
    "curfew.example.org#",
    "curfew.example.org, evil.example",
    "curfew.example.org\u0000",
  ])("%j is not", (host) => expect(isOurHost(host, "https://curfew.example.org")).toBe(false));
});

test("whatever a Host says, it is ours only where it names our host and port", () => {
  const ours = "curfew.example.org";
  const bits = fc.constantFrom(
    ours,
    ":",
    "443",
    "80",
    "@",
    "/",
    "#",
    "?",
    "\\",
    ".",
    "evil.example",
    "%2e",
    " ",
    "[",
    "]",
  );
  const host = fc.oneof(
    fc.array(bits, { maxLength: 4 }).map((all) => all.join("")),
    fc.string(),
    fc.domain(),
  );
  fc.assert(
    fc.property(host, (said) => {
      const is = isOurHost(said, `https://${ours}`);
      expect(is).toBe(/^curfew\.example\.org(:0*443|:)?$/i.test(said));
    }),
    { numRuns: 1000 },
  );
});
