import { mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { afterEach, beforeEach, expect, test } from "vitest";
import { localTransport } from "@/worker/transports/local";

const mail = {
  id: "3f1f9d0e-0000-4000-8000-000000000001",
  from: "Curfew <curfew@localhost>",
  to: "security@kestrel.example",
  replyTo: null,
  subject: "something waits",
  text: "Sign in",
  html: "<p>Sign in</p>",
  date: "2027-01-12T17:00:00Z",
};
let maildir = "";
beforeEach(async () => {
  maildir = await mkdtemp(join(tmpdir(), "curfew-mail-"));
});
afterEach(() => rm(maildir, { recursive: true, force: true }));

test("a message arrives whole, to its one address", async () => {
  expect(await localTransport(maildir).hand(mail)).toEqual({ outcome: "accepted", providerId: mail.id });
  const parsed = await PostalMime.parse(await readFile(join(maildir, "new", mail.id)));
  expect(parsed).toMatchObject({
    subject: "something waits",
    to: [{ address: "security@kestrel.example" }],
    date: "2027-01-12T17:00:00.000Z",
  });
  expect(parsed.cc ?? []).toEqual([]);
  expect(parsed.text?.trim()).toBe("Sign in");
  expect(await readdir(join(maildir, "tmp"))).toEqual([]);
});

test("handed over again, also after somebody read it, it is delivered once", async () => {
  await localTransport(maildir).hand(mail);
  await localTransport(maildir).hand(mail);
  expect(await readdir(join(maildir, "new"))).toEqual([mail.id]);
  await rename(join(maildir, "new", mail.id), join(maildir, "cur", `${mail.id}:2,S`));
  await localTransport(maildir).hand(mail);
  expect(await readdir(join(maildir, "new"))).toEqual([]);
});
