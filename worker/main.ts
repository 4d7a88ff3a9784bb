import { randomUUID } from "node:crypto";
import { Logger, run } from "graphile-worker";
import { Pool } from "pg";
import { z } from "zod";
import { beat, HEARTBEAT_SECONDS, stopBeating } from "@/data/health/queries";
import { endOnWrongKey } from "@/data/keys/start";
import { disconnect } from "@/data/process";
import { systemViewer } from "@/data/viewer";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { checkpoint } from "@/worker/jobs/checkpoint";
import { sendDelivery } from "@/worker/jobs/send-delivery";
import { dispatch, dropOld, sendSignIn, sweep, tickMemberships } from "@/worker/jobs/sweep";
import { configuredTransport } from "@/worker/transports/configured";
import { noTransport } from "@/worker/transports/none";

/** How often the tables are looked over for what no job announced. */
const SWEEP_SECONDS = 5;

/** Days are what it counts; in the demo, where they pass at once, somebody waits for it. */
const MEMBERSHIP_SECONDS = 15;
/** How long stopping may take. */
const STOP_SECONDS = 12;

const idOf = (payload: unknown): string => z.object({ id: z.uuid() }).parse(payload).id;

async function main(): Promise<void> {
  const { databaseUrl } = env();
  await endOnWrongKey(systemViewer("worker"));
  const transport = configuredTransport(env());
  if (transport === noTransport)
    log.warn(
      "No mail transport is configured: messages wait. `npm run curfew -- sign-in ADDRESS` still lets people in.",
    );

  const name = randomUUID();
  // A pool of our own, to listen for errors of clients that the database ends: unheard, one ends the process.
  const pgPool = new Pool({ connectionString: databaseUrl, max: 6 });
  const ended = () => log.warn("the database ended a connection");
  pgPool.on("error", ended).on("connect", (client) => client.on("error", ended));
  const runner = await run({
    pgPool,
    concurrency: 4,
    pollInterval: 250,
    noHandleSignals: true,
    crontab: "",
    logger: new Logger(() => (level, message) => {
      if (level === "error") log.error(message);
    }),
    taskList: {
      dispatch_notice: (payload) => dispatch(idOf(payload)),
      send_delivery: (payload) => sendDelivery(idOf(payload), transport),
      send_sign_in: (payload) => sendSignIn(idOf(payload), transport),
    },
  });

  let stopping = false;
  const every = async (seconds: number, work: () => Promise<void>) => {
    while (!stopping) {
      await work().catch((error: unknown) =>
        log.error(
          { error: error instanceof Error ? error.name : "unknown" },
          "the worker could not reach the database",
        ),
      );
      for (let waited = 0; waited < seconds * 10 && !stopping; waited++)
        await new Promise((done) => setTimeout(done, 100));
    }
  };
  const loops = [
    every(HEARTBEAT_SECONDS, () => beat(name)),
    every(SWEEP_SECONDS, () => sweep(transport)),
    every(SWEEP_SECONDS, checkpoint),
    every(MEMBERSHIP_SECONDS, tickMemberships),
    every(3600, dropOld),
  ];

  const stop = async () => {
    if (stopping) return;
    stopping = true;
    // A database that is gone keeps nothing of ours waiting: leases and the sweep take up what was under way.
    setTimeout(() => process.exit(1), STOP_SECONDS * 1000).unref();
    await Promise.all([...loops, runner.stop()]);
    await stopBeating(name).catch(() => {});
    await pgPool.end();
    await disconnect();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
  await runner.promise;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
