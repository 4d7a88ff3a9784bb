import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { storedAnswers } from "@/data/applications/answers";
import { entryAbout } from "@/data/applications/apply";
import { answersField } from "@/data/applications/fields";
import { sendLink, tellTeam } from "@/data/applications/mails";
import { applicationPlace } from "@/data/applications/places";
import { columnsOf, nowOf } from "@/data/applications/standing";
import { newId } from "@/data/audit";
import { byMember, command, demand } from "@/data/command";
import { idField } from "@/data/organizations/fields";
import { policyInForce } from "@/data/policies/in-force";
import { addressField } from "@/data/teams/commands";
import { applications, groups } from "@/db/schema";
import { decideApplication, decisionRules } from "@/domain/application/decide";
import { applicationForm } from "@/domain/application/form";
import { takesApplications } from "@/domain/application/open";
import { invalidField } from "@/lib/errors";

const Enter = z.object({
  groupId: idField,
  message: z
    .string({ error: "Paste the message." })
    .trim()
    .min(3, "Paste the message.")
    .max(100_000, "At most 100000 characters."),
  /** Of the applicant, where one is known: they get a link with which it becomes theirs. */
  email: z.union([z.literal("").transform(() => null), addressField]).nullish(),
  answers: answersField,
});

/**
 * A member brings in what came by mail or as an issue (P9). The message is kept, sealed, as what it rests on; what the form
 * lacks is seen by whoever reviews it, and nobody is rejected for a form that was never shown to them.
 */
export const enterApplication = command("application.enter", Enter, byMember, async (ctx, input) => {
  const [group] = await ctx.tx
    .select()
    .from(groups)
    .where(and(eq(groups.id, input.groupId), inArray(groups.projectId, [...ctx.viewer.projectIds])));
  if (!group) throw invalidField("groupId", "Choose one of the list.");
  const { id: policyId, policy } = await policyInForce(ctx, group.projectId);
  if (!takesApplications(policy, group.name))
    throw invalidField("groupId", "The policy has no such group that anybody applies to.");
  const id = newId();
  const { columns } = await storedAnswers(ctx, id, applicationForm(policy, group.name), input.answers);
  if (columns.organizationName === "") throw invalidField("organizationName", "Name the organization.");
  const [draft] = await ctx.tx
    .insert(applications)
    .values({
      id,
      projectId: group.projectId,
      groupId: group.id,
      policyId,
      source: "mail",
      email: input.email ?? null,
      ...columns,
      message: await ctx.seal(applicationPlace(id, "message"), input.message),
      enteredBy: ctx.viewer.userId,
      createdAt: ctx.now,
      savedAt: ctx.now,
    })
    .returning();
  if (!draft) throw new Error("the application vanished");
  const next = demand(
    decideApplication(nowOf(draft), { type: "submit", missing: [] }, decisionRules(policy), ctx.now),
  );
  await ctx.tx.update(applications).set(columnsOf(next)).where(eq(applications.id, id));
  await tellTeam(ctx, draft, "submitted");
  if (draft.email) await sendLink(ctx, draft, draft.email, "follow_up");
  return {
    result: { applicationId: id },
    audit: [entryAbout(draft, "application.entered", { group: group.name, asked: draft.email !== null })],
  };
});
