import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fail } from "./lifecycle.mjs";
import { runQuietly } from "./progress.mjs";

/** Nothing of the caller's environment: PGPORT, PGOPTIONS and the like would bend the server. */
const env = { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };

export function postgresOptions(place) {
  return { ...place.owner, cwd: place.folder, env };
}

// Written last, so that a cluster without it was interrupted while being made, and holds nothing.
function readyMark(place) {
  return join(place.folder, "ready");
}

/** Whether there is a finished cluster; refuses one that this PostgreSQL can't read. */
export function clusterExists(place) {
  if (!existsSync(readyMark(place))) return false;
  const made = readFileSync(join(place.data, "PG_VERSION"), "utf8").trim();
  const major = place.version.split(".")[0];
  if (made !== major) {
    fail(
      `The database in ${place.link} was made by PostgreSQL ${made}, and this is ${major}. Remove it to begin anew.`,
    );
  }
  return true;
}

export async function makeCluster(place, passwords) {
  rmSync(place.data, { recursive: true, force: true });
  mkdirSync(place.data, { mode: 0o700 });
  if (place.owner.uid !== undefined) chownSync(place.data, place.owner.uid, place.owner.gid);
  const init = ["-D", place.data, "-U", "postgres", "--no-locale", "-E", "UTF8", "--data-checksums"];
  // Nobody may log in until the roles have their passwords and the file below says how.
  init.push("--auth-local=reject", "--auth-host=reject", "--no-instructions");
  if (place.temporary) init.push("--no-sync");
  const options = postgresOptions(place);
  await runQuietly("initdb", join(place.native, "bin", "initdb"), init, options);
  writeFileSync(join(place.data, "pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
  // Single-user mode needs no client and opens no port.
  const settings = ["exit_on_error=on", "log_min_error_statement=panic"];
  // The passwords of a temporary one are random and gone with it: nothing is gained by making them slow to try.
  if (place.temporary) settings.push("fsync=off", "scram_iterations=1");
  const single = ["--single", "-D", place.data, ...settings.flatMap((setting) => ["-c", setting])];
  await runQuietly("postgres --single", join(place.native, "bin", "postgres"), [...single, "postgres"], {
    ...options,
    input: roles(passwords),
  });
  writeFileSync(readyMark(place), "");
}

function roles({ superuser, owner, app, backup }) {
  return `${[
    `alter role postgres password '${superuser}'`,
    `create role curfew_owner login password '${owner}'`,
    `create role curfew_app login nosuperuser nobypassrls nocreatedb nocreaterole password '${app}'`,
    `create role curfew_backup login bypassrls password '${backup}'`,
    "grant pg_read_all_data to curfew_backup",
    "create database curfew owner curfew_owner",
    "revoke all on database curfew, postgres, template1 from public",
    "grant connect on database curfew to curfew_app, curfew_backup",
  ].join(";\n")};\n`;
}
