import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { STREAM_TYPES } from "@/domain/audit";
import {
  type ChainEntry,
  canonicalEntry,
  GENESIS,
  hashAfter,
  parseEntry,
  parseStream,
  stored,
  storedFacts,
  streamName,
} from "@/formats/chain/entry";
import { toHex } from "@/lib/sha256";

const entry: ChainEntry = {
  stream: { type: "case", id: "11111111-1111-4111-8111-111111111111" },
  sequence: 1,
  action: "case.imported",
  actor: { kind: "member", id: "22222222-2222-4222-8222-222222222222", process: null },
  facts: { score: 9.8, reference: "VLLM-2027-1", names: ["b", "a"], é: null, replay: true },
  noteMac: new Uint8Array([0, 255]),
  at: Temporal.Instant.from("2027-01-04T09:00:00Z"),
  realAt: Temporal.Instant.from("2027-01-04T09:00:00.000001Z"),
};

test("an entry is the same bytes for everybody: fields in the order of RFC 8785, instants in UTC", () => {
  expect(canonicalEntry(entry)).toBe(
    '{"action":"case.imported","actor":{"id":"22222222-2222-4222-8222-222222222222","kind":"member","process":null},' +
      '"at":"2027-01-04T09:00:00Z","facts":{"names":["b","a"],"reference":"VLLM-2027-1","replay":true,"score":9.8,"é":null},' +
      '"note":"00ff","realAt":"2027-01-04T09:00:00.000001Z","sequence":1,' +
      '"stream":"case:11111111-1111-4111-8111-111111111111","v":1}',
  );
  expect(canonicalEntry(parseEntry(JSON.parse(canonicalEntry(entry))))).toBe(canonicalEntry(entry));
});

test("each part of an entry, and what stands before it, changes its hash", () => {
  const hash = (e: ChainEntry, previous: Uint8Array = GENESIS) => toHex(hashAfter(previous, e));
  const changed = [
    { ...entry, stream: { ...entry.stream, type: "project" as const } },
    { ...entry, sequence: 2 },
    { ...entry, action: "case.started" },
    { ...entry, actor: { ...entry.actor, id: null } },
    { ...entry, actor: { ...entry.actor, process: "cli" } },
    { ...entry, facts: { ...entry.facts, score: 9.7 } },
    { ...entry, noteMac: null },
    { ...entry, at: entry.realAt },
    { ...entry, realAt: entry.at },
  ];
  const hashes = new Set([
    hash(entry),
    hash(entry, new Uint8Array(32).fill(1)),
    ...changed.map((e) => hash(e)),
  ]);
  expect(hashes.size).toBe(changed.length + 2);
});

test("what is hashed is what the database keeps: an instant is cut to the microsecond, never rounded up", () => {
  expect(stored(Temporal.Instant.from("2027-01-04T09:00:00.123456999Z")).toString()).toBe(
    "2027-01-04T09:00:00.123456Z",
  );
});

const name = fc.string({ unit: "binary", maxLength: 20 }).map((s) => s.toWellFormed());
const value = fc.oneof(
  name,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const entries = fc.record({
  stream: fc.record({ type: fc.constantFrom(...STREAM_TYPES), id: fc.uuid() }),
  sequence: fc.nat(),
  action: name,
  actor: fc.record({ kind: name, id: fc.option(name), process: fc.option(name) }),
  facts: fc.dictionary(
    name.filter((n) => n !== "__proto__"),
    value,
    { maxKeys: 5 },
  ),
  noteMac: fc.option(fc.uint8Array({ maxLength: 32 })),
  at: fc.nat(4e12).map((ms) => Temporal.Instant.fromEpochMilliseconds(ms)),
  realAt: fc.nat(4e12).map((ms) => Temporal.Instant.fromEpochMilliseconds(ms)),
});

test("any entry, written out and read again, is the same bytes and the same hash", () => {
  fc.assert(
    fc.property(entries, (made) => {
      const of = { ...made, facts: storedFacts(made.facts as ChainEntry["facts"]) };
      const read = parseEntry(JSON.parse(canonicalEntry(of)));
      expect(canonicalEntry(read)).toBe(canonicalEntry(of));
      expect(hashAfter(GENESIS, read)).toEqual(hashAfter(GENESIS, of));
    }),
  );
});

test("what is no entry and no stream is refused, and a stream is read as exactly what it is called", () => {
  const shape = { v: fc.constant(1), stream: name, at: name, actor: fc.jsonValue(), facts: fc.jsonValue() };
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.record(shape)), (none) => {
      expect(() => parseEntry(none)).toThrow();
    }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom("", ...STREAM_TYPES),
      fc.constantFrom("", ":", "::"),
      name,
      (type, mark, id) => {
        let read: ReturnType<typeof parseStream> | null = null;
        try {
          read = parseStream(`${type}${mark}${id}`);
        } catch (error) {
          expect((error as Error).message).toBe("no stream has this name");
        }
        if (read) expect(streamName(read)).toBe(`${type}${mark}${id}`);
      },
    ),
  );
});
