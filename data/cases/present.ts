import { and, inArray, isNull } from "drizzle-orm";
import { vulnerabilities } from "@/db/schema";

/** The vulnerabilities that count. A removed one is kept, and is in no severity, draft or public page. */
export const presentIn = (caseIds: readonly string[]) =>
  and(inArray(vulnerabilities.caseId, [...caseIds]), isNull(vulnerabilities.removedAt));
