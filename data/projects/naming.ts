import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { byMember, command } from "@/data/command";
import { projectMembers } from "@/db/schema";
import { hiddenLetter } from "@/formats/policy/fields";
import { notFound } from "@/lib/errors";

const Name = z.object({
  projectId: z.uuid(),
  /** Empty takes it back. */
  namedAs: z
    .string()
    .trim()
    .max(80, "At most 80 characters.")
    .refine(
      (t) => hiddenLetter(t) === null && !/\s/.test(t.replaceAll(" ", "")),
      "It holds letters that nobody sees. Type it again by hand.",
    )
    .refine((t) => t === "" || /\p{L}/u.test(t), "Write a name."),
});

/** A member agrees to stand on the project's public page, under the name that they type, or takes it back. Their own row alone. */
export const nameMe = command("project.name_me", Name, byMember, async (ctx, input) => {
  const [row] = await ctx.tx
    .update(projectMembers)
    .set({ namedAs: input.namedAs || null })
    .where(
      and(
        eq(projectMembers.projectId, input.projectId),
        eq(projectMembers.userId, ctx.viewer.userId),
        isNull(projectMembers.endedAt),
      ),
    )
    .returning({ id: projectMembers.id });
  if (!row) throw notFound();
  return {
    result: { projectId: input.projectId },
    audit: [
      {
        stream: { type: "project", id: input.projectId },
        action: "project.member_named",
        facts: { userId: ctx.viewer.userId, named: input.namedAs !== "" },
      },
    ],
  };
});
