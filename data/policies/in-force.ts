import { and, desc, eq, inArray, lte, or } from "drizzle-orm";
import type { Ctx } from "@/data/transaction";
import { projectPolicies } from "@/db/schema";
import type { Policy } from "@/domain/policy/policy";
import { readPolicy } from "@/formats/policy/read";

// Which policy binds: a project goes by the version in force, a case by the one that governs it.

const KEPT = 200;
const read = new Map<string, Policy>();

/** A version never changes, so what was read of it once holds. */
function parsed(id: string, document: unknown): Policy {
  const known = read.get(id);
  if (known) return known;
  const policy = readPolicy(document);
  const [oldest] = read.keys();
  if (read.size >= KEPT && oldest !== undefined) read.delete(oldest);
  read.set(id, policy);
  return policy;
}

export type InForce = { id: string; number: number; policy: Policy };

/** The versions in force of several projects: the newest of those whose instant has come. */
export async function policiesInForce(
  ctx: Ctx,
  projectIds: readonly string[],
): Promise<Map<string, InForce>> {
  const rows = await ctx.tx
    .selectDistinctOn([projectPolicies.projectId], {
      id: projectPolicies.id,
      projectId: projectPolicies.projectId,
      number: projectPolicies.number,
      document: projectPolicies.document,
    })
    .from(projectPolicies)
    .where(
      and(
        inArray(projectPolicies.projectId, [...projectIds]),
        // The first has no one before it: it holds from the beginning.
        or(lte(projectPolicies.effectiveAt, ctx.now), eq(projectPolicies.number, 1)),
      ),
    )
    .orderBy(projectPolicies.projectId, desc(projectPolicies.number));
  return new Map(
    rows.map((r) => [r.projectId, { id: r.id, number: r.number, policy: parsed(r.id, r.document) }]),
  );
}

export async function policyInForce(ctx: Ctx, projectId: string): Promise<InForce> {
  const found = (await policiesInForce(ctx, [projectId])).get(projectId);
  if (!found) throw new Error("a project without a policy in force");
  return found;
}

/** The policy in force of each project, by its id. */
export async function policiesOf(ctx: Ctx, projectIds: readonly string[]): Promise<Map<string, Policy>> {
  const found = await policiesInForce(ctx, projectIds);
  return new Map([...found].map(([id, { policy }]) => [id, policy]));
}

/** What binds a project: memberships, contacts, retention. */
export const policyOf = async (ctx: Ctx, projectId: string): Promise<Policy> =>
  (await policyInForce(ctx, projectId)).policy;

/** What binds cases: the versions by their ids. */
export async function versionsById(ctx: Ctx, ids: readonly string[]): Promise<Map<string, InForce>> {
  const rows = await ctx.tx
    .select({
      id: projectPolicies.id,
      number: projectPolicies.number,
      document: projectPolicies.document,
    })
    .from(projectPolicies)
    .where(inArray(projectPolicies.id, [...new Set(ids)]));
  return new Map(rows.map((r) => [r.id, { id: r.id, number: r.number, policy: parsed(r.id, r.document) }]));
}

export async function governing(ctx: Ctx, of: { policyId: string }): Promise<Policy> {
  const found = (await versionsById(ctx, [of.policyId])).get(of.policyId);
  if (!found) throw new Error("a case without a policy");
  return found.policy;
}
