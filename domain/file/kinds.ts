const openXml = "application/vnd.openxmlformats-officedocument";
const openDocument = "application/vnd.oasis.opendocument";

/** What may be put on a case, by its content; the word for people, and the endings that a name of it may have. */
const KINDS = {
  "text/plain": { word: "Text", endings: ["txt", "md", "patch", "diff", "log", "json"] },
  "image/png": { word: "PNG picture", endings: ["png"] },
  "image/jpeg": { word: "JPEG picture", endings: ["jpg", "jpeg"] },
  "image/webp": { word: "WebP picture", endings: ["webp"] },
  "application/pdf": { word: "PDF", endings: ["pdf"] },
  "application/zip": { word: "ZIP archive", endings: ["zip"] },
  "application/gzip": { word: "GZIP archive", endings: ["gz", "tgz"] },
  "application/x-tar": { word: "TAR archive", endings: ["tar"] },
  [`${openXml}.wordprocessingml.document`]: { word: "Word document", endings: ["docx"] },
  [`${openXml}.spreadsheetml.sheet`]: { word: "Excel workbook", endings: ["xlsx"] },
  [`${openXml}.presentationml.presentation`]: { word: "PowerPoint presentation", endings: ["pptx"] },
  [`${openDocument}.text`]: { word: "OpenDocument text", endings: ["odt"] },
  [`${openDocument}.spreadsheet`]: { word: "OpenDocument spreadsheet", endings: ["ods"] },
  [`${openDocument}.presentation`]: { word: "OpenDocument presentation", endings: ["odp"] },
} as const satisfies Record<string, { word: string; endings: readonly string[] }>;

const ARCHIVES: readonly string[] = ["application/zip", "application/gzip", "application/x-tar"];
const kinds: Record<string, { word: string; endings: readonly string[] }> = KINDS;

/** Every ending that is taken, for the browser's own dialog. */
export const ENDINGS: readonly string[] = Object.values(kinds).flatMap((k) => k.endings);

export const TAKEN =
  "text (patch, diff, txt, md, log, json), PNG, JPEG and WebP pictures, PDF, ZIP, TAR and GZIP archives, and documents of Word, Excel, PowerPoint and OpenDocument";

/**
 * The media type of what was found in the bytes; null where it is nothing that is taken. A page or a program in text is
 * text: it is only ever handed out as such.
 * @param known the type that the first bytes say; @param text whether all of it is UTF-8 without NUL
 */
export function mediaTypeFor(found: { known: string | null; text: boolean }): string | null {
  if (found.known !== null && found.known !== "text/plain" && Object.hasOwn(kinds, found.known))
    return found.known;
  return found.text ? "text/plain" : null;
}

const endingOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";

export const fitsName = (mediaType: string, name: string): boolean =>
  kinds[mediaType]?.endings.includes(endingOf(name)) ?? false;

export const kindWord = (mediaType: string): string => kinds[mediaType]?.word ?? "File";

/** What nobody looks through: names and times inside stay. */
export const isArchive = (mediaType: string): boolean => ARCHIVES.includes(mediaType);

/** The type that a download says; only types of the list above are ever said. */
export const servedType = (mediaType: string): string =>
  mediaType === "text/plain"
    ? "text/plain; charset=utf-8"
    : Object.hasOwn(kinds, mediaType)
      ? mediaType
      : "application/octet-stream";
