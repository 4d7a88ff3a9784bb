import type { AdvisoryContent } from "@/domain/advisory/advisory";
import type { SentFile } from "@/domain/file/file";
import { canonical } from "@/formats/chain/canonical";
import { sha256, toHex } from "@/lib/sha256";

/**
 * SHA-256 (hex) of a version of the advisory as it is sent: its text, and name and digest of each file that it brings, in
 * their order. Over canonical JSON, so that anybody who holds the version can draw it again.
 */
export const advisoryDigest = (text: AdvisoryContent, files: readonly SentFile[]): string =>
  toHex(sha256(canonical({ text, files: files.map(({ name, digest }) => ({ name, sha256: digest })) })));
