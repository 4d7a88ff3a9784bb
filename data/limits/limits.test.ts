import { randomUUID } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import { beforeAll, expect, test } from "vitest";
import { type Asked, admit } from "@/data/limits/admit";
import { forgetLimits } from "@/data/limits/forget";
import { startSession } from "@/data/sign-in/sessions";
import { transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { rateLimits } from "@/db/schema";
import { LIMITS } from "@/domain/limit/limits";
import { realNow } from "@/lib/clock";
import { newToken } from "@/lib/random";
import { makeOrg, makeWorld, type Org, type World } from "@/tests/world";

const gate = systemViewer("sign-in");
const worker = systemViewer("worker");
const now = realNow();
const perAddress = LIMITS["sign-in"].address ?? 0;

/** Each test counts for an address of its own. */
const somewhere = () => `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::/64`;
const asking = (more: Partial<Asked> = {}): Asked => ({
  method: "POST",
  path: "/sign-in",
  address: somewhere(),
  token: null,
  bytes: 0,
  ...more,
});
const times = async (count: number, asked: Asked, at = now) => {
  let last = await admit(gate, asked, at);
  for (let i = 1; i < count; i++) last = await admit(gate, asked, at);
  return last;
};

let world: World;
let org: Org;
beforeAll(async () => {
  await transact(worker, "write", ({ tx }) => tx.delete(rateLimits));
  world = await makeWorld();
  org = await makeOrg(world);
});

test("an address that hammers sign-in is stopped, told for how long, and let in again when its window has ended", async () => {
  const asked = asking();
  expect(await times(perAddress, asked)).toEqual({ ok: true });
  const later = now.add({ seconds: 100 });
  expect(await admit(gate, asked, later)).toEqual({ ok: false, because: "too many", retryAfterSeconds: 500 });
  expect(await admit(gate, asked, now.add({ minutes: 10 }))).toEqual({ ok: true });
  expect(await times(perAddress - 1, asked, now.add({ minutes: 11 }))).toEqual({ ok: true });
  expect((await admit(gate, asked, now.add({ minutes: 11 }))).ok).toBe(false);
});

test("public pages stay up for an address that was stopped at sign-in, and sign-in for every other address", async () => {
  const asked = asking();
  expect((await times(perAddress + 1, asked)).ok).toBe(false);
  expect(await admit(gate, { ...asked, method: "GET", path: "/advisories" }, now)).toEqual({ ok: true });
  expect(await admit(gate, asking(), now)).toEqual({ ok: true });
});

test("requests that come at once to any number of processes share one window: exactly as many pass as it allows", async () => {
  const asked = asking();
  const all = await Promise.all(Array.from({ length: perAddress + 20 }, () => admit(gate, asked, now)));
  expect(all.filter((a) => a.ok).length).toBe(perAddress);
});

test("what an address is refused is not taken from everybody: one attacker cannot close sign-in for all", async () => {
  // The fullest window is everybody's.
  const used = () =>
    transact(worker, "read", async ({ tx }) =>
      Math.max(...(await tx.select().from(rateLimits)).map((row) => row.used)),
    );
  const asked = asking();
  await times(perAddress, asked);
  const before = await used();
  expect((await times(10, asked)).ok).toBe(false);
  expect(await used()).toBe(before);
});

test("a session counts for its account from every address, and for its organization; a made-up cookie leaves the strict class to nobody", async () => {
  const token = newToken();
  await transact(gate, "write", (ctx) =>
    startSession(ctx, org.person.userId, token, { name: "Firefox", deviceToken: token }),
  );
  const at = realNow();
  const perAccount = LIMITS.change.account ?? 0;
  const change = () => asking({ path: "/inbox/VLLM-7K3QD", token });
  const windows = () =>
    transact(worker, "read", async ({ tx }) => (await tx.select().from(rateLimits)).length);
  const before = await windows();
  await admit(gate, change(), at);
  // Address, account, organization and everybody.
  expect(await windows()).toBe(before + 4);
  for (let i = 1; i < perAccount; i++) expect((await admit(gate, change(), at)).ok).toBe(true);
  expect((await admit(gate, change(), at)).ok).toBe(false);

  const forged = asking({ path: "/inbox/VLLM-7K3QD", token: newToken() });
  expect((await times(perAddress, forged)).ok).toBe(true);
  expect((await admit(gate, forged, now)).ok).toBe(false);

  // Nor does one that nobody used for an hour.
  const idle = change();
  expect((await times(perAddress + 1, idle, at.add({ minutes: 61 }))).ok).toBe(false);
});

test("a body over the limit of its class is refused by what the request says of itself, and counted", async () => {
  const asked = asking({ bytes: LIMITS["sign-in"].mostBytes + 1 });
  expect(await admit(gate, asked, now)).toEqual({ ok: false, because: "too large" });
  await times(perAddress - 1, asked);
  expect(await admit(gate, asked, now)).toMatchObject({ because: "too many" });
});

test("no address, account or organization stands in the table: keys are hashes that need the secret", async () => {
  const address = somewhere();
  await admit(gate, asking({ address }), now);
  const rows = await transact(worker, "read", ({ tx }) => tx.select().from(rateLimits));
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row.key).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(JSON.stringify(rows)).not.toContain(address.slice(0, 12));
});

test("nobody but the doors of the system sees the windows, and the worker drops those that ended", async () => {
  await admit(gate, asking(), now.subtract({ hours: 2 }));
  expect(await transact(world.ada, "read", ({ tx }) => tx.select().from(rateLimits))).toEqual([]);
  expect(await transact(org.person, "read", ({ tx }) => tx.select().from(rateLimits))).toEqual([]);
  expect(await forgetLimits(worker)).toBeGreaterThan(0);
  const left = await transact(worker, "read", ({ tx }) => tx.select().from(rateLimits));
  expect(left.filter((r) => Temporal.Instant.compare(r.until, now) <= 0)).toEqual([]);
});
