import { readFile } from "node:fs/promises";
import { PRESET_TEXTS } from "@/domain/policy/presets";

/** The text of a preset, with its comments; null for a name that is none. */
export const presetSource = async (name: string): Promise<string | null> =>
  Object.hasOwn(PRESET_TEXTS, name) ? readFile(`policies/${name}.yaml`, "utf8") : null;
