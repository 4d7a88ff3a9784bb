import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { byMember, command } from "@/data/command";
import { idField } from "@/data/organizations/fields";
import { queueMail } from "@/data/sign-in/lane";
import { groups, projects, users } from "@/db/schema";
import { noticeMail } from "@/emails/notice";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";

/** A rehearsal is worth nothing once whoever asked for it has gone on. */
const WORTH_MINUTES = 60;

/**
 * Sends a member, to their own address, the words that a prenotification of the group would have: neutral, about a case
 * that does not exist, and called a rehearsal in the subject.
 */
export const rehearse = command(
  "drill.rehearse",
  z.object({ groupId: idField }),
  byMember,
  async (ctx, { groupId }) => {
    const [group] = await ctx.tx
      .select({ name: groups.name, projectId: projects.id, project: projects.name, prefix: projects.prefix })
      .from(groups)
      .innerJoin(projects, eq(projects.id, groups.projectId))
      .where(and(eq(groups.id, groupId), inArray(groups.projectId, [...ctx.viewer.projectIds])));
    const [self] = await ctx.tx
      .select({ email: users.email })
      .from(users)
      .where(eq(users.id, ctx.viewer.userId));
    if (!group || !self) throw notFound();
    const { mail, url } = env();
    const message = await noticeMail(mail, self.email, {
      kind: "prenotification",
      project: group.project,
      reference: `${group.prefix}-XXXXX`,
      codeName: "sample-name",
      tlp: "AMBER+STRICT",
      organization: "Sample organization",
      url: `${url}/inbox`,
      release: null,
    });
    const subject = `Rehearsal, not a notice: ${message.subject}`;
    await queueMail(ctx, { ...message, subject, date: ctx.realNow.toString() }, WORTH_MINUTES);
    return {
      result: { groupId },
      audit: [
        {
          stream: { type: "project", id: group.projectId },
          action: "drill.rehearsed",
          facts: { group: group.name },
        },
      ],
    };
  },
);
