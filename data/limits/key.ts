import { createHmac } from "node:crypto";
import { env } from "@/lib/env";

/** The key of a window: no address and no id stands in the table, and nobody without the secret can look one up. */
export const limitKey = (...parts: readonly (string | null)[]): string =>
  createHmac("sha256", env().secret)
    .update(JSON.stringify(["limit", ...parts]))
    .digest("base64url");
