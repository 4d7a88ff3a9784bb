import { CheckpointFault, type CheckpointLine, type ReadLine } from "@/formats/chain/checkpoint";
import { streamName } from "@/formats/chain/entry";

/** Up to where a stream stands outside, and with which hash. */
export type OutsideEnd = { sequence: number; hash: string };

/** From this line on, only entries up to `to` of the lines before it count. */
type Rewind = { line: number; to: number };

/** What the lines of a checkpoint file say together, kept small: one end a stream, and where lines were taken back. */
export class Outside {
  readonly ends = new Map<string, OutsideEnd>();
  readonly rewinds = new Map<string, Rewind[]>();

  /** @throws CheckpointFault where the line skips entries of a stream, or takes back what was never listed */
  follow(line: CheckpointLine): void {
    if (line.kind === "checkpoint") for (const s of line.streams) this.#extend(line.number, s);
    if (line.kind === "restore") for (const s of line.streams) this.#rewind(line.number, s);
  }

  #extend(number: number, s: (CheckpointLine & { kind: "checkpoint" })["streams"][number]): void {
    const name = streamName(s);
    if (s.from !== (this.ends.get(name)?.sequence ?? 0) + 1)
      throw new CheckpointFault(number, "it leaves out entries of a stream");
    this.ends.set(name, { sequence: s.from + s.entries.length - 1, hash: s.entries.at(-1)?.hash ?? "" });
  }

  #rewind(number: number, s: (CheckpointLine & { kind: "restore" })["streams"][number]): void {
    const name = streamName(s);
    if (s.to > (this.ends.get(name)?.sequence ?? 0))
      throw new CheckpointFault(number, "it goes on after an entry that was never listed");
    if (s.to === 0) this.ends.delete(name);
    else this.ends.set(name, { sequence: s.to, hash: s.hash });
    this.rewinds.set(name, [...(this.rewinds.get(name) ?? []), { line: number, to: s.to }]);
  }

  /** The entries that a line lists and that no later line took back. */
  *listed({ line }: ReadLine) {
    if (line.kind !== "checkpoint") return;
    for (const s of line.streams) {
      const stream = streamName(s);
      const later = (this.rewinds.get(stream) ?? []).filter((r) => r.line > line.number);
      for (const [i, entry] of s.entries.entries()) {
        const sequence = s.from + i;
        if (later.every((r) => sequence <= r.to)) yield { stream, sequence, entry };
      }
    }
  }
}
