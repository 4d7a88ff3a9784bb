import { strToU8, unzipSync, type Zippable, zipSync } from "fflate";
import { foundIn } from "@/lib/strip/found";
import { PICTURES, stripPicture } from "@/lib/strip/picture";
import { Unstrippable } from "@/lib/strip/unstrippable";

/** Bounds of what is unpacked: entries, and bytes of all of them, and of those of text, as the archive declares them. */
const ENTRIES = 5000;
const UNPACKED = 100 * 1024 * 1024;
/** Looked through without a pause, in a few seconds at worst. */
const UNPACKED_TEXT = 25 * 1024 * 1024;
const TEXT = /\.(xml|rels|vml)$/;
/** The first day that an archive can say. */
const NO_DAY = new Date("1980-01-02T00:00:00");

export const isOffice = (mediaType: string): boolean =>
  /^application\/vnd\.(openxmlformats-officedocument|oasis\.opendocument)\./.test(mediaType);

// Parts that say who, when and with what, or show a page as it once was.
const DROPPED =
  /^(docProps\/|meta\.xml$|settings\.xml$|Thumbnails\/|META-INF\/documentsignatures\.xml$|_xmlsignatures\/)/;
// Files of other programs inside: nobody looks through them here.
const FOREIGN =
  /(^|\/)(embeddings|activeX|Basic|Scripts|ObjectReplacements)\/|vbaProject|\.bin$|(^|\/)Object \d+\//i;
const MEDIA = /(^|\/)(media|Pictures)\/[^/]+$/;

/** Where other parts name a dropped one: the element, its attribute, and what that says. */
const NAMES: Readonly<Record<string, readonly [RegExp, RegExp]>> = {
  Relationship: [/\bTarget="([^"]*)"/, /^\/?(docProps|_xmlsignatures)\//],
  Override: [/\bPartName="([^"]*)"/, /^\/(docProps|_xmlsignatures)\//],
  "manifest:file-entry": [/\bfull-path="([^"]*)"/, /^(meta\.xml|settings\.xml)$|^Thumbnails\//],
};
/** A tag, and the end of an element that holds nothing. */
const TAG = /<([^\s<>/]+)(?=[\s>/])[^<>]*>(\s*<\/(?:Relationship|Override|manifest:file-entry)>)?/g;

/** Elements that name who wrote, or when. */
const WRITERS = /<(author|dc:creator|dc:date|meta:creator-initials|loext:sender-initials)>[^<]*<\/\1>/g;

/** Inside a tag: who commented or changed a line, and when. */
const ATTRIBUTES: readonly [RegExp, string][] = [
  [/\b(w\d*:(?:author|initials|userId)|displayName|userId|initials)="[^"]*"/g, '$1=""'],
  [/(<(?:p:cmAuthor|p188:author)\b.*?\bname=)"[^"]*"/g, '$1""'],
  [/\b(w\d*:(?:date|dateUtc)|dT|dt|created)="[^"]*"/g, '$1="1980-01-01T00:00:00Z"'],
];

const replaced = (text: string, by: readonly [RegExp, string][]): string =>
  by.reduce((said, [what, instead]) => said.replace(what, instead), text);

/** Without elements that name a dropped part. */
const unnamed = (xml: string): string =>
  xml.replace(TAG, (whole, element: string, end: string | undefined) => {
    const [attribute, dropped] = (Object.hasOwn(NAMES, element) && NAMES[element]) || [];
    if (!attribute || !dropped?.test(attribute.exec(whole)?.[1] ?? "")) return whole;
    const tag = end ? whole.slice(0, -end.length) : whole;
    if (tag.endsWith("/>")) return end ?? "";
    return end?.trim() === `</${element}>` ? "" : whole;
  });

/**
 * Text between tags may hold the same words, and stays. Each step goes through the text once, however it is written: a
 * pattern that tries again from each beginning would stand still for minutes over a small file.
 */
const unsigned = (xml: string): string =>
  unnamed(xml)
    .replace(WRITERS, "")
    .replace(/<[^<>]+>/g, (tag) => (tag.includes('"') ? replaced(tag, ATTRIBUTES) : tag));

/** Unpacks within bounds: what lies is cut at what it declared. */
function unpacked(bytes: Uint8Array): Record<string, Uint8Array> {
  let [entries, size, text] = [0, 0, 0];
  return unzipSync(bytes, {
    filter: (entry) => {
      entries += 1;
      size += Math.max(entry.size, entry.originalSize);
      if (TEXT.test(entry.name)) text += entry.originalSize;
      if (entries > ENTRIES || size > UNPACKED || text > UNPACKED_TEXT) throw new Unstrippable("too_large");
      return !entry.name.endsWith("/");
    },
  });
}

/**
 * A document of Word, Excel, PowerPoint or OpenDocument without its properties, thumbnails, and names of who commented,
 * its pictures without metadata.
 * @throws Unstrippable where it is encrypted, holds other files, or is too large unpacked
 */
export async function stripOffice(bytes: Uint8Array): Promise<Uint8Array> {
  const out: Zippable = {};
  const parts = unpacked(bytes);
  // An OpenDocument says its type in its first entry, not compressed.
  const { mimetype } = parts;
  if (mimetype) out["mimetype"] = [mimetype, { level: 0 }];
  for (const [name, part] of Object.entries(parts))
    if (name !== "mimetype" && !DROPPED.test(name)) out[name] = await cleaned(name, part);
  return zipSync(out, { mtime: NO_DAY });
}

async function cleaned(name: string, part: Uint8Array): Promise<Uint8Array> {
  if (FOREIGN.test(name)) throw new Unstrippable("embedded");
  if (MEDIA.test(name)) {
    const { known } = await foundIn(part);
    if (known === null || !PICTURES.includes(known)) throw new Unstrippable("embedded");
    return stripPicture(known, part);
  }
  if (!TEXT.test(name)) return part;
  // Anything but UTF-8 throws: it is not looked through.
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(part);
  if (/<(manifest:)?encryption-data\b/.test(text)) throw new Unstrippable("encrypted");
  return strToU8(unsigned(text));
}
