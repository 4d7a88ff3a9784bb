import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCall, mayCall } from "@/lib/action-call";

const ID = "6021d5f9b36fddf86a90c8ff86d25892054d0ae923";
const bytes = (text: string) => new TextEncoder().encode(text);

async function sent(form: Record<string, string>, action: string | null = ID): Promise<boolean> {
  const data = new FormData();
  for (const [name, value] of Object.entries(form)) data.append(name, value);
  const request = new Response(data);
  const headers = new Headers(request.headers);
  if (action !== null) headers.set("next-action", action);
  return isCall(headers, new Uint8Array(await request.arrayBuffer()));
}

const asText = (text: string, type = "text/plain;charset=UTF-8", action = ID) =>
  isCall(new Headers({ "next-action": action, "content-type": type }), bytes(text));

describe("a call by script", () => {
  test.each(['["$K1"]', '[null,"$K1"]', '["$undefined","$K1"]', '["$$K2","$K1"]'])(
    "as our pages send it passes: %s",
    async (args) => expect(await sent({ "0": args, _1_name: "$F1", _1_$ACTION_KEY: "k" })).toBe(true),
  );

  test.each(["[]", '["a",{"passkey":{"id":"x","response":{"userHandle":"$undefined"}}}]'])(
    "without a form passes: %s",
    async (args) => expect(await asText(args)).toBe(true),
  );

  const REFERENCES = ["$F1", "$Q1", "$W1", "$@1", "$B1", "$R1", "$T", "$1", "$0:0", "$n9", "$Dx", "$i1", "$"];
  test.each(REFERENCES)(
    "that refers to another part by %s goes no further, wherever that stands",
    async (to) => {
      for (const args of [[to], [null, { a: [to] }]]) {
        expect(await sent({ "0": JSON.stringify(args), _1_a: "b" })).toBe(false);
        expect(await asText(JSON.stringify(args))).toBe(false);
      }
    },
  );

  test.each([
    "",
    "[",
    "5",
    "null",
    "{}",
    '[{"__proto__":{"a":1}}]',
    "[".repeat(50_000) + "]".repeat(50_000),
    "[".repeat(30) + "]".repeat(30),
  ])("whose arguments are no list of plain values goes no further", async (args) => {
    expect(await sent({ "0": args })).toBe(false);
    expect(await asText(args)).toBe(false);
  });

  test("with another part, of another type or of no action goes no further", async () => {
    expect(await sent({ "0": '["$K1"]', "2": "{}" })).toBe(false);
    expect(await sent({ _1_a: "b" })).toBe(false);
    for (const type of ["application/json", "application/x-www-form-urlencoded", "", "multipart/form-data"])
      expect(await asText("[]", type), type).toBe(false);
    for (const action of ["", "x", ID.slice(1), `${ID}0`, ID.toUpperCase(), "__proto__"])
      expect(await asText("[]", undefined, action), action).toBe(false);
  });
});

describe("a form without script", () => {
  const named = { $ACTION_REF_1: "", "$ACTION_1:0": `{"id":"${ID}","bound":"$@1"}`, $ACTION_KEY: "k" };

  test("as our pages send it passes, and so does one that is for no action", async () => {
    expect(await sent({ ...named, "$ACTION_1:1": '[{"values":{"a":"$$x"}}]', a: "$F1" }, null)).toBe(true);
    expect(await sent({ [`$ACTION_ID_${ID}`]: "" }, null)).toBe(true);
    expect(await sent({ a: "b" }, null)).toBe(true);
  });

  test.each([
    [{ ...named }],
    [{ ...named, "$ACTION_1:1": '["$F1"]' }],
    [{ ...named, "$ACTION_1:1": "{" }],
    [{ $ACTION_REF_1: "" }],
    [{ $ACTION_REF_1: "", "$ACTION_1:0": `{"id":"x","bound":null}` }],
    [{ $ACTION_REF_1: "", "$ACTION_1:0": `{"id":"${ID}","bound":"$@2"}` }],
    [{ "$ACTION_REF_1:0": "" }],
    [{ "$ACTION_1:2": "[]" }],
    [{ $ACTION_ID_x: "" }],
    [{ $ACTION_: "" }],
  ])("that names its action in another way goes no further: %j", async (form) => {
    expect(await sent(form as Record<string, string>, null)).toBe(false);
  });
});

test("what calls nothing is not looked at", () => {
  expect(mayCall(new Headers({ "content-type": "application/x-www-form-urlencoded" }))).toBe(false);
  expect(mayCall(new Headers({ "content-type": "Multipart/Form-Data; boundary=x" }))).toBe(true);
  expect(mayCall(new Headers({ "next-action": "" }))).toBe(true);
});

test("plain arguments always pass, a reference in them never, and no body makes it throw", async () => {
  const key = fc.string().filter((k) => k !== "__proto__");
  const { plain } = fc.letrec((tie) => ({
    plain: fc.oneof(
      { maxDepth: 4 },
      fc.string().map((s) => s.replace(/^\$+/, "$$$$")),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("plain"), { maxLength: 4 }),
      fc.dictionary(key, tie("plain"), { maxKeys: 4 }),
    ),
  }));
  const reference = fc.string({ minLength: 1 }).map((s) => `$${s.replace(/^(\$|undefined$)/, "F")}`);
  await fc.assert(
    fc.asyncProperty(fc.array(plain), reference, fc.nat(10), async (args, to, at) => {
      expect(await asText(JSON.stringify(args))).toBe(true);
      expect(await asText(JSON.stringify(args.toSpliced(at, 0, to)))).toBe(false);
      expect(await asText(JSON.stringify([...args, { a: [to] }]))).toBe(false);
    }),
  );
  const type = fc.constantFrom("text/plain", "multipart/form-data; boundary=x", "multipart/form-data", "a/b");
  const broken = fc.array(
    fc.constantFrom("--x", "\r\n", "--", 'content-disposition: form-data; name="0"', "[]", '"', "\0", "é"),
  );
  await fc.assert(
    fc.asyncProperty(
      type,
      fc.oneof(
        broken.map((all) => all.join("")),
        fc.string(),
      ),
      async (as, text) => {
        expect(typeof (await asText(text, as))).toBe("boolean");
        expect(typeof (await isCall(new Headers({ "content-type": as }), bytes(text)))).toBe("boolean");
      },
    ),
  );
});
