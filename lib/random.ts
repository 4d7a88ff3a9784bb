import { createHash, randomBytes } from "node:crypto";

/** 256 random bits as text, for tokens. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** What is stored of a token: it cannot be turned back, and a random token needs no salt. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("base64url");

export const bytes = (count: number): Uint8Array => randomBytes(count);
