import { expect, test } from "vitest";
import { download } from "@/app/_lib/download";
import { fileOfForm, TooLarge } from "@/app/_lib/upload";
import { notFound, refused } from "@/lib/errors";

const page = { name: "page.txt", mediaType: "text/plain", bytes: Buffer.from("<script>alert(1)</script>") };

test("a file is a download in a sandbox, of a type that is said and not guessed, and is kept by no cache", async () => {
  const answer = await download(
    async () => page,
    async () => {},
  );
  expect(Object.fromEntries(answer.headers)).toEqual({
    "content-type": "text/plain; charset=utf-8",
    "content-disposition": `attachment; filename="page.txt"; filename*=UTF-8''page.txt`,
    "content-length": "25",
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
    "cross-origin-resource-policy": "same-origin",
    "accept-ranges": "none",
  });
  expect(await answer.text()).toContain("alert");
});

test("a file is given only once that is on record; asked for its headers alone, it gives nothing and records nothing", async () => {
  const steps: string[] = [];
  const open = async () => {
    steps.push("opened");
    return page;
  };
  const failing = () => {
    steps.push("recorded");
    return Promise.reject(new Error("no record"));
  };
  await expect(download(open, failing)).rejects.toThrow("no record");
  expect(steps).toEqual(["recorded"]);
  expect((await (await download(open, null)).arrayBuffer()).byteLength).toBe(0);
});

test("what is hidden, absent or destroyed is one answer; what is closed for a while says so", async () => {
  const answer = await download(
    () => Promise.reject(notFound()),
    async () => {},
  );
  expect([answer.status, await answer.text()]).toEqual([404, "Not found.\n"]);
  expect(
    (
      await download(
        () => Promise.reject(refused("Reading is off.")),
        async () => {},
      )
    ).status,
  ).toBe(503);
});

/** A form with a file, which comes in as many pieces as are taken of it. */
function sending(size: number, headers: Record<string, string> = {}) {
  const [mark, piece] = ["--x", Buffer.alloc(1000, "a")];
  const begin = `${mark}\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n`;
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    start: (c) => c.enqueue(Buffer.from(begin)),
    pull: (c) => {
      if (sent < size) {
        c.enqueue(piece);
        sent += piece.length;
      } else {
        c.enqueue(Buffer.from(`\r\n${mark}--\r\n`));
        c.close();
      }
    },
  });
  const type = { "content-type": "multipart/form-data; boundary=x" };
  const init = { method: "POST", body, duplex: "half" as const, headers: { ...type, ...headers } };
  return { request: new Request("https://curfew.example/", init), sent: () => sent };
}

test("a file is read no further than its bound, whatever the request says of its length", async () => {
  const small = await fileOfForm(sending(5000).request, 5000);
  expect([small?.name, small?.bytes.length]).toEqual(["a.txt", 5000]);
  const endless = sending(2_000_000, { "content-length": "10" });
  await expect(fileOfForm(endless.request, 5000)).rejects.toThrow(TooLarge);
  expect(endless.sent()).toBeLessThan(200_000);
  const honest = sending(50_000_000, { "content-length": "50000000" });
  await expect(fileOfForm(honest.request, 5000)).rejects.toThrow(TooLarge);
  expect(honest.sent()).toBeLessThan(2000);
});

test("a form without a file holds none, and what is no form is refused", async () => {
  const form = new FormData();
  form.set("other", "x");
  const post = (body: BodyInit) => new Request("https://curfew.example/", { method: "POST", body });
  expect(await fileOfForm(post(form), 100)).toBeNull();
  await expect(fileOfForm(post("plain"), 100)).rejects.toThrow(TypeError);
});
