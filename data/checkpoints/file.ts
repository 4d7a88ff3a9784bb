import { renameSync, statSync } from "node:fs";
import { CheckpointFault, type ReadLine, type ReadTo, readCheckpoints } from "@/formats/chain/checkpoint";
import { Outside } from "@/formats/chain/outside";
import { appendLines, type FileLine, linesOf } from "@/lib/line-file";

/** What a file of checkpoints says by itself, before anybody compares it with the database. */
export type FileState =
  | { kind: "absent" }
  | { kind: "unreadable"; position: number; what: string }
  | { kind: "read"; last: ReadLine; outside: Outside };

/** A file of checkpoints, read once from its beginning and from then on only where it grew. */
export class CheckpointFile {
  #identity = "";
  #end = 0;
  #last: ReadLine | null = null;
  #outside = new Outside();

  /** @param key the public key that signs it, in hex; whatever it names itself when it is left out */
  constructor(
    readonly path: string,
    readonly key?: string,
  ) {}

  /** Reads what is new. A file that was replaced, or is shorter than before, is read again from its beginning. */
  async state(): Promise<FileState> {
    const found = this.#stat();
    if (!found) return { kind: "absent" };
    if (found.identity !== this.#identity || found.size < this.#end) this.#forget(found.identity);
    try {
      for await (const read of this.lines(this.#end, this.#last?.readTo, (end) => (this.#end = end))) {
        this.#outside.follow(read.line);
        this.#last = read;
      }
    } catch (error) {
      this.#forget("");
      return fault(error);
    }
    // Empty, or only the beginning of a line that nobody finished: nothing was ever written.
    if (!this.#last) return { kind: "absent" };
    return { kind: "read", last: this.#last, outside: this.#outside };
  }

  /** All lines from the beginning, each checked; one line in memory. */
  async *lines(start = 0, after?: ReadTo, at: (end: number) => void = () => {}): AsyncGenerator<ReadLine> {
    const ends: number[] = [];
    const texts = async function* (lines: AsyncIterable<FileLine>) {
      for await (const { text, end } of lines) {
        ends.push(end);
        yield text;
      }
    };
    const checked = readCheckpoints(texts(linesOf(this.path, start)), { key: this.key, after });
    for await (const read of checked) {
      at(ends.shift() ?? start);
      yield read;
    }
  }

  /** Adds a line behind the last one that was read, and returns once it is on the disk. */
  append(line: string): void {
    appendLines(this.path, [line], this.#end);
  }

  /** Puts a file that can't be read out of the way, for people to look at. */
  setAside(as: string): void {
    renameSync(this.path, `${this.path}.${as}`);
    this.#forget("");
  }

  #stat() {
    const stat = statSync(this.path, { throwIfNoEntry: false });
    return stat ? { identity: `${stat.dev}:${stat.ino}`, size: stat.size } : null;
  }

  #forget(identity: string): void {
    this.#identity = identity;
    this.#end = 0;
    this.#last = null;
    this.#outside = new Outside();
  }
}

/** A file that can't be opened is as unreadable as one whose lines don't hold. */
function fault(error: unknown): FileState {
  if (error instanceof CheckpointFault)
    return { kind: "unreadable", position: error.position, what: error.what };
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  return { kind: "unreadable", position: 0, what: `it cannot be opened (${code})` };
}
