import { randomBytes } from "node:crypto";
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { clusterExists, makeCluster, postgresOptions } from "./cluster.mjs";
import { stateFolder, testInstance } from "./instance.mjs";
import { atEnd, fail } from "./lifecycle.mjs";
import { preparePlace } from "./place.mjs";
import { freePort } from "./port.mjs";
import { launch, stop, tellGuard, wait } from "./processes.mjs";

const secret = (bytes, encoding = "base64url") => randomBytes(bytes).toString(encoding);

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

function writeJson(file, value) {
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function newConnection() {
  return {
    port: 0,
    database: "curfew",
    owner: { user: "curfew_owner", password: secret(24) },
    app: { user: "curfew_app", password: secret(24) },
    masterKey: secret(32, "base64"),
    secret: secret(32),
  };
}

/** Whether the embedded database of an instance answers, whoever started it. */
export function embeddedAnswers(instance) {
  const port = readJson(join(stateFolder(instance), "embedded.json"))?.port;
  if (!port) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/**
 * Starts the instance's own PostgreSQL and says in embedded.json how to reach it.
 * A temporary one lives in the temporary folder, trades safety for speed and leaves nothing.
 */
export async function startEmbedded(instance, { temporary = false } = {}) {
  if (instance === testInstance && !temporary) {
    fail('The instance "test" has a database only while the tests run. Choose another CURFEW_INSTANCE.');
  }
  const place = await preparePlace(instance, { temporary });
  const file = join(place.state, "embedded.json");
  const operatorFile = join(place.state, "embedded-operator.json");
  const checkpoints = join(place.state, "checkpoints.jsonl");
  if (temporary) {
    rmSync(file, { force: true });
    tellGuard({ folder: place.folder });
    atEnd(() => {
      for (const path of [place.folder, place.link, file, operatorFile, checkpoints])
        rmSync(path, { recursive: true, force: true });
      tellGuard({ keep: place.folder });
    });
  }
  const created = !clusterExists(place);
  const known = readJson(file);
  if (!created && !known) {
    fail(
      `${file} is missing, and with it the keys to the database beside it. Remove ${place.state} to begin anew.`,
    );
  }
  const connection = known ?? newConnection();
  if (created) {
    // Of a database that was removed: they would say that the new one was set back.
    rmSync(checkpoints, { force: true });
    // Before the cluster counts as made: its passwords must not be lost on the way.
    writeJson(file, connection);
    const others = { superuser: secret(24), backup: secret(24) };
    await makeCluster(place, { ...others, owner: connection.owner.password, app: connection.app.password });
    // For the operator's own hands; of ours only the backup reads it (`backupUrl` in lib/env.ts).
    writeJson(operatorFile, {
      superuser: { user: "postgres", password: others.superuser },
      backup: { user: "curfew_backup", password: others.backup },
    });
  }
  const server = await startServer(place);
  writeJson(file, { ...connection, port: server.port });
  return { created, entry: server.entry, port: server.port };
}

async function startServer(place) {
  const fast = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "jit=off"];
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    const settings = [
      "listen_addresses=127.0.0.1",
      `port=${port}`,
      "unix_socket_directories=",
      "max_connections=100",
      "timezone=UTC",
      "log_timezone=UTC",
      "password_encryption=scram-sha-256",
      ...(place.temporary ? fast : []),
    ];
    const log = openSync(place.log, "w", 0o600);
    const entry = launch(
      "PostgreSQL",
      join(place.native, "bin", "postgres"),
      ["-D", place.data, ...settings.flatMap((setting) => ["-c", setting])],
      { ...postgresOptions(place), stdio: ["ignore", log, log], stopSignal: "SIGINT", lasting: true },
    );
    closeSync(log);
    atEnd(() => stop(entry, { patience: 10_000, harder: "SIGQUIT" }));
    if (await becomesReady(place, entry)) return { entry, port };
    const tail = readFileSync(place.log, "utf8").trimEnd().split("\n").slice(-20).join("\n");
    // Between our choice and its start another program may have taken the port.
    if (tries >= 3 || !/could not bind|could not create any TCP/.test(tail)) {
      await stop(entry);
      fail(`${tail}\n\nThe embedded PostgreSQL did not start; its log is ${place.log}.`);
    }
  }
}

async function becomesReady(place, entry) {
  const file = join(place.data, "postmaster.pid");
  // Recovery after a hard stop may take a while.
  for (const end = Date.now() + 60_000; Date.now() < end && !entry.ended; ) {
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    if (Number(lines[0]) === entry.pid && lines[7]?.trim() === "ready") return true;
    await wait(30);
  }
  return false;
}
