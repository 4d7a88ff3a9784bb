import { and, desc, eq, gt, isNull } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { byMember, command, demand } from "@/data/command";
import {
  entryOf,
  lockMemberships,
  moveMembership,
  type OfProject,
  stateOf,
  stopInvitations,
} from "@/data/memberships/lock";
import { tellOrganization } from "@/data/notices/tell";
import { idField, reasonField } from "@/data/organizations/fields";
import { lockOrganization } from "@/data/organizations/visibility";
import { requireUntied } from "@/data/teams/ties";
import type { Ctx } from "@/data/transaction";
import { pauses } from "@/db/schema";
import { PAUSE_HOURS } from "@/domain/organization/membership";
import { instantIn, inUtc } from "@/domain/time";
import type { ContactViewer, Member } from "@/domain/viewer";
import { refused } from "@/lib/errors";

const ofProject = { organizationId: idField, projectId: idField };
export const toldField = z
  .string({ error: "Write what the organization reads." })
  .trim()
  .min(3, "Write what the organization reads, in a few words.")
  .max(4000, "At most 4000 characters.");

export const pausePlace = (row: string, column: "reason" | "told") => ({
  scope: "deployment",
  table: "pauses",
  row,
  column,
});

/**
 * Pauses an organization in a project at once: one member, 72 hours. Everything that invites it to read is stopped, its
 * cases are closed to it, and it is told. Without a second member's word the pause ends by itself.
 */
export const pauseOrganization = command(
  "membership.pause",
  z.object({ ...ofProject, reason: reasonField, told: toldField }),
  byMember,
  async (ctx, input) => {
    const organization = await lockOrganization(ctx, input.organizationId);
    const of = { organizationId: organization.id, projectId: input.projectId };
    await requireUntied(ctx, of.projectId, of.organizationId);
    const stopped = await stopInvitations(ctx, of, "The organization is paused");
    const held = await lockMemberships(ctx, of);
    const active = held.filter((m) => stateOf(ctx, m) === "active");
    if (active.length === 0)
      throw refused(held.length > 0 ? "It is paused already." : "It has no membership that could be paused.");
    for (const m of active) await moveMembership(ctx, m, { type: "pause" }, "Paused by one member");
    const id = newId();
    const until = ctx.now.add({ hours: PAUSE_HOURS });
    await ctx.tx.insert(pauses).values({
      id,
      ...of,
      reason: await ctx.seal(pausePlace(id, "reason"), input.reason),
      told: await ctx.seal(pausePlace(id, "told"), input.told),
      by: ctx.viewer.userId,
      at: ctx.now,
      until,
    });
    const told = await tellOrganization(ctx, of, "paused");
    const facts = { pauseId: id, until: inUtc(until), stopped };
    return {
      result: { pauseId: id, stopped: stopped.length },
      audit: [entryOf(of, "membership.paused", facts, input.reason), ...told],
    };
  },
);

/** The pause that holds at this moment, or null. */
export async function currentPause(ctx: Ctx, of: OfProject, lock = false) {
  const found = ctx.tx
    .select()
    .from(pauses)
    .where(
      and(
        eq(pauses.organizationId, of.organizationId),
        eq(pauses.projectId, of.projectId),
        isNull(pauses.endedAt),
        gt(pauses.until, ctx.now),
      ),
    )
    .orderBy(desc(pauses.at))
    .limit(1);
  const [row] = await (lock ? found.for("no key update") : found);
  return row ?? null;
}

/** Ends what pauses an organization in a project, whatever is left of it. */
export const endPauses = (ctx: Ctx<Member | ContactViewer>, of: OfProject) =>
  ctx.tx
    .update(pauses)
    .set({ endedBy: ctx.viewer.userId, endedAt: ctx.now })
    .where(
      and(
        eq(pauses.organizationId, of.organizationId),
        eq(pauses.projectId, of.projectId),
        isNull(pauses.endedAt),
        gt(pauses.until, ctx.now),
      ),
    );

async function lockPause(ctx: Ctx, of: OfProject) {
  const row = await currentPause(ctx, of, true);
  if (!row) throw refused("It is not paused any more.");
  return row;
}

const Confirm = z.object({
  ...ofProject,
  local: z.string({ error: "Enter a date and a time." }),
  zone: z.string({ error: "Enter a time zone." }).trim().max(60, "That is no time zone."),
});

/** A second member confirms a pause until a chosen date, at most 30 days after it began. */
export const confirmPause = command("membership.pause_confirm", Confirm, byMember, async (ctx, input) => {
  const organization = await lockOrganization(ctx, input.organizationId);
  const of = { organizationId: organization.id, projectId: input.projectId };
  await requireUntied(ctx, of.projectId, of.organizationId);
  const held = await lockMemberships(ctx, of);
  const pause = await lockPause(ctx, of);
  if (pause.by === ctx.viewer.userId) throw refused("You began this pause. Another member confirms it.");
  const until = demand(instantIn(input.local, input.zone), "local").at;
  const paused = held.filter((m) => stateOf(ctx, m) === "paused");
  if (paused.length === 0) throw refused("It is not paused any more.");
  for (const m of paused)
    await moveMembership(
      ctx,
      m,
      { type: "extend_pause", until, since: pause.at },
      `Pause confirmed until ${inUtc(until)}`,
    );
  await ctx.tx
    .update(pauses)
    .set({ confirmedBy: ctx.viewer.userId, confirmedAt: ctx.now, until })
    .where(eq(pauses.id, pause.id));
  return {
    result: { pauseId: pause.id },
    audit: [entryOf(of, "membership.pause_confirmed", { pauseId: pause.id, until: inUtc(until) })],
  };
});

/** Ends a pause before its time; the organization is told. */
export const endPause = command(
  "membership.resume",
  z.object({ ...ofProject, reason: reasonField }),
  byMember,
  async (ctx, input) => {
    const organization = await lockOrganization(ctx, input.organizationId);
    const of = { organizationId: organization.id, projectId: input.projectId };
    await requireUntied(ctx, of.projectId, of.organizationId);
    const held = await lockMemberships(ctx, of);
    const paused = held.filter((m) => m.membership.state === "paused");
    const pause = await lockPause(ctx, of);
    for (const m of paused) await moveMembership(ctx, m, { type: "resume" }, "Pause ended by a member");
    await endPauses(ctx, of);
    const told = await tellOrganization(ctx, of, "resumed");
    return {
      result: { pauseId: pause.id },
      audit: [entryOf(of, "membership.resumed", { pauseId: pause.id }, input.reason), ...told],
    };
  },
);

/** The organization asked to leave: its memberships in the project end, with their history. */
export const leaveProject = command(
  "membership.leave",
  z.object({ ...ofProject, reason: reasonField }),
  byMember,
  async (ctx, input) => {
    const organization = await lockOrganization(ctx, input.organizationId);
    const of = { organizationId: organization.id, projectId: input.projectId };
    const stopped = await stopInvitations(ctx, of, "The organization left");
    const held = await lockMemberships(ctx, of);
    if (held.length === 0) throw refused("It has no membership that could end.");
    for (const m of held) await moveMembership(ctx, m, { type: "leave" }, input.reason);
    await endPauses(ctx, of);
    return {
      result: { stopped: stopped.length },
      audit: [entryOf(of, "membership.left", { stopped, reason: input.reason })],
    };
  },
);
