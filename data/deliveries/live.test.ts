import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { boardVersion } from "@/data/deliveries/board";
import { pauseOrganization } from "@/data/memberships/pause";
import { getNotice } from "@/data/notices/queries";
import { remindSilent } from "@/data/notices/remind";
import { answerTerms } from "@/data/readings/commands";
import { findSession, startSession } from "@/data/sign-in/sessions";
import { transact } from "@/data/transaction";
import { sessions } from "@/db/schema";
import { realNow } from "@/lib/clock";
import { newToken } from "@/lib/random";
import { told } from "@/tests/case";
import { ofProject } from "@/tests/membership";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, worker } from "@/tests/world";

test("a board has another version once somebody did something, and the same while nobody does", async () => {
  const world = await makeWorld();
  const org = await makeOrg(world);
  const { reference, noticeId } = await told(world, [org]);
  const version = () => boardVersion(world.ada, reference, noticeId);
  const first = await version();
  expect(await version()).toBe(first);
  await answerTerms(org.person, { reference, answer: "accepted", termsVersion: "curfew-1" }, at(25));
  expect(await version()).not.toBe(first);
  expect(first).not.toContain(reference);
});

test("a stranger's team learns of no board, not even whether it changed", async () => {
  const world = await makeWorld();
  const { reference, noticeId } = await told(world, [await makeOrg(world)]);
  const other = await makeWorld();
  await expect(boardVersion(other.ada, reference, noticeId)).rejects.toMatchObject({ code: "not_found" });
});

test("the silent are reminded once, and not again within the time that they have to answer", async () => {
  const world = await makeWorld();
  const { reference, noticeId } = await told(world, [await makeOrg(world), await makeOrg(world)]);
  const { revision } = await getNotice(world.ada, reference, noticeId);
  const remind = (hours: number) => remindSilent(world.ben, { noticeId, revision }, at(hours));
  expect((await remind(24 * 3)).organizations).toBe(2);
  await expect(remind(24 * 3.5)).rejects.toMatchObject({ code: "refused" });
  expect((await remind(24 * 4)).organizations).toBe(2);
});

test("an organization that may receive nothing is not reminded", async () => {
  const world = await makeWorld();
  const [asked, paused] = [await makeOrg(world), await makeOrg(world)];
  const { reference, noticeId } = await told(world, [asked, paused]);
  await pauseOrganization(
    world.ben,
    { ...ofProject(world, paused), reason: "a rumour", told: "Please wait." },
    at(24 * 3),
  );
  const { revision } = await getNotice(world.ada, reference, noticeId);
  await remindSilent(world.ben, { noticeId, revision }, at(24 * 3 + 1));
  const reminded = await asOwner(
    (sql) =>
      sql`select distinct organization_id from deliveries where kind = 'reminder' and organization_id in (${asked.id}, ${paused.id})`,
  );
  expect(reminded).toEqual([{ organization_id: asked.id }]);
});

test("a page that asks by itself is no use of a session: left open, it idles out", async () => {
  const world = await makeWorld();
  const token = newToken();
  const earlier = realNow().subtract({ minutes: 30 });
  await transact(worker, "write", async (ctx) => {
    await startSession(ctx, world.ada.userId, token, { name: "Firefox", deviceToken: newToken() });
    await ctx.tx.update(sessions).set({ lastUsedAt: earlier }).where(eq(sessions.userId, world.ada.userId));
  });
  const used = () =>
    transact(worker, "read", async (ctx) => {
      const rows = await ctx.tx.select().from(sessions);
      return rows.find((r) => r.userId === world.ada.userId)?.lastUsedAt;
    });
  expect(await findSession(token, false)).not.toBeNull();
  expect((await used())?.epochMilliseconds).toBe(earlier.epochMilliseconds);
  await findSession(token);
  expect((await used())?.epochMilliseconds).toBeGreaterThan(earlier.epochMilliseconds);
});
