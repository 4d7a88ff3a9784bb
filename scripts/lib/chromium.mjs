import { spawnSync } from "node:child_process";
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { brotliDecompressSync, createBrotliDecompress } from "node:zlib";
import { dataRoot, root } from "./instance.mjs";
import { atEnd, fail } from "./lifecycle.mjs";
import { untar } from "./untar.mjs";

const packed = join(root, "node_modules", "@sparticuz", "chromium");

/** The browser of the tests, as variables for Playwright: CURFEW_CHROMIUM, and what that binary needs. */
export async function provideChromium() {
  if (process.env.CURFEW_CHROMIUM) {
    if (!existsSync(process.env.CURFEW_CHROMIUM))
      fail(`CURFEW_CHROMIUM names no file: ${process.env.CURFEW_CHROMIUM}`);
    return { CURFEW_CHROMIUM: process.env.CURFEW_CHROMIUM };
  }
  const fits = process.platform === "linux" && process.arch === "x64";
  return (fits && (await unpackedChromium())) || installedChromium();
}

async function unpackedChromium() {
  const { version } = JSON.parse(readFileSync(join(packed, "package.json"), "utf8"));
  const folder = join(dataRoot, "chromium", version);
  if (!existsSync(folder)) await unpack(folder);
  const path = join(folder, "chromium");
  // The same fonts everywhere, also where the system has none.
  const env = { CURFEW_CHROMIUM: path, FONTCONFIG_FILE: join(folder, "fonts.conf") };
  if (runs(path, {})) return env;
  const libraries = [join(folder, "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  if (runs(path, { LD_LIBRARY_PATH: libraries })) return { ...env, LD_LIBRARY_PATH: libraries };
  return null;
}

function runs(path, env) {
  const { status } = spawnSync(path, ["--version"], { env: { ...process.env, ...env }, stdio: "ignore" });
  return status === 0;
}

/** Beside its place and then renamed: an interrupted unpacking is never mistaken for a browser. */
async function unpack(folder) {
  const beside = `${folder}.${process.pid}`;
  const discard = () => rmSync(beside, { recursive: true, force: true });
  discard();
  const keep = atEnd(discard);
  mkdirSync(beside, { recursive: true });
  const bin = join(packed, "bin");
  const path = join(beside, "chromium");
  await pipeline(
    createReadStream(join(bin, "chromium.br")),
    createBrotliDecompress(),
    createWriteStream(path),
  );
  chmodSync(path, 0o755);
  for (const name of ["al2023", "swiftshader", "fonts"]) {
    const file = join(bin, `${name}.tar.br`);
    if (existsSync(file)) untar(brotliDecompressSync(readFileSync(file)), beside);
  }
  // The packed one names the folders of a cloud function.
  writeFileSync(
    join(beside, "fonts.conf"),
    `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n` +
      `  <dir>${join(folder, "fonts")}</dir>\n  <cachedir>${join(folder, "fonts-cache")}</cachedir>\n</fontconfig>\n`,
  );
  try {
    renameSync(beside, folder);
    keep();
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

function installedChromium() {
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const mac = ["Google Chrome", "Chromium"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  const paths = [
    playwrightOwn(),
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    ...mac,
  ];
  const path = paths.find((candidate) => candidate && existsSync(candidate));
  if (path) return { CURFEW_CHROMIUM: path };
  return fail(
    "No browser for the tests runs here. Bring one: npx playwright install chromium, " +
      "or name one that you have: CURFEW_CHROMIUM=/path/to/chromium npm test",
  );
}

function playwrightOwn() {
  try {
    const require = createRequire(join(root, "package.json"));
    const fromTest = createRequire(require.resolve("@playwright/test"));
    return fromTest("playwright-core").chromium.executablePath();
  } catch {
    return null;
  }
}
