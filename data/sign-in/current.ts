import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { authenticators, passkeys } from "@/db/schema";

/** Of a human, what was not taken off. */
export const currentPasskeys = (userId: string) => and(eq(passkeys.userId, userId), isNull(passkeys.endedAt));

/** The app that proves its human. */
export const currentApp = (userId: string) =>
  and(
    eq(authenticators.userId, userId),
    isNull(authenticators.endedAt),
    isNotNull(authenticators.confirmedAt),
  );

/** One that waits for its first code, and proves nothing yet. */
export const pendingApp = (userId: string) =>
  and(eq(authenticators.userId, userId), isNull(authenticators.endedAt), isNull(authenticators.confirmedAt));
