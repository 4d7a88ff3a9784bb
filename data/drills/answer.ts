import { and, desc, eq, gt, isNotNull } from "drizzle-orm";
import { z } from "zod";
import { byContact, command } from "@/data/command";
import { type Ctx, read } from "@/data/transaction";
import { deliveries, drillAnswers, notices, projects } from "@/db/schema";
import { DRILL_DAYS } from "@/domain/drill";
import type { ContactViewer } from "@/domain/viewer";
import { refused } from "@/lib/errors";

/** The newest drill that reached out to the contact's organization and still waits for answers. */
async function newest(ctx: Ctx<ContactViewer>) {
  const [row] = await ctx.tx
    .select({ noticeId: notices.id, at: notices.createdAt, project: projects.name })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .innerJoin(projects, eq(projects.id, notices.projectId))
    .where(
      and(
        eq(deliveries.organizationId, ctx.viewer.organizationId),
        eq(deliveries.kind, "drill"),
        isNotNull(deliveries.firstAttemptAt),
        gt(notices.createdAt, ctx.now.subtract({ hours: 24 * DRILL_DAYS })),
      ),
    )
    .orderBy(desc(notices.createdAt))
    .limit(1);
  return row;
}

/** What the inbox asks a contact about: an open drill, with their own answer once they gave one; null for none. */
export const openDrill = (viewer: ContactViewer) =>
  read(viewer, async (ctx) => {
    const drill = await newest(ctx);
    if (!drill) return null;
    const [own] = await ctx.tx
      .select({ at: drillAnswers.at })
      .from(drillAnswers)
      .where(and(eq(drillAnswers.noticeId, drill.noticeId), eq(drillAnswers.contactId, viewer.contactId)));
    return { ...drill, answeredAt: own?.at ?? null };
  });

/** A person says that the drill reached them: their first answer is kept. */
export const answerDrill = command("drill.answer", z.object({}), byContact, async (ctx) => {
  const drill = await newest(ctx);
  if (!drill) throw refused("No drill waits for an answer any more. Nothing else is asked of you.");
  const { contactId, organizationId, userId } = ctx.viewer;
  const [made] = await ctx.tx
    .insert(drillAnswers)
    .values({ noticeId: drill.noticeId, organizationId, contactId, by: userId, at: ctx.now })
    .onConflictDoNothing()
    .returning({ noticeId: drillAnswers.noticeId });
  if (!made) throw refused("You answered this drill already. Thank you; nothing else is asked of you.");
  return {
    result: { noticeId: drill.noticeId },
    audit: [
      {
        stream: { type: "organization", id: organizationId },
        action: "drill.answered",
        facts: { noticeId: drill.noticeId, contactId },
      },
    ],
  };
});
