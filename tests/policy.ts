import { Temporal } from "temporal-polyfill";
import { transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { projectPolicies } from "@/db/schema";
import type { Policy } from "@/domain/policy/policy";

/** Before every test, by the domain's clock and by the real one. */
const LONG_AGO = Temporal.Instant.from("2025-01-01T00:00:00Z");

/** A version that two members adopted, as if in force for long; cases that run already stay under theirs. */
export async function adopted(projectId: string, policy: Policy, number = 2): Promise<string> {
  const [row] = await transact(systemViewer("seed"), "write", ({ tx }) =>
    tx
      .insert(projectPolicies)
      .values({ projectId, number, document: policy, effectiveAt: LONG_AGO, adoptedAt: LONG_AGO })
      .returning({ id: projectPolicies.id }),
  );
  return row?.id ?? "";
}
