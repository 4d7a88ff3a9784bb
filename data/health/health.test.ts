import { expect, test } from "vitest";
import { beat, health, stopBeating } from "@/data/health/queries";
import { asOwner } from "@/tests/sql";

test("the worker is up while it beats, and down when it stopped or was killed half a minute ago", async () => {
  await asOwner((sql) => sql`delete from worker_heartbeats`);
  expect(await health()).toEqual({ database: true, worker: false });
  await beat("one");
  expect(await health()).toEqual({ database: true, worker: true });
  await asOwner((sql) => sql`update worker_heartbeats set at = at - interval '31 seconds'`);
  expect(await health()).toEqual({ database: true, worker: false });
  await beat("one");
  await stopBeating("one");
  expect(await health()).toEqual({ database: true, worker: false });
});
