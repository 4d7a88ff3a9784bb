import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changedFiles, heldBackWords } from "@/domain/file/file";
import { fitsName, mediaTypeFor, servedType } from "@/domain/file/kinds";
import { CASE_BYTES, CASE_FILES, FILE_BYTES, roomFor, sizeInWords } from "@/domain/file/limits";
import { fileName, NAME_LENGTH } from "@/domain/file/name";

describe("a file's name", () => {
  test.each([
    ["fix.patch", "fix.patch"],
    ["../../etc/passwd.txt", "passwd.txt"],
    ["C:\\Users\\mara\\Desktop\\fix.patch", "fix.patch"],
    ["..hidden.txt", "hidden.txt"],
    ["évasion 修正.patch", "évasion 修正.patch"],
    ["invoice\u202Etxt.exe", "invoicetxt.exe"],
    ["zero\u200Bwidth\uFEFF.txt", "zerowidth.txt"],
    ["line\r\nX-Header: 1.txt", "lineX-Header: 1.txt"],
    ["  spaces   inside .md ", "spaces inside .md"],
    ["../..", null],
    ["\u202E", null],
    ["", null],
    [`${"a".repeat(NAME_LENGTH - 4)}.txt`, `${"a".repeat(NAME_LENGTH - 4)}.txt`],
    [`${"a".repeat(NAME_LENGTH)}.txt`, null],
  ])("%j is kept as %j", (raw, kept) => {
    expect(fileName(raw)).toBe(kept);
  });

  test("never holds a path, a control or a direction, never begins with a dot, and is kept as it is a second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (raw) => {
        const name = fileName(raw);
        if (name === null) return;
        expect(name).not.toMatch(/[/\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|^[. ]|[. ]$/u);
        expect([...name].length).toBeLessThanOrEqual(NAME_LENGTH);
        expect(fileName(name)).toBe(name);
      }),
    );
  });
});

describe("what a file is", () => {
  const found = (known: string | null, text = false) => ({ known, text });

  test.each([
    [found("image/png"), "image/png"],
    [found(null, true), "text/plain"],
    [found("application/xml", true), "text/plain"],
    [found("image/svg+xml", true), "text/plain"],
    [found("application/x-msdownload"), null],
    [found("application/x-elf"), null],
    [found("image/gif"), null],
    [found("application/x-cfb"), null],
    [found("constructor"), null],
    [found(null), null],
  ])("%j is %j", (what, type) => {
    expect(mediaTypeFor(what)).toBe(type);
  });

  test.each([
    ["text/plain", "fix.patch", true],
    ["text/plain", "FIX.DIFF", true],
    ["text/plain", "page.html", false],
    ["text/plain", "picture.svg", false],
    ["text/plain", "run.exe", false],
    ["text/plain", "Makefile", false],
    ["application/pdf", "picture.png", false],
    ["image/jpeg", "photo.jpeg", true],
    ["application/gzip", "src.tar.gz", true],
    ["application/zip", "letter.docx", false],
  ])("%s may be called %s: %s", (type, name, fits) => {
    expect(fitsName(type, name)).toBe(fits);
  });

  test("is served as a type of the list, text as plain text, and anything else as bytes", () => {
    expect(servedType("text/plain")).toBe("text/plain; charset=utf-8");
    expect(servedType("application/pdf")).toBe("application/pdf");
    expect(servedType("text/html")).toBe("application/octet-stream");
    expect(servedType("toString")).toBe("application/octet-stream");
  });
});

test("a case takes so many files and bytes, and says which bound was met", () => {
  expect(roomFor(1, [])).toBeNull();
  expect(roomFor(0, [])).toBe("empty");
  expect(roomFor(FILE_BYTES, [])).toBeNull();
  expect(roomFor(FILE_BYTES + 1, [])).toBe("too_large");
  expect(roomFor(1, Array(CASE_FILES - 1).fill(1))).toBeNull();
  expect(roomFor(1, Array(CASE_FILES).fill(1))).toBe("too_many");
  expect(roomFor(FILE_BYTES, Array(9).fill(FILE_BYTES))).toBeNull();
  expect(roomFor(FILE_BYTES, [...Array(9).fill(FILE_BYTES), 1])).toBe("case_full");
  expect(CASE_BYTES).toBe(10 * FILE_BYTES);
});

test("what differs between two versions is named, sizes and reasons read as words", () => {
  const file = (id: string) => ({ id, name: `${id}.patch`, mediaType: "text/plain", size: 1, digest: "" });
  expect(changedFiles([file("a"), file("b")], [file("b"), file("c")])).toEqual([
    "file c.patch added",
    "file a.patch taken out",
  ]);
  expect([12, 1536, 9.96 * 1024, FILE_BYTES].map(sizeInWords)).toEqual([
    "12 B",
    "1.5 KiB",
    "10 KiB",
    "10 MiB",
  ]);
  expect(heldBackWords("encrypted")).toContain("encrypted");
  expect(heldBackWords("toString")).toContain("can’t be looked through");
});
