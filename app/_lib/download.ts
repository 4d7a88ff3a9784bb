import "server-only";
import { servedType } from "@/domain/file/kinds";
import { attachment } from "@/lib/disposition";
import { AppError } from "@/lib/errors";
import { SANDBOX } from "@/lib/walls";

type Opened = { name: string; mediaType: string; bytes: Uint8Array };

/** Whoever a browser shows it to, against all that is said here, gets a page that can do nothing. */
export const WALLS = {
  "content-security-policy": SANDBOX,
  "x-content-type-options": "nosniff",
  "cache-control": "private, no-store",
  "cross-origin-resource-policy": "same-origin",
  "accept-ranges": "none",
};

export const plain = (status: number, text: string): Response =>
  new Response(text, { status, headers: { ...WALLS, "content-type": "text/plain; charset=utf-8" } });

/**
 * A file as one that is kept and never shown. It is recorded first: what is not on record is not given.
 * @param record null where nobody reads it: HEAD answers with headers alone
 */
export async function download(open: () => Promise<Opened>, record: (() => Promise<unknown>) | null) {
  try {
    await record?.();
    const { name, mediaType, bytes } = await open();
    return new Response(record ? new Uint8Array(bytes) : null, {
      headers: {
        ...WALLS,
        "content-type": servedType(mediaType),
        "content-disposition": attachment(name),
        "content-length": String(bytes.length),
      },
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === "not_found" ? plain(404, "Not found.\n") : plain(503, `${error.message}\n`);
  }
}
