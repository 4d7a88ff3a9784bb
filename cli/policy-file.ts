import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { MAX_LENGTH } from "@/formats/policy/yaml";
import { refused } from "@/lib/errors";

/** No letter takes more bytes in UTF-8. */
const MAX_BYTES = 4 * MAX_LENGTH;

/**
 * The text of a preset by its name, of a file, or of standard input, which is `-`. No more is ever read than a policy can
 * have, whatever the file is.
 * @throws AppError in words for whoever typed the name
 */
export async function policyText(name: string): Promise<{ text: string; file: string }> {
  const preset = /^[a-z0-9-]+$/.test(name) ? `policies/${name}.yaml` : "";
  const file = existsSync(preset) ? preset : name;
  const bytes = file === "-" ? await fromStandardInput() : inFile(file);
  try {
    return {
      file: file === "-" ? "standard input" : file,
      text: new TextDecoder("utf-8", { fatal: true }).decode(bytes),
    };
  } catch {
    throw refused(`${file} is no text in UTF-8, so it is no policy.`);
  }
}

function inFile(file: string): Uint8Array {
  let from: number;
  try {
    from = openSync(file, "r");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw refused(
      code === "ENOENT"
        ? `There is no file ${file}, and no preset of that name.`
        : `${file} can’t be read${code === "EACCES" ? ": permission is denied" : ""}.`,
    );
  }
  try {
    const { size } = fstatSync(from);
    if (fstatSync(from).isDirectory()) throw refused(`${file} is a folder. Name a file in it.`);
    if (size > MAX_BYTES) throw tooLarge(file);
    return upTo(from, file);
  } finally {
    closeSync(from);
  }
}

/** @throws AppError when there is more */
function upTo(from: number, name: string): Uint8Array {
  const buffer = new Uint8Array(MAX_BYTES + 1);
  let length = 0;
  while (length < buffer.length) {
    const read = readSync(from, buffer, length, buffer.length - length, null);
    if (read === 0) return buffer.subarray(0, length);
    length += read;
  }
  throw tooLarge(name);
}

async function fromStandardInput(): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of process.stdin as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > MAX_BYTES) throw tooLarge("Standard input");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const tooLarge = (name: string) =>
  refused(`${name} is too large: a policy has at most ${MAX_LENGTH} letters.`);
