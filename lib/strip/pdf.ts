import {
  EncryptedPDFError,
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
} from "@cantoo/pdf-lib";
import { withoutSegments } from "@/lib/strip/jpeg";
import { Unstrippable } from "@/lib/strip/unstrippable";

const name = (of: string) => PDFName.of(of);
const is = (value: PDFObject | undefined, of: string) => value === name(of);

/**
 * The document without its information dictionary, XMP, private data of programs, names of who annotated, metadata of
 * its JPEG pictures, and without any object that nothing refers to: what an earlier saving left behind goes too.
 * @throws Unstrippable where it is encrypted or holds other files; Error where it can't be read
 */
export async function stripPdf(bytes: Uint8Array): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true }).catch(
    (error: unknown) => {
      throw error instanceof EncryptedPDFError ? new Unstrippable("encrypted") : error;
    },
  );
  if (pdf.isEncrypted) throw new Unstrippable("encrypted");
  const { context } = pdf;
  delete context.trailerInfo.Info;
  delete context.trailerInfo.ID;
  const root = context.trailerInfo.Root;
  if (!(root instanceof PDFRef)) throw new Error("no catalog");
  const kept = clean(context, root);
  for (const [ref] of context.enumerateIndirectObjects()) if (!kept.has(ref)) context.delete(ref);
  return pdf.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
}

/** Cleans everything that the root leads to. @returns which objects these are */
function clean(context: PDFContext, root: PDFRef): Set<PDFRef> {
  const kept = new Set<PDFRef>();
  const open: PDFObject[] = [root];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next instanceof PDFRef) {
      if (kept.has(next)) continue;
      kept.add(next);
      const value = context.lookup(next);
      if (value instanceof PDFRawStream) context.assign(next, cleanPicture(value));
      if (value) open.push(context.lookup(next) ?? value);
    } else if (next instanceof PDFArray) open.push(...next.asArray());
    else if (next instanceof PDFStream || next instanceof PDFDict) {
      const dict = next instanceof PDFStream ? next.dict : next;
      cleanDict(dict);
      open.push(...dict.values());
    }
  }
  return kept;
}

function cleanDict(dict: PDFDict): void {
  // A file within the file, wherever it hangs: it has metadata of its own.
  if (dict.has(name("EF"))) throw new Unstrippable("embedded");
  for (const said of ["Metadata", "PieceInfo", "LastModified"]) dict.delete(name(said));
  // Of a form's field it is the field's own name.
  if (dict.has(name("Rect")) && !is(dict.get(name("Subtype")), "Widget"))
    for (const said of ["T", "M", "CreationDate"]) dict.delete(name(said));
}

/** A JPEG lies in a document as it came from the camera. */
function cleanPicture(stream: PDFRawStream): PDFRawStream {
  const filter = stream.dict.lookup(name("Filter"));
  const filters = filter instanceof PDFArray ? filter.asArray() : filter ? [filter] : [];
  if (filters.some((f) => is(f, "JPXDecode"))) throw new Unstrippable("embedded");
  if (!filters.some((f) => is(f, "DCTDecode") || is(f, "DCT"))) return stream;
  if (filters.length > 1) throw new Unstrippable("embedded");
  return PDFRawStream.of(stream.dict, withoutSegments(stream.contents));
}
