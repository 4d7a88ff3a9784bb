import { and, desc, eq, inArray, lte, or } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import type { Ctx } from "@/data/transaction";
import { projectPolicies } from "@/db/schema";
import type { Policy } from "@/domain/policy/policy";
import { readPolicy } from "@/formats/policy/read";
import { writePolicy } from "@/formats/policy/write";

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

export type InForce = { id: string; number: number; effectiveAt: Temporal.Instant; policy: Policy };

const columns = {
  id: projectPolicies.id,
  number: projectPolicies.number,
  effectiveAt: projectPolicies.effectiveAt,
  document: projectPolicies.document,
};
type Stored = Pick<typeof projectPolicies.$inferSelect, keyof typeof columns>;

const versionOf = ({ document, ...of }: Stored): InForce => ({ ...of, policy: parsed(of.id, document) });

/** The versions in force of several projects: the newest of those whose instant has come. */
export async function policiesInForce(
  ctx: Ctx,
  projectIds: readonly string[],
): Promise<Map<string, InForce>> {
  const rows = await ctx.tx
    .selectDistinctOn([projectPolicies.projectId], {
      ...columns,
      projectId: projectPolicies.projectId,
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
  return new Map(rows.map(({ projectId, ...version }) => [projectId, versionOf(version)]));
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
    .select(columns)
    .from(projectPolicies)
    .where(inArray(projectPolicies.id, [...new Set(ids)]));
  return new Map(rows.map((r) => [r.id, versionOf(r)]));
}

/** The document of a version as it was written; one that was stored before documents were, as it would be. */
export async function sourceOf(ctx: Ctx, of: { id: string; policy: Policy }): Promise<string> {
  const [row] = await ctx.tx
    .select({ source: projectPolicies.source })
    .from(projectPolicies)
    .where(eq(projectPolicies.id, of.id));
  return row?.source ?? writePolicy(of.policy);
}

export async function governing(ctx: Ctx, of: { policyId: string }): Promise<Policy> {
  const found = (await versionsById(ctx, [of.policyId])).get(of.policyId);
  if (!found) throw new Error("a case without a policy");
  return found.policy;
}
