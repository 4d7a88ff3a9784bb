import { sql } from "drizzle-orm";
import { check, index, integer, pgEnum, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { advisoryVersions, cases } from "@/db/schema/cases";
import { instant, secret } from "@/db/schema/columns";
import { users } from "@/db/schema/people";

/** A patch or an attachment of a case: the original as it came, and the copy that vendors get. */
export const caseFiles = pgTable(
  "case_files",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id),
    name: secret("name").notNull(),
    /** By its content, not by what the browser said. */
    mediaType: text("media_type").notNull(),
    size: integer("size").notNull(),
    /** SHA-256 of the plain original, as hex. */
    digest: secret("digest").notNull(),
    /** Of the copy without metadata; null where the original is what vendors get, or where there is none for them. */
    copySize: integer("copy_size"),
    copyDigest: secret("copy_digest"),
    /** Why vendors can't have it; null where they can. */
    heldBack: text("held_back"),
    uploadedBy: uuid("uploaded_by")
      .notNull()
      .references(() => users.id),
    uploadedAt: instant("uploaded_at").notNull(),
    /** Taken off the list: kept as evidence. */
    removedAt: instant("removed_at"),
    removedBy: uuid("removed_by").references(() => users.id),
  },
  (t) => [
    index("case_files_case_idx").on(t.caseId),
    check("case_files_copy", sql`(${t.copySize} is null) = (${t.copyDigest} is null)`),
    check("case_files_removed_by_somebody", sql`(${t.removedAt} is null) = (${t.removedBy} is null)`),
  ],
);

export const filePart = pgEnum("file_part", ["original", "copy"]);

/** The bytes of a file in pieces, each sealed by itself. */
export const caseFileParts = pgTable(
  "case_file_parts",
  {
    fileId: uuid("file_id")
      .notNull()
      .references(() => caseFiles.id),
    part: filePart("part").notNull(),
    number: integer("number").notNull(),
    bytes: secret("bytes").notNull(),
  },
  (t) => [primaryKey({ columns: [t.fileId, t.part, t.number] })],
);

/** Which files a version of the advisory brings: they go to whom the version goes, and are approved with it. */
export const advisoryFiles = pgTable(
  "advisory_files",
  {
    versionId: uuid("version_id")
      .notNull()
      .references(() => advisoryVersions.id),
    fileId: uuid("file_id")
      .notNull()
      .references(() => caseFiles.id),
    position: integer("position").notNull(),
  },
  (t) => [primaryKey({ columns: [t.versionId, t.fileId] }), index("advisory_files_file_idx").on(t.fileId)],
);
