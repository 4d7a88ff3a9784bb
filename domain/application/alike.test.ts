import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alike, foldName, type Named, registeredIn } from "@/domain/application/alike";

const named = (name: string, more: Partial<Named> = {}): Named => ({
  name,
  legalEntity: null,
  website: null,
  addresses: [],
  ...more,
});

/** At a provider where anybody can have a mailbox. */
const at = (local: string): string => [local, "gmail.com"].join("@");

describe("a name", () => {
  test.each([
    ["Osprey Robotics", "OSPREY  ROBOTICS, Inc."],
    ["Ósprey Robotics", "osprey-robotics GmbH"],
    ["Kestrel Linux B.V.", "Kestrel Linux"],
    ["Smørrebrød ApS", "Smorrebrod"],
    ["Tern (Systems) Ltd.", "tern systems llc"],
  ])("is the same written as %s and %s", (a, b) => {
    expect(foldName(a)).toBe(foldName(b));
    expect(alike(named(a), named(b))).toContain("the same name");
  });

  test.each([
    ["Kestrel Linux", "Kestrel Cloud"],
    ["Inc.", "Ltd."],
    ["!!", "??"],
  ])("is another written as %s and %s", (a, b) => {
    expect(alike(named(a), named(b))).toEqual([]);
  });
});

describe("two are alike", () => {
  test("by legal entity, under whatever names", () => {
    expect(
      alike(
        named("A", { legalEntity: "Parent Holding, Inc." }),
        named("B", { legalEntity: "parent holding" }),
      ),
    ).toContain("the same legal entity");
    expect(alike(named("Parent GmbH"), named("B", { legalEntity: "Parent" }))).toEqual([
      "the name of one is the legal entity of the other",
    ]);
  });

  test("by the domain of website or addresses, and never by a mailbox that anybody can have", () => {
    const a = named("A", { website: "https://www.osprey.example/x", addresses: ["pia@mail.osprey.example"] });
    expect(alike(a, named("B", { addresses: ["x@osprey.example"] }))).toEqual([
      "the same domain, osprey.example",
    ]);
    expect(alike(named("A", { addresses: [at("a")] }), named("B", { addresses: [at("b")] }))).toEqual([]);
    expect(
      alike(named("A", { website: "https://a.co.uk" }), named("B", { website: "https://b.co.uk" })),
    ).toEqual([]);
  });

  test("by one and the same address, wherever it is", () => {
    expect(alike(named("A", { addresses: [at("a")] }), named("B", { addresses: [at("a")] }))).toEqual([
      `the same address, ${at("a")}`,
    ]);
  });

  test("whichever of them is looked at first", () => {
    const any = fc.record({
      name: fc.constantFrom("Osprey", "Osprey Inc", "Tern", ""),
      legalEntity: fc.constantFrom(null, "Tern", "Osprey"),
      website: fc.constantFrom(null, "https://osprey.example", "https://www.tern.example", "nonsense"),
      addresses: fc.subarray(["a@osprey.example", at("b"), "c@tern.example"]),
    });
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(alike(a, b)).toEqual(alike(b, a).map((w) => w));
      }),
    );
  });
});

test.each([
  ["www.kestrel.example", "kestrel.example"],
  ["a.b.vendor.co.uk", "vendor.co.uk"],
  ["vendor.github.io", null],
  ["localhost", null],
  ["192.0.2.1", null],
])("of %s somebody registered %s", (host, domain) => {
  expect(registeredIn(host)).toBe(domain);
});
