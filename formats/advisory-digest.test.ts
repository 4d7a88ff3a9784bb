import { expect, test } from "vitest";
import { advisoryDigest } from "@/formats/advisory-digest";

const text = {
  title: "t",
  summary: "",
  description: "",
  impact: "i",
  affected: "",
  fixed: "",
  mitigation: "",
  references: "",
};
const file = { id: "1", name: "fix.patch", mediaType: "text/plain", size: 3, digest: "ab" };

test("the digest of a version covers its text, and name, digest and order of its files", () => {
  const all = [
    advisoryDigest(text, []),
    advisoryDigest({ ...text, impact: "j" }, []),
    advisoryDigest(text, [file]),
    advisoryDigest(text, [{ ...file, digest: "cd" }]),
    advisoryDigest(text, [{ ...file, name: "other.patch" }]),
    advisoryDigest(text, [file, { ...file, name: "b" }]),
    advisoryDigest(text, [{ ...file, name: "b" }, file]),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(advisoryDigest({ ...text }, [{ ...file, id: "2" }])).toBe(all[2]);
});
