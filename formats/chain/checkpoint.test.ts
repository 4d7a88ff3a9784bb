import fc from "fast-check";
import { expect, test } from "vitest";
import { CheckpointFault, lineHash, readCheckpoints, signLine } from "@/formats/chain/checkpoint";
import { findReceipt, writeReceipt } from "@/formats/chain/receipt";
import { signerFrom } from "@/lib/ed25519";
import { toHex } from "@/lib/sha256";

const ID = "11111111-1111-4111-8111-111111111111";
const signer = signerFrom(new Uint8Array(32).fill(7));
const common = { v: 1 as const, at: "2027-01-04T09:00:00Z" };

/** A file of three lines, as it is written. */
function file(): string[] {
  const key = toHex(signer.publicKey);
  const begin = signLine({ ...common, number: 0, kind: "begin", previous: null, database: ID, key }, signer);
  const entries = [{ hash: "ab".repeat(32), action: "case.started" }];
  const one = signLine(
    {
      ...common,
      number: 1,
      kind: "checkpoint",
      previous: lineHash(begin),
      streams: [{ type: "case", id: ID, from: 1, entries }],
    },
    signer,
  );
  const streams = [{ type: "case" as const, id: ID, to: 0, hash: "00".repeat(32) }];
  const back = signLine({ ...common, number: 2, kind: "restore", previous: lineHash(one), streams }, signer);
  return [begin, one, back];
}

async function read(lines: readonly string[]): Promise<number> {
  let count = 0;
  const given = (async function* () {
    yield* lines;
  })();
  for await (const _ of readCheckpoints(given)) count++;
  return count;
}

test("a file reads back whole; changed by any letter, cut or put in another order, it does not hold", async () => {
  const whole = file();
  expect(await read(whole)).toBe(3);
  const letter = fc.string({ minLength: 1, maxLength: 1, unit: "binary-ascii" });
  await fc.assert(
    fc.asyncProperty(fc.nat(2), fc.nat(), letter, async (at, where, put) => {
      const line = whole[at] ?? "";
      const i = where % line.length;
      const changed = `${line.slice(0, i)}${put}${line.slice(i + 1)}`;
      if (changed === line) return;
      await expect(read(whole.with(at, changed))).rejects.toBeInstanceOf(CheckpointFault);
      await expect(read(whole.with(at, line.slice(0, i)))).rejects.toBeInstanceOf(CheckpointFault);
    }),
  );
  const [a = "", b = "", c = ""] = whole;
  for (const order of [
    [b, a, c],
    [a, c],
    [a, a],
    [a, b, b],
    [a, c, b],
  ])
    await expect(read(order)).rejects.toBeInstanceOf(CheckpointFault);
});

test("whatever stands in the file, it says at which line it does not hold, and quotes nothing of it", async () => {
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constantFrom("null", "[]", "{}", '{"v":1,"kind":"begin"}'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 3 }), async (lines) => {
      const fault = await read(lines).catch((error: unknown) => error);
      expect(fault).toBeInstanceOf(CheckpointFault);
      expect((fault as CheckpointFault).message).toBe("line 0: it cannot be read");
    }),
  );
});

test("a mailed checkpoint is found again in whatever stands around it, and in other text there is none", () => {
  const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
  const receipt = fc.record({ number: fc.nat(), at: fc.string(), line: hex, signature: hex });
  const around = fc.array(fc.oneof(fc.string(), fc.constantFrom("{", "{}", "{x}", "> quoted")));
  fc.assert(
    fc.property(receipt, around, around, (one, before, after) => {
      const text = [...before, `  ${writeReceipt(one)}\r`, ...after].join("\n");
      expect(findReceipt(text)).toEqual(one);
      expect(findReceipt([...before, ...after].join("\n"))).toBeNull();
    }),
  );
});
