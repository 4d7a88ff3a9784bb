import type { Path } from "@/domain/policy/lint/finding";
import type { Policy } from "@/domain/policy/policy";

export type Said = { path: Path; text: string };

/** Every string of a policy with its path, in the order of the document. */
export const stringsOf = (policy: Policy): Said[] => within(policy, []);

function within(value: unknown, path: Path): Said[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((v, i) => within(v, [...path, i]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([k, v]) => within(v, [...path, k]));
}
