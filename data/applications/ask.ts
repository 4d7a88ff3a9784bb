import { and, eq, gt, inArray, isNull, or } from "drizzle-orm";
import { z } from "zod";
import { tokenField } from "@/data/applications/fields";
import { sendLink } from "@/data/applications/mails";
import { applicationPlace } from "@/data/applications/places";
import { DEPLOYMENT, newId } from "@/data/audit";
import { bySystem, command } from "@/data/command";
import { idField } from "@/data/organizations/fields";
import { policyInForce } from "@/data/policies/in-force";
import type { Browser } from "@/data/sign-in/devices";
import { atTheDoor } from "@/data/sign-in/door";
import { missingOf } from "@/data/sign-in/missing";
import { startSession } from "@/data/sign-in/sessions";
import { addressField, nameField, userFor } from "@/data/teams/commands";
import { type Ctx, read } from "@/data/transaction";
import { rolesOf } from "@/data/viewer";
import { applicationLinks, applications, groups, projects } from "@/db/schema";
import type { ApplicationState } from "@/domain/application/application";
import { takesApplications } from "@/domain/application/open";
import type { SystemViewer } from "@/domain/viewer";
import { notFound, refused } from "@/lib/errors";
import { hashToken } from "@/lib/random";

const OPEN: ApplicationState[] = ["draft", "submitted", "incomplete", "appealed"];

/**
 * Somebody wants to apply. Nothing is stored of them but a link's hash, and the answer is the same whatever became of it:
 * who applies, or may sign in, is not to be learnt here.
 */
export const askAddress = command(
  "application.ask_address",
  z.object({ groupId: idField, address: addressField }),
  bySystem,
  async (ctx, { groupId, address }) => {
    const [group] = await ctx.tx.select().from(groups).where(eq(groups.id, groupId));
    const policy = group && (await policyInForce(ctx, group.projectId)).policy;
    if (!policy || !takesApplications(policy, group.name)) throw notFound();
    await sendLink(ctx, { groupId }, address, "confirm");
    return {
      result: { asked: true },
      audit: [{ stream: DEPLOYMENT, action: "application.address_asked", facts: { groupId } }],
    };
  },
);

const alive = (ctx: Ctx, token: string) =>
  and(
    eq(applicationLinks.tokenHash, hashToken(token)),
    isNull(applicationLinks.usedAt),
    gt(applicationLinks.expiresAt, ctx.realNow),
  );

/** What an address is asked, for the page with the button: looking answers nothing, so a scanner cannot confirm. */
export const addressQuestion = (viewer: SystemViewer, token: string) =>
  read(viewer, async (ctx) => {
    const [row] = await ctx.tx
      .select({ email: applicationLinks.email, group: groups.name, project: projects.name })
      .from(applicationLinks)
      .innerJoin(groups, eq(groups.id, applicationLinks.groupId))
      .innerJoin(projects, eq(projects.id, groups.projectId))
      .where(alive(ctx, token));
    return row ?? null;
  });

/**
 * The address is its owner's: the human behind it is made, and so is a draft under the policy in force. Whoever has an
 * open application to the group, or one that a member entered for this address, goes on with that one.
 */
export const confirmAddress = command(
  "application.confirm_address",
  z.object({ token: tokenField, name: nameField }),
  bySystem,
  async (ctx, { token, name }) => {
    const [used] = await ctx.tx
      .update(applicationLinks)
      .set({ usedAt: ctx.realNow })
      .where(alive(ctx, token))
      .returning();
    if (!used)
      throw refused("This link was used already, or is too old. Ask for a new one; nothing was changed.");
    const [group] = await ctx.tx.select().from(groups).where(eq(groups.id, used.groupId));
    if (!group) throw notFound();
    const { projectId } = group;
    const userId = await userFor(ctx, used.email, name);
    const [known] = await ctx.tx
      .select({ id: applications.id, name: applications.name })
      .from(applications)
      .where(
        and(
          eq(applications.groupId, group.id),
          inArray(applications.state, OPEN),
          or(
            eq(applications.userId, userId),
            and(isNull(applications.userId), eq(applications.email, used.email)),
          ),
        ),
      )
      .orderBy(applications.createdAt)
      .limit(1)
      .for("no key update");
    const id = known?.id ?? newId();
    if (known)
      await ctx.tx
        .update(applications)
        .set({ userId, name: known.name ?? name })
        .where(eq(applications.id, known.id));
    else
      await ctx.tx.insert(applications).values({
        id,
        projectId,
        groupId: group.id,
        policyId: (await policyInForce(ctx, projectId)).id,
        source: "portal",
        userId,
        name,
        email: used.email,
        answers: await ctx.seal(applicationPlace(id, "answers"), "{}"),
        createdAt: ctx.now,
        savedAt: ctx.now,
      });
    return {
      result: { applicationId: id, userId },
      audit: [
        {
          stream: { type: "project", id: projectId },
          action: "application.started",
          facts: { applicationId: id, userId, group: group.name },
        },
      ],
    };
  },
);

/**
 * Starts the session of somebody who has just confirmed an address, and is nothing but an applicant. Whoever is more, or
 * has a factor, signs in as ever: this link is no way around what their other roles ask for.
 * @returns whether it did
 */
export const beginAsApplicant = (userId: string, sessionToken: string, browser: Browser): Promise<boolean> =>
  atTheDoor(async (ctx) => {
    const roles = await rolesOf(ctx, userId);
    if (roles.length !== 1 || roles[0]?.acting.role !== "applicant") return false;
    if ((await missingOf(ctx, userId, null)) !== "nothing") return false;
    await startSession(ctx, userId, sessionToken, browser);
    return true;
  });
