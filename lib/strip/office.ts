import { strToU8, unzipSync, type Zippable, zipSync } from "fflate";
import { foundIn } from "@/lib/strip/found";
import { PICTURES, stripPicture } from "@/lib/strip/picture";
import { Unstrippable } from "@/lib/strip/unstrippable";

/** Bounds of what is unpacked: entries, and bytes of all of them as the archive declares them. */
const ENTRIES = 5000;
const UNPACKED = 100 * 1024 * 1024;
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

/** What is said of dropped parts elsewhere, and elements that name who wrote. */
const ELEMENTS: readonly [RegExp, string][] = [
  [/<Relationship\b[^>]*\bTarget="\/?(docProps|_xmlsignatures)\/[^"]*"[^>]*?(\/>|>\s*<\/Relationship>)/g, ""],
  [/<Override\b[^>]*\bPartName="\/(docProps|_xmlsignatures)\/[^"]*"[^>]*?(\/>|>\s*<\/Override>)/g, ""],
  [
    /<manifest:file-entry\b[^>]*\bfull-path="(meta\.xml|settings\.xml|Thumbnails\/[^"]*)"[^>]*?(\/>|>\s*<\/manifest:file-entry>)/g,
    "",
  ],
  [/<(author|dc:creator|dc:date|meta:creator-initials|loext:sender-initials)>[^<]*<\/\1>/g, ""],
];

/** Inside a tag: who commented or changed a line, and when. */
const ATTRIBUTES: readonly [RegExp, string][] = [
  [/\b(w\d*:(?:author|initials|userId)|displayName|userId|initials)="[^"]*"/g, '$1=""'],
  [/(<(?:p:cmAuthor|p188:author)\b.*?\bname=)"[^"]*"/g, '$1""'],
  [/\b(w\d*:(?:date|dateUtc)|dT|dt|created)="[^"]*"/g, '$1="1980-01-01T00:00:00Z"'],
];

const replaced = (text: string, by: readonly [RegExp, string][]): string =>
  by.reduce((said, [what, instead]) => said.replace(what, instead), text);

/** Text between tags may hold the same words, and stays. */
const unsigned = (xml: string): string =>
  replaced(xml, ELEMENTS).replace(/<[^<>]+>/g, (tag) => replaced(tag, ATTRIBUTES));

/** Unpacks within bounds: what lies is cut at what it declared. */
function unpacked(bytes: Uint8Array): Record<string, Uint8Array> {
  let [entries, size] = [0, 0];
  return unzipSync(bytes, {
    filter: (entry) => {
      entries += 1;
      size += Math.max(entry.size, entry.originalSize);
      if (entries > ENTRIES || size > UNPACKED) throw new Unstrippable("too_large");
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
  if (!/\.(xml|rels|vml)$/.test(name)) return part;
  // Anything but UTF-8 throws: it is not looked through.
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(part);
  if (/<(manifest:)?encryption-data\b/.test(text)) throw new Unstrippable("encrypted");
  return strToU8(unsigned(text));
}
