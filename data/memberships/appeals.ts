import { and, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { byContact, byMember, command } from "@/data/command";
import { tellOrganization } from "@/data/notices/tell";
import { idField } from "@/data/organizations/fields";
import { requireUntied } from "@/data/teams/ties";
import { appeals, memberships } from "@/db/schema";
import { notFound, refused } from "@/lib/errors";

const text = z
  .string({ error: "Write something." })
  .trim()
  .min(3, "Write a few words.")
  .max(10_000, "At most 10000 characters.");

/** What is not answered yet; more than this at once is noise, and gets lost. */
const OPEN_AT_ONCE = 5;

export const appealPlace = (row: string, column: "text" | "answer") => ({
  scope: "deployment",
  table: "appeals",
  row,
  column,
});

/** An organization answers the team, or asks to return; open to it whatever state its membership is in. */
export const writeAppeal = command(
  "appeal.write",
  z.object({ projectId: idField, text }),
  byContact,
  async (ctx, input) => {
    const { organizationId, contactId, userId } = ctx.viewer;
    const [known] = await ctx.tx
      .select({ id: memberships.id })
      .from(memberships)
      .where(and(eq(memberships.organizationId, organizationId), eq(memberships.projectId, input.projectId)))
      .limit(1);
    if (!known) throw notFound();
    const open = await ctx.tx
      .select({ id: appeals.id })
      .from(appeals)
      .where(
        and(
          eq(appeals.organizationId, organizationId),
          eq(appeals.projectId, input.projectId),
          isNull(appeals.answeredAt),
        ),
      );
    if (open.length >= OPEN_AT_ONCE)
      throw refused(`${OPEN_AT_ONCE} messages of yours wait for the team. Wait for an answer first.`);
    const id = newId();
    await ctx.tx.insert(appeals).values({
      id,
      organizationId,
      projectId: input.projectId,
      text: await ctx.seal(appealPlace(id, "text"), input.text),
      by: userId,
      contactId,
      at: ctx.now,
    });
    return {
      result: { appealId: id },
      audit: [
        {
          stream: { type: "organization", id: organizationId },
          action: "appeal.written",
          facts: { projectId: input.projectId, appealId: id },
        },
      ],
    };
  },
);

/** A member without ties answers; the organization is told that an answer waits on its page. */
export const answerAppeal = command(
  "appeal.answer",
  z.object({ appealId: idField, answer: text }),
  byMember,
  async (ctx, input) => {
    const [row] = await ctx.tx
      .select()
      .from(appeals)
      .where(and(eq(appeals.id, input.appealId), inArray(appeals.projectId, [...ctx.viewer.projectIds])))
      .for("no key update");
    if (!row) throw notFound();
    await requireUntied(ctx, row.projectId, row.organizationId);
    if (row.answeredAt) throw refused("This was answered already.");
    await ctx.tx
      .update(appeals)
      .set({
        answer: await ctx.seal(appealPlace(row.id, "answer"), input.answer),
        answeredBy: ctx.viewer.userId,
        answeredAt: ctx.now,
      })
      .where(eq(appeals.id, row.id));
    const told = await tellOrganization(ctx, row, "answer");
    return {
      result: { appealId: row.id },
      audit: [
        {
          stream: { type: "organization", id: row.organizationId },
          action: "appeal.answered",
          facts: { projectId: row.projectId, appealId: row.id },
        },
        ...told,
      ],
    };
  },
);
