import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { docx, letter, photo } from "../../tests/files";

export type RandomFile = { name: string; bytes: Buffer; broken: boolean };

/** A picture of a few hundred bytes that would fill the memory. */
function widePng(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length);
    head.write(type, 4, "latin1");
    return Buffer.concat([head, data, Buffer.alloc(4)]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(60_000, 0);
  size.writeUInt32BE(60_000, 4);
  size.writeUInt8(8, 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", size),
    chunk("IDAT", deflateSync(Buffer.alloc(100_000))),
  ]);
}

/** Small, and large once it is unpacked. */
const bombs = async (): Promise<Uint8Array[]> => [
  zipSync({ "[Content_Types].xml": new Uint8Array(20_000_000) }),
  await docx({ "word/bomb.xml": new Uint8Array(26_000_000) }),
  await docx({ "word/x.xml": strToU8("<Relationship ".repeat(10_000)) }),
  await docx(Object.fromEntries(Array.from({ length: 5100 }, (_, i) => [`word/${i}.xml`, new Uint8Array()]))),
  widePng(),
  Buffer.concat([
    Buffer.from("%PDF-1.5\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length 9999>>\nstream\n"),
    deflateSync(Buffer.alloc(10_000_000, 32)),
    Buffer.from("\nendstream\nendobj\n"),
  ]),
];

/** True files and bombs, whole, changed in places, cut off, or behind the head of another kind. */
export async function file(): Promise<fc.Arbitrary<RandomFile>> {
  const whole = [
    await photo("png"),
    await photo("jpeg"),
    await photo("webp"),
    await letter(),
    await docx(),
    strToU8("--- a\n+++ b\n"),
  ];
  const heads = [
    "\x89PNG\r\n\x1a\n",
    "\xff\xd8\xff",
    "%PDF-1.7",
    "PK\x03\x04",
    "RIFF",
    "GIF89a",
    "MZ",
    "\x1f\x8b",
    "",
  ];
  const ending = fc.constantFrom(
    ".png",
    ".jpg",
    ".webp",
    ".pdf",
    ".docx",
    ".zip",
    ".patch",
    ".gz",
    ".exe",
    "",
  );
  const stem = fc.constantFrom(
    "a",
    "..",
    "../../etc/x",
    "é",
    "a\\b",
    "\u202Egnp",
    "a;b",
    "x".repeat(300),
    "con",
  );
  const changed = fc
    .tuple(
      fc.constantFrom(...whole),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
      fc.option(fc.nat()),
    )
    .map(([bytes, places, cut]) => {
      const copy = Buffer.from(bytes);
      for (const [at, byte] of places) copy[at % copy.length] = byte;
      return cut === null ? copy : copy.subarray(0, cut % copy.length);
    });
  const headed = fc
    .tuple(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 2000 }))
    .map(([head, rest]) => Buffer.concat([Buffer.from(head, "latin1"), rest]));
  return fc.record({
    name: fc.tuple(stem, ending).map((parts) => parts.join("")),
    bytes: fc.oneof(
      { arbitrary: changed, weight: 5 },
      { arbitrary: headed, weight: 3 },
      { arbitrary: fc.constantFrom(...(await bombs())).map((b) => Buffer.from(b)), weight: 2 },
    ),
    broken: fc.nat(9).map((n) => n === 0),
  });
}
