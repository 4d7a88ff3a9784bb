/**
 * A body as bytes, read to a bound and no further, whatever its sender said of its length.
 * @returns null when it is longer
 */
export async function boundedBody(
  body: ReadableStream<Uint8Array> | null,
  mostBytes: number,
): Promise<Buffer | null> {
  if (!body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
