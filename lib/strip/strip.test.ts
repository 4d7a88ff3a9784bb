import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { PDFDocument, PDFName } from "@cantoo/pdf-lib";
import fc from "fast-check";
import { gzipSync, strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { foundIn } from "@/lib/strip/found";
import { strip } from "@/lib/strip/strip";
import { AUTHOR, docx, letter, photo } from "@/tests/files";

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const ODT = "application/vnd.oasis.opendocument.text";

async function copyOf(mediaType: string, bytes: Uint8Array): Promise<Uint8Array> {
  const made = await strip(mediaType, bytes);
  if (!("copy" in made) || !made.copy) throw new Error(`no copy: ${JSON.stringify(made)}`);
  return made.copy;
}

/** Whether bytes hold a word as text, in UTF-16, or as hex. */
const holds = (bytes: Uint8Array, word: string): boolean => {
  const wide = Buffer.from(word, "utf16le").swap16();
  const shapes = [
    Buffer.from(word),
    Buffer.from(word, "utf16le"),
    wide,
    Buffer.from(wide.toString("hex").toUpperCase()),
  ];
  return shapes.some((shape) => Buffer.from(bytes).includes(shape));
};

describe("a picture", () => {
  test.each(["png", "jpeg", "webp"] as const)(
    "as %s loses name, position and orientation, and stands upright",
    async (format) => {
      const bytes = await photo(format);
      expect(holds(bytes, AUTHOR)).toBe(true);
      const copy = await copyOf(`image/${format}`, bytes);
      expect(holds(copy, AUTHOR)).toBe(false);
      const is = await sharp(copy).metadata();
      expect(is).toMatchObject({ format, width: 16, height: 24 });
      expect([is.exif, is.xmp, is.iptc, is.icc, is.orientation]).toEqual(Array(5).fill(undefined));
    },
  );

  test("that is cut short, of another format, or a program of lines, is held back", async () => {
    const whole = await photo("jpeg");
    expect(await strip("image/jpeg", whole.subarray(0, whole.length - 60))).toEqual({
      heldBack: "unreadable",
    });
    for (const other of [
      strToU8(
        `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>`,
      ),
      Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64"),
    ])
      expect(await strip("image/png", other)).toEqual({ heldBack: "unreadable" });
  });

  test("that would fill the memory is held back", async () => {
    const huge = await sharp({ create: { width: 8000, height: 8000, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    expect(huge.length).toBeLessThan(1_000_000);
    expect(await strip("image/png", huge)).toEqual({ heldBack: "unreadable" });
  });
});

describe("a PDF", () => {
  test("loses author, XMP, names of annotations, what an earlier saving left, and the metadata of its pictures", async () => {
    const bytes = await letter();
    expect(holds(bytes, AUTHOR)).toBe(true);
    const copy = await copyOf("application/pdf", bytes);
    expect(holds(copy, AUTHOR)).toBe(false);
    expect(Buffer.from(copy).includes("Exif")).toBe(false);
    expect(Buffer.from(copy).includes("/Info")).toBe(false);
    const pdf = await PDFDocument.load(copy, { updateMetadata: false });
    expect([pdf.getAuthor(), pdf.getTitle(), pdf.getProducer(), pdf.getPageCount()]).toEqual([
      undefined,
      undefined,
      undefined,
      1,
    ]);
    expect(pdf.catalog.has(PDFName.of("Metadata"))).toBe(false);
  });

  test("that is encrypted, holds other files, or can't be read, is held back", async () => {
    const encrypted = await letter((pdf) => pdf.encrypt({ userPassword: "a", ownerPassword: "b" }));
    expect(await strip("application/pdf", encrypted)).toEqual({ heldBack: "encrypted" });
    const holding = await letter((pdf) => pdf.attach(strToU8("inside"), "inside.txt"));
    expect(await strip("application/pdf", holding)).toEqual({ heldBack: "embedded" });
    expect(await strip("application/pdf", strToU8("%PDF-1.7\nnothing"))).toEqual({ heldBack: "unreadable" });
  });
});

describe("a document of an office program", () => {
  test("loses its properties, who changed and commented, and the metadata of its pictures; its text stays", async () => {
    const copy = unzipSync(await copyOf(DOCX, await docx()));
    expect(Object.keys(copy)).not.toContain("docProps/core.xml");
    for (const [name, part] of Object.entries(copy)) expect(holds(part, AUTHOR), name).toBe(false);
    expect(strFromU8(copy["word/document.xml"] ?? new Uint8Array())).toBe(
      `<w:document><w:ins w:id="1" w:author="" w:date="1980-01-01T00:00:00Z"><w:t>userId="42" stays</w:t></w:ins></w:document>`,
    );
    expect(strFromU8(copy["_rels/.rels"] ?? new Uint8Array())).not.toContain("docProps");
    expect((await foundIn(zipSync(copy))).known).toBe(DOCX);
  });

  test("of OpenDocument loses its metadata, thumbnail and who commented, and begins with its type as before", async () => {
    const odt = zipSync({
      mimetype: [strToU8(ODT), { level: 0 }],
      "meta.xml": strToU8(`<meta:initial-creator>${AUTHOR}</meta:initial-creator>`),
      "Thumbnails/thumbnail.png": await photo("png"),
      "content.xml": strToU8(`<office:annotation><dc:creator>${AUTHOR}</dc:creator>x</office:annotation>`),
      "META-INF/manifest.xml": strToU8(
        `<manifest:manifest><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
      ),
    });
    expect((await foundIn(odt)).known).toBe(ODT);
    const bytes = await copyOf(ODT, odt);
    expect((await foundIn(bytes)).known).toBe(ODT);
    const copy = unzipSync(bytes);
    expect(Object.keys(copy)).toEqual(["mimetype", "content.xml", "META-INF/manifest.xml"]);
    expect(
      Object.values(copy)
        .map((part) => strFromU8(part))
        .join(""),
    ).not.toMatch(/Wanda|meta\.xml/);
  });

  test.each([
    ["embedded", { "word/embeddings/sheet.xlsx": strToU8("x") }],
    ["embedded", { "word/vbaProject.bin": strToU8("x") }],
    ["embedded", { "word/media/drawing.emf": strToU8("x") }],
    ["encrypted", { "META-INF/manifest.xml": strToU8("<manifest:encryption-data/>") }],
    ["unreadable", { "word/wide.xml": new Uint8Array([0xff, 0xfe, 0x3c, 0x00]) }],
    ["too_large", { "word/bomb.xml": new Uint8Array(101 * 1024 * 1024) }],
  ])("is held back as %s with such a part", async (why, part) => {
    expect(await strip(DOCX, await docx(part))).toEqual({ heldBack: why });
  });

  test("of more parts than any has is held back", async () => {
    const parts = Object.fromEntries(
      Array.from({ length: 5001 }, (_, i) => [`word/${i}.xml`, new Uint8Array()]),
    );
    expect(await strip(DOCX, await docx(parts))).toEqual({ heldBack: "too_large" });
  });
});

test("text and archives go as they are", async () => {
  for (const type of ["text/plain", "application/zip", "application/gzip", "application/x-tar"])
    expect(await strip(type, strToU8("x"))).toEqual({ copy: null });
});

test("a file is known by its content: text only where every byte of it is", async () => {
  const of = async (bytes: Uint8Array | string) => foundIn(Buffer.from(bytes as string));
  expect(await of("--- a/x.py\n+++ b/x.py\n")).toEqual({ known: null, text: true });
  expect((await of("a\0b")).text).toBe(false);
  expect((await of(new Uint8Array([0x61, 0xc3, 0x28]))).text).toBe(false);
  expect((await of("<html><script>alert(1)</script></html>")).text).toBe(true);
  expect((await of(gzipSync(strToU8("x")))).known).toBe("application/gzip");
  expect((await of(await letter())).known).toBe("application/pdf");
  expect((await of(await docx())).known).toBe(DOCX);
  expect((await of(Buffer.concat([Buffer.from("MZ"), Buffer.alloc(200)]))).known).toBe(
    "application/x-msdownload",
  );
});

test("nothing of a file is ever in the folder for temporary files", async () => {
  const before = readdirSync(tmpdir());
  await strip("image/jpeg", await photo("jpeg"));
  await strip("application/pdf", await letter());
  await strip(DOCX, await docx());
  const fresh = readdirSync(tmpdir()).filter((f) => !before.includes(f));
  expect(fresh.filter((f) => /vips|sharp|pdf|zip|magick|fflate/i.test(f))).toEqual([]);
});

describe("whatever bytes come", () => {
  const types = ["image/png", "image/jpeg", "image/webp", "application/pdf", DOCX, ODT, "text/plain"];

  test("a file is looked through or held back with a reason, never with an error", async () => {
    const heads = [
      "\x89PNG\r\n\x1a\n",
      "\xff\xd8\xff\xe1",
      "RIFF\0\0\0\0WEBPVP8X",
      "%PDF-1.7\n",
      "PK\x03\x04",
      "",
    ];
    const bytes = fc
      .tuple(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 300 }))
      .map(([head, rest]) => Buffer.concat([Buffer.from(head, "latin1"), rest]));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...types), bytes, async (type, file) => {
        const made = await strip(type, file);
        expect("copy" in made || ["encrypted", "unreadable", "embedded", "too_large"]).toBeTruthy();
        expect(Object.keys(await foundIn(file)).sort()).toEqual(["known", "text"]);
      }),
      { numRuns: 300 },
    );
  });

  test("a true file that was changed or cut anywhere is held back, or still loses who made it", async () => {
    const files: [string, Uint8Array][] = [
      ["image/png", await photo("png")],
      ["image/jpeg", await photo("jpeg")],
      ["image/webp", await photo("webp")],
      ["application/pdf", await letter()],
      [DOCX, await docx()],
    ];
    const change = fc.record({
      file: fc.constantFrom(...files),
      at: fc.nat(),
      byte: fc.nat(255),
      cut: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ file: [type, whole], at, byte, cut }) => {
        const changed = cut ? whole.slice(0, at % whole.length) : Uint8Array.from(whole);
        if (!cut) changed[at % whole.length] = byte;
        const made = await strip(type, changed);
        if (!("copy" in made) || !made.copy) return;
        expect((await foundIn(made.copy)).known).not.toBeNull();
        if (type.startsWith("image/")) expect(holds(made.copy, AUTHOR)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  test("a document is looked through in time that grows with its length, however its text is written", async () => {
    const parts = [
      "<Relationship ",
      '<Relationship Target="docProps/a" ',
      '<Override PartName="/docProps/a" ',
      "<manifest:file-entry ",
      "<author>",
      '<w:ins w:author="',
      "<p:cmAuthor name=",
      "<a",
      "</Relationship> ",
      `<${"a".repeat(399_999)}`,
    ];
    for (const part of parts) {
      const bytes = await docx({ "word/x.xml": strToU8(part.repeat(400_000 / part.length)) });
      const begun = performance.now();
      await strip(DOCX, bytes);
      expect(performance.now() - begun, part).toBeLessThan(2000);
    }
  });
});

test("what names a dropped part is gone however it is written, and its neighbours stay", async () => {
  const rels = [
    '<Relationship Id="1" Target="docProps/app.xml"/>',
    '<Relationship Id="2" Target="/docProps/core.xml"></Relationship>',
    "<Relationship\n Target='kept'   Target=\"docProps/x\"\n>\n </Relationship>",
    '<Relationship Id="3" Target="word/document.xml"/>',
    '<Relationship Id="4" Target="styles.xml"></Relationship>',
  ];
  const bytes = await docx({
    "word/_rels/x.rels": strToU8(`<Relationships>${rels.join("")}</Relationships>`),
  });
  const copy = unzipSync(await copyOf(DOCX, bytes));
  expect(strFromU8(copy["word/_rels/x.rels"] ?? new Uint8Array())).toBe(
    `<Relationships>${rels[3]}${rels[4]}</Relationships>`,
  );
});

test("text of more than 25 MiB unpacked is held back", async () => {
  const bytes = await docx({ "word/long.xml": new Uint8Array(26 * 1024 * 1024).fill(32) });
  expect(await strip(DOCX, bytes)).toEqual({ heldBack: "too_large" });
});
