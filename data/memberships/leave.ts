import { z } from "zod";
import { byContact, command } from "@/data/command";
import { entryOf, heldBy, moveMembership, stopInvitations } from "@/data/memberships/lock";
import { endPauses } from "@/data/memberships/pause";
import { idField, reasonField } from "@/data/organizations/fields";
import { notFound } from "@/lib/errors";

/**
 * Whoever keeps an organization's entry ends its memberships in a project, at once and without the team. What it was told
 * before still binds it, and its own page stays open.
 */
export const leaveOwn = command(
  "membership.leave_own",
  z.object({ projectId: idField, reason: reasonField }),
  byContact,
  async (ctx, input) => {
    if (!ctx.viewer.admin) throw notFound();
    const of = { organizationId: ctx.viewer.organizationId, projectId: input.projectId };
    const stopped = await ctx.everywhere(async () => {
      const ended = await stopInvitations(ctx, of, "The organization left");
      const held = await heldBy(ctx, of);
      if (held.length === 0) throw notFound();
      for (const m of held) await moveMembership(ctx, m, { type: "leave" }, input.reason);
      await endPauses(ctx, of);
      return ended;
    });
    return {
      result: { stopped: stopped.length },
      audit: [entryOf(of, "membership.left", { stopped }, input.reason)],
    };
  },
);
