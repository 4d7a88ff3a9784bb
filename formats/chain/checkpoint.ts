import { z } from "zod";
import { STREAM_TYPES } from "@/domain/audit";
import { canonical } from "@/formats/chain/canonical";
import { isSignedBy, type Signer } from "@/lib/ed25519";
import { isId } from "@/lib/ids";
import { fromHex, sha256, toHex } from "@/lib/sha256";

// The file of checkpoints: canonical JSON (RFC 8785), one line each, signed with Ed25519 (RFC 8032). A line lists the
// hash of every entry since the one before, so that a rewritten history is found at the entry where it begins.

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const number = z.number().int().min(0);
const id = z.string().refine(isId);
const stream = { type: z.enum(STREAM_TYPES), id };
const signed = { v: z.literal(1), number, at: z.string(), signature: z.string().regex(/^[0-9a-f]{128}$/) };

/** One entry as it is listed. Of those that a restore must not forget, when it was and the ids in its facts. */
const listed = z.strictObject({
  hash,
  action: z.string(),
  at: z.string().optional(),
  facts: z.record(z.string(), z.string()).optional(),
});

const checkpointLine = z.discriminatedUnion("kind", [
  /** The first line of a file. It follows on another file where that one was lost. */
  z.strictObject({
    ...signed,
    kind: z.literal("begin"),
    previous: hash.nullable(),
    database: id,
    key: hash,
  }),
  z.strictObject({
    ...signed,
    kind: z.literal("checkpoint"),
    previous: hash,
    streams: z.array(z.strictObject({ ...stream, from: number.min(1), entries: z.array(listed).min(1) })),
  }),
  /** Two members agreed to go on with less than was written: each stream goes on after the entry with this hash. */
  z.strictObject({
    ...signed,
    kind: z.literal("restore"),
    previous: hash,
    streams: z.array(z.strictObject({ ...stream, to: number, hash })),
  }),
]);

export type CheckpointLine = z.output<typeof checkpointLine>;
export type Listed = z.output<typeof listed>;
type Unsigned<L> = L extends CheckpointLine ? Omit<L, "signature"> : never;

/** A line that is ready to be written, without its line break. */
export function signLine(line: Unsigned<CheckpointLine>, signer: Signer): string {
  const signature = toHex(signer.sign(canonical(line)));
  return canonical({ ...line, signature });
}

/** What the next line names, and what a mailed checkpoint says. */
export const lineHash = (text: string): string => toHex(sha256(text));

/** Where the file of checkpoints does not hold, and why. */
export class CheckpointFault extends Error {
  constructor(
    readonly position: number,
    readonly what: string,
  ) {
    super(`line ${position}: ${what}`);
  }
}

export type ReadLine = { text: string; line: CheckpointLine; readTo: ReadTo };

/** Up to where a file was read: what the next line has to follow on. */
export type ReadTo = { number: number; hash: string; key: string };

/**
 * Reads a file of checkpoints line after line, and checks each: written as it was signed, by the key of the first line,
 * and following on the one before.
 * @param key the public key it has to be, in hex; whatever the file names when it is left out
 * @param after where an earlier reading of the same file ended
 * @throws CheckpointFault at the first line that does not hold
 */
export async function* readCheckpoints(
  lines: AsyncIterable<string>,
  { key, after }: { key?: string | undefined; after?: ReadTo | undefined } = {},
): AsyncGenerator<ReadLine> {
  let before = after ?? null;
  for await (const text of lines) {
    const position: number = before ? before.number + 1 : 0;
    const line = parseLine(text, position);
    if (!before) {
      if (line.kind !== "begin")
        throw new CheckpointFault(line.number, "the file does not begin with its first line");
      if (key !== undefined && line.key !== key)
        throw new CheckpointFault(line.number, "it is signed with another key than this database's");
    } else if (line.kind === "begin" || line.number !== position || line.previous !== before.hash)
      throw new CheckpointFault(position, "it does not follow on the line before");
    const by: string = before?.key ?? (line as { key: string }).key;
    const { signature, ...unsigned } = line;
    if (!isSignedBy(fromHex(by), canonical(unsigned), fromHex(signature)))
      throw new CheckpointFault(line.number, "its signature does not hold");
    before = { number: line.number, hash: lineHash(text), key: by };
    yield { text, line, readTo: before };
  }
}

function parseLine(text: string, position: number): CheckpointLine {
  try {
    const line = checkpointLine.parse(JSON.parse(text));
    if (canonical(line) === text) return line;
  } catch {
    // Said below, without the text.
  }
  throw new CheckpointFault(position, "it cannot be read");
}
