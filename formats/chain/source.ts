import type { Stream } from "@/domain/audit";
import type { ChainEntry } from "@/formats/chain/entry";
import type { OutsideEnd } from "@/formats/chain/outside";

/** An entry as it stands in the database, with the hash that is stored beside it. */
export type StoredEntry = ChainEntry & { hash: Uint8Array };

export type StreamHead = { stream: Stream; head: number; hash: Uint8Array };

export type OutsideSource = {
  /** One for each stream: what stays in memory. */
  ends: ReadonlyMap<string, OutsideEnd>;
  /** What is listed for one stream, from its beginning. */
  listed(stream: string): AsyncIterable<{ sequence: number; hash: string }>;
  /** Where a hash is listed. */
  find(hash: string): Promise<{ stream: string; sequence: number } | null>;
};

export type ChainSource = {
  /** By kind and id of the stream, then by sequence; of one stream alone when one is named. */
  entries(stream?: Stream): AsyncIterable<StoredEntry>;
  heads(): AsyncIterable<StreamHead>;
  outside: OutsideSource | null;
};
