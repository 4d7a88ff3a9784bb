import { stringify } from "yaml";
import type { Policy } from "@/domain/policy/policy";
import { FORMAT } from "@/formats/policy/schema";

/** A policy as YAML, for what was stored before documents were: read again, it is the same. */
export const writePolicy = (policy: Policy): string =>
  stringify(sparse({ format: FORMAT, ...policy }), { lineWidth: 100 });

/** Without what is none. */
function sparse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sparse);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== null && !(Array.isArray(v) && v.length === 0))
      .map(([k, v]) => [k, sparse(v)]),
  );
}
