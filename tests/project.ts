import { randomUUID } from "node:crypto";
import { transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { projectMembers, projectPolicies, projects } from "@/db/schema";
import type { Policy } from "@/domain/policy/policy";
import type { Member } from "@/domain/viewer";
import { asOwner } from "@/tests/sql";
import { mint, T0, type World } from "@/tests/world";

const seed = systemViewer("seed");

/** A second project of a world's team, with the members that are given. */
export async function makeProject(w: World, policy: Policy, members: Member[]): Promise<string> {
  const id = randomUUID();
  const unique = id.slice(0, 8);
  await transact(seed, "write", async ({ tx }) => {
    await tx.insert(projects).values({
      id,
      teamId: w.teamId,
      slug: `q-${unique}`,
      name: `Second ${unique}`,
      prefix: `Q${unique.toUpperCase()}`,
      createdAt: T0,
    });
    await tx
      .insert(projectPolicies)
      .values({ projectId: id, number: 1, document: policy, effectiveAt: T0, adoptedAt: T0 });
    await tx
      .insert(projectMembers)
      .values(members.map((m) => ({ projectId: id, userId: m.userId, startedAt: T0 })));
  });
  return id;
}

/** The member as their next request finds them. */
export const again = async (m: Member): Promise<Member> =>
  (await mint(m.userId, { role: "member", teamId: m.teamId })) as Member;

/** The same member as an admin of the team. */
export async function asAdmin(m: Member): Promise<Member> {
  await asOwner((sql) => sql`update team_members set admin = true where user_id = ${m.userId}`);
  return again(m);
}
