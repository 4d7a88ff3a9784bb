import fc from "fast-check";
import { expect, test } from "vitest";
import { boundedBody } from "@/lib/body";

test("a body is whole up to the bound, however it comes in pieces, and nothing beyond it", async () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(pieces, fc.nat(200), async (chunks, most) => {
      const whole = Buffer.concat(chunks);
      const read = await boundedBody(new Blob(chunks as never).stream(), most);
      if (whole.length > most) expect(read).toBeNull();
      else expect(read?.equals(whole)).toBe(true);
    }),
  );
  expect(await boundedBody(null, 0)).toEqual(Buffer.alloc(0));
});
