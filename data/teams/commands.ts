import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { DEPLOYMENT, newId } from "@/data/audit";
import { bySystem, command } from "@/data/command";
import { joinProject } from "@/data/projects/members";
import { endFactors } from "@/data/sign-in/factors";
import type { Ctx } from "@/data/transaction";
import { rolesOf } from "@/data/viewer";
import { projects, teamMembers, teams, users } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { normalizeAddress } from "@/domain/organization/contact";
import { invalidField, refused } from "@/lib/errors";

export const addressField = z.string({ error: "Enter an address." }).transform((text, ctx) => {
  const address = normalizeAddress(text);
  if (address) return address;
  ctx.addIssue({
    code: "custom",
    message: "This is not an address that we can use. Write it like security@vendor.example.",
  });
  return z.NEVER;
});

export const nameField = z
  .string({ error: "Enter a name." })
  .trim()
  .min(1, "Enter a name.")
  .max(120, "At most 120 characters.")
  .regex(/^[^\p{Cc}<>]*$/u, "Leave out line breaks and angle brackets.");

/** The human behind an address, made on first mention; one human may later hold several roles. */
export async function userFor(ctx: Ctx, email: string, name: string): Promise<string> {
  const [made] = await ctx.tx
    .insert(users)
    .values({ email, name, createdAt: ctx.now })
    .onConflictDoNothing()
    .returning({ id: users.id });
  if (made) return made.id;
  const [known] = await ctx.tx.select({ id: users.id }).from(users).where(eq(users.email, email));
  if (!known) throw new Error("the user vanished");
  // An address can change hands: whoever held no role any more begins anew, behind their mailbox.
  await ctx.everywhere(async () => {
    if ((await rolesOf(ctx, known.id)).length === 0) await endFactors(ctx, known.id);
  });
  return known.id;
}

/** The projects by their short names; all of the team's at this moment where none is named. */
async function projectsNamed(ctx: Ctx, teamId: string, slugs: readonly string[] | undefined) {
  const all = await ctx.tx
    .select({ id: projects.id, slug: projects.slug })
    .from(projects)
    .where(eq(projects.teamId, teamId))
    .orderBy(asc(projects.slug));
  const unknown = slugs?.find((slug) => !all.some((p) => p.slug === slug));
  if (unknown !== undefined) throw invalidField("projects", `There is no project ${unknown}.`);
  return slugs ? all.filter((p) => slugs.includes(p.slug)) : all;
}

/**
 * Adds a member to the team and to its projects, and makes the team when there is none. Somebody who is a member
 * already joins the projects that are named. For the operator alone.
 */
export const addMember = command(
  "member.add",
  z.object({
    email: addressField,
    name: nameField.optional(),
    admin: z.boolean().default(false),
    team: nameField.default("Vulnerability management team"),
    projects: z.array(z.string().max(254)).max(100).optional(),
  }),
  bySystem,
  async (ctx, input) => {
    const [existing] = await ctx.tx.select().from(teams).orderBy(teams.createdAt).limit(1);
    const teamId = existing?.id ?? newId();
    const named = await projectsNamed(ctx, teamId, input.projects);
    const [already] = await ctx.tx
      .select({ userId: users.id })
      .from(teamMembers)
      .innerJoin(users, eq(users.id, teamMembers.userId))
      .where(and(eq(teamMembers.teamId, teamId), eq(users.email, input.email), isNull(teamMembers.endedAt)));
    if (already && !input.projects) throw refused(`${input.email} is a member already.`);
    if (!already && !input.name) throw invalidField("name", "Enter a name.");
    if (!existing) await ctx.tx.insert(teams).values({ id: teamId, name: input.team, createdAt: ctx.now });
    const userId = already?.userId ?? (await userFor(ctx, input.email, input.name ?? input.email));
    const entries: AuditEvent[] = [];
    if (!already) {
      await ctx.tx.insert(teamMembers).values({ teamId, userId, admin: input.admin, startedAt: ctx.now });
      entries.push({ stream: DEPLOYMENT, action: "member.added", facts: { userId, admin: input.admin } });
    }
    const joined: AuditEvent[] = [];
    for (const project of named) joined.push(...(await joinProject(ctx, project.id, userId)));
    // In the stream that every member sees, too: who works on no such project must learn of it as well.
    if (already && joined.length > 0)
      entries.push({
        stream: DEPLOYMENT,
        action: "member.let_in",
        facts: { userId, projects: named.map((p) => p.slug) },
      });
    entries.push(...joined);
    const [first, ...rest] = entries;
    if (!first) throw refused(`${input.email} works on that already.`);
    return { result: { userId, teamId }, audit: [first, ...rest] };
  },
);
