import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { type AuditFacts, STREAM_TYPES, type Stream } from "@/domain/audit";
import { canonical } from "@/formats/chain/canonical";
import { fromHex, sha256, toHex } from "@/lib/sha256";

/** What stands before the first entry of a stream. */
export const GENESIS = new Uint8Array(32);

/** What of an entry is chained. A note is there as its MAC alone, so that a destroyed key breaks no chain. */
export type ChainEntry = {
  stream: Stream;
  sequence: number;
  action: string;
  actor: { kind: string; id: string | null; process: string | null };
  facts: AuditFacts;
  noteMac: Uint8Array | null;
  at: Temporal.Instant;
  realAt: Temporal.Instant;
};

/** As PostgreSQL keeps it, to the microsecond: what is hashed and what is stored must not differ. */
export const stored = (at: Temporal.Instant): Temporal.Instant =>
  at.round({ smallestUnit: "microsecond", roundingMode: "floor" });

/** Facts as they come back from the database: without what is undefined. */
export const storedFacts = (facts: AuditFacts): AuditFacts => JSON.parse(JSON.stringify(facts)) as AuditFacts;

export const streamName = (stream: Stream): string => `${stream.type}:${stream.id}`;

/** The object that an export holds and that the hash covers, as canonical JSON. */
export const canonicalEntry = (entry: ChainEntry): string =>
  canonical({
    v: 1,
    stream: streamName(entry.stream),
    sequence: entry.sequence,
    action: entry.action,
    actor: { kind: entry.actor.kind, id: entry.actor.id, process: entry.actor.process },
    facts: entry.facts,
    note: entry.noteMac ? toHex(entry.noteMac) : null,
    at: entry.at.toString(),
    realAt: entry.realAt.toString(),
  });

/** `SHA-256(hash of the entry before || entry as canonical JSON)`. */
export const hashAfter = (previous: Uint8Array, entry: ChainEntry): Uint8Array =>
  sha256(previous, canonicalEntry(entry));

const exported = z.object({
  v: z.literal(1),
  stream: z.string(),
  sequence: z.number().int(),
  action: z.string(),
  actor: z.object({ kind: z.string(), id: z.string().nullable(), process: z.string().nullable() }),
  facts: z.record(z.string(), z.unknown()),
  note: z.string().nullable(),
  at: z.string(),
  realAt: z.string(),
});

/**
 * The entry of a canonical object, for whoever reads an export.
 * @throws when it is none
 */
export function parseEntry(value: unknown): ChainEntry {
  const e = exported.parse(value);
  return {
    stream: parseStream(e.stream),
    sequence: e.sequence,
    action: e.action,
    actor: e.actor,
    facts: e.facts as AuditFacts,
    noteMac: e.note === null ? null : fromHex(e.note),
    at: Temporal.Instant.from(e.at),
    realAt: Temporal.Instant.from(e.realAt),
  };
}

export function parseStream(name: string): Stream {
  const [type, id, more] = name.split(":");
  const known = STREAM_TYPES.find((t) => t === type);
  if (!known || !id || more !== undefined) throw new Error("no stream has this name");
  return { type: known, id };
}

/** The order of streams in an export: by kind, then by id. */
export const byStream = (a: Stream, b: Stream): number =>
  STREAM_TYPES.indexOf(a.type) - STREAM_TYPES.indexOf(b.type) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
