import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const block = 512;

/** Unpacks plain files and folders: all that the browser's archives hold, on systems without `tar`. */
export function untar(archive, folder) {
  for (let at = 0; at + block <= archive.length; ) {
    const text = (from, length) => archive.toString("utf8", at + from, at + from + length).split("\0")[0];
    const name = [text(345, 155), text(0, 100)].filter(Boolean).join("/");
    if (name === "") break;
    const size = Number.parseInt(text(124, 12), 8) || 0;
    const target = normalize(join(folder, name));
    if (!target.startsWith(join(folder, "/"))) throw new Error(`${name} would leave the folder`);
    const type = text(156, 1);
    if (type === "5") mkdirSync(target, { recursive: true });
    if (type === "0" || type === "") {
      mkdirSync(dirname(target), { recursive: true });
      const mode = (Number.parseInt(text(100, 8), 8) || 0o644) & 0o755;
      writeFileSync(target, archive.subarray(at + block, at + block + size), { mode });
    }
    at += block + Math.ceil(size / block) * block;
  }
}
