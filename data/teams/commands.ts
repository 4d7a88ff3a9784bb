import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { DEPLOYMENT, newId } from "@/data/audit";
import { bySystem, command } from "@/data/command";
import type { Ctx } from "@/data/transaction";
import { teamMembers, teams, users } from "@/db/schema";
import { normalizeAddress } from "@/domain/organization/contact";
import { AppError } from "@/lib/errors";

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
  return known.id;
}

/** Adds a member to the team, and makes the team when there is none. For the operator alone. */
export const addMember = command(
  "member.add",
  z.object({
    email: addressField,
    name: nameField,
    admin: z.boolean().default(false),
    team: nameField.default("Vulnerability management team"),
  }),
  bySystem,
  async (ctx, input) => {
    const [existing] = await ctx.tx.select().from(teams).orderBy(teams.createdAt).limit(1);
    const teamId = existing?.id ?? newId();
    if (!existing) await ctx.tx.insert(teams).values({ id: teamId, name: input.team, createdAt: ctx.now });
    const userId = await userFor(ctx, input.email, input.name);
    const [already] = await ctx.tx
      .select({ id: teamMembers.id })
      .from(teamMembers)
      .where(
        and(eq(teamMembers.teamId, teamId), eq(teamMembers.userId, userId), isNull(teamMembers.endedAt)),
      );
    if (already) throw new AppError("refused", `${input.email} is a member already.`);
    await ctx.tx.insert(teamMembers).values({ teamId, userId, admin: input.admin, startedAt: ctx.now });
    return {
      result: { userId, teamId },
      audit: [{ stream: DEPLOYMENT, action: "member.added", facts: { userId, admin: input.admin } }],
    };
  },
);
