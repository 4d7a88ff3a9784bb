import { PDFDocument, PDFName } from "@cantoo/pdf-lib";
import { strToU8, zipSync } from "fflate";
import sharp from "sharp";

// Small files that carry what says who made them. The word stands where a reader of metadata looks for it.
export const AUTHOR = "Wanda Zielinska-Quux";

const red = { create: { width: 24, height: 16, channels: 3 as const, background: { r: 200, g: 30, b: 30 } } };
const exif = {
  IFD0: { Artist: AUTHOR, Orientation: "6" },
  IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 3230/100" },
};

/** A picture with name, position and orientation in its EXIF: 24 by 16, to be turned by a quarter. */
export const photo = async (format: "png" | "jpeg" | "webp"): Promise<Uint8Array> =>
  sharp(red).withExif(exif).withMetadata({ exif, orientation: 6 }).toFormat(format).toBuffer();

/** A document with author, XMP, a saving from before, and an annotation by somebody. */
export async function letter(
  change: (pdf: PDFDocument) => void | Promise<void> = () => {},
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.setAuthor(AUTHOR);
  pdf.setTitle(`By ${AUTHOR}`);
  const page = pdf.addPage([200, 100]);
  page.drawText("The patch moves one check.");
  const { context } = pdf;
  pdf.catalog.set(PDFName.of("Metadata"), context.register(context.stream(`<x>${AUTHOR}</x>`)));
  context.register(context.stream(`left behind by ${AUTHOR}`));
  const note = context.obj({ Type: "Annot", Subtype: "Text", Rect: [0, 0, 9, 9] });
  const { PDFHexString } = await import("@cantoo/pdf-lib");
  note.set(PDFName.of("T"), PDFHexString.fromText(AUTHOR));
  page.node.set(PDFName.of("Annots"), context.obj([context.register(note)]));
  page.drawImage(await pdf.embedJpg(await photo("jpeg")), { x: 0, y: 0, width: 9, height: 9 });
  await change(pdf);
  return pdf.save({ useObjectStreams: false });
}

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

/** A Word document with author, tracked change, comment and a photo. */
export const docx = async (more: Record<string, Uint8Array> = {}): Promise<Uint8Array> =>
  zipSync({
    "[Content_Types].xml": strToU8(
      `<Types><Override PartName="/word/document.xml" ContentType="${WORD}"/><Override PartName="/docProps/core.xml" ContentType="x"/></Types>`,
    ),
    "_rels/.rels": strToU8(
      `<Relationships><Relationship Id="1" Target="word/document.xml"/><Relationship Id="2" Target="docProps/core.xml"/></Relationships>`,
    ),
    "docProps/core.xml": strToU8(`<dc:creator>${AUTHOR}</dc:creator>`),
    "word/document.xml": strToU8(
      `<w:document><w:ins w:id="1" w:author="${AUTHOR}" w:date="2026-01-02T03:04:05Z"><w:t>userId="42" stays</w:t></w:ins></w:document>`,
    ),
    "word/comments.xml": strToU8(
      `<w:comments><w:comment w:author="${AUTHOR}" w:initials="WZQ"/></w:comments>`,
    ),
    "word/media/image1.jpeg": await photo("jpeg"),
    ...more,
  });
