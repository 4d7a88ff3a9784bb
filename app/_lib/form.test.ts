import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formOf, storable, valuesOf } from "@/app/_lib/form";
import { idOf, textOf } from "@/app/_lib/params";
import { fileOfForm, TooLarge } from "@/app/_lib/upload";
import { wantedOf } from "@/app/(desk)/cases/_wanted";
import { CASE_WANTED } from "@/domain/case/list";

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("\0", "a\0b", "__proto__", "1e999"),
);

describe("the fields of a form", () => {
  test("come out as texts without NUL, or as lists of such, whatever the names and however often", () => {
    const name = fc.oneof(text, fc.constantFrom("Ids", "groupIds", "$ACTION_KEY", "constructor"));
    const sent = fc.oneof(
      text,
      text.map((t) => new File([t], t.replaceAll("/", "") || "x")),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, sent)), (fields) => {
        const form = new FormData();
        for (const [n, value] of fields)
          if (typeof value === "string") form.append(n, value);
          else form.append(n, value);
        const values = valuesOf(form);
        expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
        for (const [n, value] of Object.entries(values)) {
          expect(n.startsWith("$ACTION")).toBe(false);
          expect(Array.isArray(value)).toBe(
            form.getAll(n).filter((v) => typeof v === "string").length > 1 || n.endsWith("Ids"),
          );
          for (const one of [value].flat()) expect(one).not.toContain("\0");
        }
      }),
    );
  });

  test("are none where something else was brought in the place of a form", () => {
    fc.assert(
      fc.property(fc.anything(), (brought) => {
        expect([...formOf(brought)]).toEqual([]);
      }),
    );
    const form = new FormData();
    expect(formOf(form)).toBe(form);
  });
});

describe("what an address says", () => {
  test("is an id or nothing, and a text of bounded length without NUL or nothing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, fc.uuid()), async (id) => {
        const read = await idOf(Promise.resolve({ id })).catch(() => null);
        if (read !== null) expect([read, read]).toEqual([id, expect.stringMatching(/^[0-9a-fA-F-]{36}$/)]);
      }),
    );
    fc.assert(
      fc.property(fc.oneof(text, fc.array(text), fc.constant(undefined)), fc.nat(20), (value, most) => {
        const read = textOf(value, most);
        expect(read.length).toBeLessThanOrEqual(most);
        expect(read).not.toContain("\0");
        if (typeof value !== "string") expect(read).toBe("");
        else expect(storable(value).startsWith(read)).toBe(true);
      }),
    );
  });

  test("narrows a list of cases by what there is, or by nothing", () => {
    fc.assert(
      fc.property(text, text, text, fc.oneof(text, fc.double().map(String)), (q, state, order, page) => {
        const asked: Record<string, string> = { q, state, order, page };
        const wanted = wantedOf((name) => asked[name] ?? "");
        expect([null, ...CASE_WANTED]).toContain(wanted.state);
        expect(wanted.text.length).toBeLessThanOrEqual(200);
        expect(Number.isInteger(wanted.page) || Math.abs(wanted.page) === Infinity).toBe(true);
      }),
    );
  });
});

describe("an upload", () => {
  const boundary = "x";
  const whole = [
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n`,
    `Content-Type: text/plain\r\n\r\nwords\r\n--${boundary}--\r\n`,
  ].join("");
  const sent = (body: string, type = `multipart/form-data; boundary=${boundary}`) =>
    new Request("http://localhost/", { method: "POST", body, headers: { "content-type": type } });

  test("that was changed or cut anywhere gives a file, none, or the one error that its route answers", async () => {
    expect((await fileOfForm(sent(whole), 100))?.name).toBe("a.txt");
    const type = fc.constantFrom(
      undefined,
      "multipart/form-data",
      "multipart/form-data; boundary=",
      "text/plain",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.nat(),
        fc.string({ maxLength: 5 }),
        type,
        async (from, length, put, as) => {
          const at = from % whole.length;
          const body = whole.slice(0, at) + put + whole.slice(at + (length % 20));
          const read = await fileOfForm(sent(body, as), 100).catch((error: unknown) => error);
          if (read instanceof Error) expect(read instanceof TypeError || read instanceof TooLarge).toBe(true);
          else if (read !== null) expect(read).toMatchObject({ bytes: expect.any(Uint8Array) });
        },
      ),
      { numRuns: 300 },
    );
  });
});
