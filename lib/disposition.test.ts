import fc from "fast-check";
import { expect, test } from "vitest";
import { attachment } from "@/lib/disposition";
import { gate } from "@/lib/gate";

test("a file's name reaches the browser whole, and breaks out of no header", () => {
  expect(attachment("fix.patch")).toBe(`attachment; filename="fix.patch"; filename*=UTF-8''fix.patch`);
  expect(attachment(`a"; b=\\%(é修'*).txt`)).toBe(
    `attachment; filename="a_; b=__(__'*).txt"; filename*=UTF-8''a%22%3B%20b%3D%5C%25%28%C3%A9%E4%BF%AE%27%2A%29.txt`,
  );
});

test("a gate lets so many in at a time, and one in for each that left once", () => {
  const enter = gate(2);
  const [one, two] = [enter(), enter()];
  expect(one && two).toBeTruthy();
  expect(enter()).toBeNull();
  one?.();
  one?.();
  expect(enter()).not.toBeNull();
  expect(enter()).toBeNull();
});

test("any name makes a header of printable ASCII that ends where it should, and is read back whole", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(fc.constantFrom("a", "\ud800", "\udc00", "é")).map((all) => all.join("")),
      ),
      (name) => {
        const header = attachment(name);
        const [, unicode = ""] =
          /^attachment; filename="[^"\\%]*"; filename\*=UTF-8''([\w.!~%-]*)$/.exec(header) ?? [];
        expect(header).toMatch(/^[\x20-\x7e]*$/);
        expect(decodeURIComponent(unicode)).toBe(name.toWellFormed());
      },
    ),
  );
});
