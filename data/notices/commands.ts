import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { factsOf } from "@/data/cases/facts";
import { lockCase } from "@/data/cases/visibility";
import { byMember, command, demand } from "@/data/command";
import { candidatesIn } from "@/data/notices/candidates";
import { existing, lockNotice, lockUnchanged, save } from "@/data/notices/lock";
import { stopDeliveries } from "@/data/notices/void";
import { governing } from "@/data/policies/in-force";
import type { Ctx } from "@/data/transaction";
import { groups, noticeGroups, noticeOrganizations, notices, touches } from "@/db/schema";
import { decideNotice } from "@/domain/notice/state";
import { offerFor } from "@/domain/policy/severity";
import { instantIn, inUtc } from "@/domain/time";
import type { Member } from "@/domain/viewer";
import { invalidField, refused } from "@/lib/errors";

const ids = z.preprocess(
  (v) => [v ?? []].flat(),
  z.array(z.uuid("Choose from the list.")).max(1000, "Choose at most 1000."),
);
const audience = {
  groupIds: ids.refine((g) => g.length > 0, "Choose at least one group."),
  organizationIds: ids.refine((o) => o.length > 0, "Choose at least one organization."),
  local: z.string({ error: "Enter a date and a time." }),
  zone: z.string({ error: "Enter a time zone." }).trim().max(60, "That is no time zone."),
};

/** Writes a notice that tells the chosen organizations of the chosen groups, and puts it up for approval. */
export const writeNotice = command(
  "notice.write",
  z.object({ caseId: z.uuid(), ...audience }),
  byMember,
  async (ctx, input) => {
    const of = await lockCase(ctx, input.caseId);
    if (of.publicSince)
      throw refused(
        "This vulnerability is public already: nothing of it is secret, so there is nothing to prenotify.",
      );
    const offered = offerFor(await governing(ctx, of), of);
    if (!offered.ok) throw refused(offered.because);
    if (of.prenotify !== "yes")
      throw refused("Decide first that this case is prenotified: the policy leaves it to a choice per case.");
    if (of.state !== "scheduled" && of.state !== "prenotified")
      throw refused("Set the release instant first: a notice says until when.");
    const send = sendingAt(input);
    demand(decideNotice({ state: "draft", send }, factsOf(of), { type: "edit", send }, ctx.now), "local");
    const id = newId();
    await ctx.tx.insert(notices).values({
      id,
      caseId: of.id,
      kind: "prenotification",
      state: "in_review",
      sendAt: send.at,
      sendZone: send.zone,
      createdBy: ctx.viewer.userId,
      createdAt: ctx.now,
    });
    const counts = await setAudience(ctx, of, id, input);
    await touch(ctx, of.id, id, ["organizations", "instant"]);
    return {
      result: { noticeId: id },
      audit: [
        {
          stream: { type: "case", id: of.id },
          action: "notice.written",
          facts: { noticeId: id, send: inUtc(send.at), zone: send.zone, ...counts },
        },
      ],
    };
  },
);

export const editNotice = command(
  "notice.edit",
  z.object({ ...existing, ...audience }),
  byMember,
  async (ctx, input) => {
    const { of, notice } = await lockUnchanged(ctx, input);
    const send = sendingAt(input);
    const next = demand(
      decideNotice(
        { state: notice.state, send: { at: notice.sendAt, zone: notice.sendZone } },
        factsOf(of),
        { type: "edit", send },
        ctx.now,
      ),
      "local",
    );
    await save(ctx, notice, { state: next.state, sendAt: send.at, sendZone: send.zone, sentBackNote: null });
    const counts = await setAudience(ctx, of, notice.id, input);
    await touch(ctx, of.id, notice.id, ["organizations", "instant"]);
    return {
      result: { noticeId: notice.id },
      audit: [
        {
          stream: { type: "case", id: of.id },
          action: "notice.edited",
          facts: { noticeId: notice.id, send: inUtc(send.at), zone: send.zone, ...counts },
        },
      ],
    };
  },
);

/** Stopping needs only one, and does not ask whether the page was current. */
export const cancelNotice = command(
  "notice.cancel",
  z.object({ noticeId: z.uuid() }),
  byMember,
  async (ctx, input) => {
    const { of, notice } = await lockNotice(ctx, input.noticeId);
    demand(
      decideNotice(
        { state: notice.state, send: { at: notice.sendAt, zone: notice.sendZone } },
        factsOf(of),
        { type: "cancel" },
        ctx.now,
      ),
    );
    await save(ctx, notice, { state: "cancelled", finishedAt: ctx.now });
    await stopDeliveries(ctx, notice.id, "cancel", "The notice was cancelled before it left");
    return {
      result: { noticeId: notice.id },
      audit: [
        {
          stream: { type: "case", id: of.id },
          action: "notice.cancelled",
          facts: { noticeId: notice.id, was: notice.state },
        },
      ],
    };
  },
);

const touch = (ctx: Ctx<Member>, caseId: string, noticeId: string, what: ("organizations" | "instant")[]) =>
  ctx.tx.insert(touches).values(what.map((w) => ({ caseId, noticeId, userId: ctx.viewer.userId, what: w })));

function sendingAt(input: { local: string; zone: string }) {
  const meant = instantIn(input.local, input.zone);
  if (!meant.ok)
    throw invalidField(meant.because.includes("not a known time zone") ? "zone" : "local", meant.because);
  return meant.next;
}

/** Stores groups and choice; an organization that is in none of the groups can't be chosen. */
async function setAudience(
  ctx: Ctx<Member>,
  of: Parameters<typeof candidatesIn>[1],
  noticeId: string,
  input: { groupIds: string[]; organizationIds: string[] },
) {
  const known = await ctx.tx
    .select({ id: groups.id })
    .from(groups)
    .where(and(eq(groups.projectId, of.projectId), inArray(groups.id, input.groupIds)));
  if (known.length !== new Set(input.groupIds).size)
    throw invalidField("groupIds", "Choose groups of this project.");
  const candidates = await candidatesIn(ctx, of, { groupIds: input.groupIds, chosen: null });
  const outside = input.organizationIds.filter((o) => !candidates.some((c) => c.organizationId === o));
  if (outside.length > 0)
    throw invalidField(
      "organizationIds",
      "An organization that you chose is in none of the chosen groups. Choose its group too, or leave it out.",
    );
  await ctx.tx.delete(noticeGroups).where(eq(noticeGroups.noticeId, noticeId));
  await ctx.tx.delete(noticeOrganizations).where(eq(noticeOrganizations.noticeId, noticeId));
  await ctx.tx.insert(noticeGroups).values(known.map((g) => ({ noticeId, groupId: g.id })));
  await ctx.tx.insert(noticeOrganizations).values(
    candidates.map((c) => ({
      noticeId,
      organizationId: c.organizationId,
      chosen: input.organizationIds.includes(c.organizationId),
    })),
  );
  return { groups: known.length, chosen: input.organizationIds.length, of: candidates.length };
}
