import "server-only";

/** What a form says around the file itself. */
const AROUND = 64 * 1024;

/** More came than was said that it may. */
export class TooLarge extends Error {
  override readonly name = "TooLarge";
}

/**
 * The one file of a form, held in memory and nowhere else. Counted while it comes, whatever the request says of its
 * length: nothing beyond the bound is read.
 * @param most bytes of the file itself
 * @returns null where the form holds no file
 * @throws TooLarge; TypeError where it is no form
 */
export async function fileOfForm(
  request: Request,
  most: number,
): Promise<{ name: string; bytes: Uint8Array } | null> {
  // Too large by its own word: not even begun.
  if (Number(request.headers.get("content-length") ?? 0) > most + AROUND) throw new TooLarge();
  let [read, over] = [0, false];
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      read += chunk.length;
      over = read > most + AROUND;
      if (over) controller.error(new TooLarge());
      else controller.enqueue(chunk);
    },
  });
  const type = request.headers.get("content-type") ?? "";
  if (!request.body || !type.startsWith("multipart/form-data")) throw new TypeError("no form");
  const form = await new Response(request.body.pipeThrough(counting), { headers: { "content-type": type } })
    .formData()
    .catch((error: unknown) => {
      throw over ? new TooLarge() : error;
    });
  const file = form.get("file");
  if (!(file instanceof File) || (file.name === "" && file.size === 0)) return null;
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}
