import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { byContact, byMember, command } from "@/data/command";
import { storeAcceptance, termsStanding } from "@/data/memberships/accepted-terms";
import { activateIfReady } from "@/data/memberships/ready";
import { idField } from "@/data/organizations/fields";
import { lockOrganization } from "@/data/organizations/visibility";
import { requireUntied } from "@/data/teams/ties";
import { memberships } from "@/db/schema";
import { notFound, refused } from "@/lib/errors";

const changed = () =>
  refused("The terms changed since you opened this page. Read them again; nothing was accepted.");

/** A named contact accepts the terms of joining for its organization; the membership may take effect with it. */
export const acceptTerms = command(
  "terms.accept",
  z.object({ projectId: idField, version: z.string().max(200) }),
  byContact,
  async (ctx, input) => {
    const { organizationId, contactId, userId, name } = ctx.viewer;
    const of = { organizationId, projectId: input.projectId };
    const [held] = await ctx.tx
      .select({ id: memberships.id })
      .from(memberships)
      .where(
        and(
          eq(memberships.organizationId, organizationId),
          eq(memberships.projectId, of.projectId),
          isNull(memberships.endedAt),
        ),
      )
      .limit(1);
    if (!held) throw notFound();
    const { terms, stands } = await termsStanding(ctx, of.projectId, [organizationId]);
    if (terms.version !== input.version) throw changed();
    if (stands(organizationId)) throw refused("These terms are accepted already.");
    const accepted = await storeAcceptance(ctx, of, { how: "portal", name, contactId, by: userId });
    return {
      result: { projectId: of.projectId },
      audit: [accepted, ...(await activateIfReady(ctx, of, userId))],
    };
  },
);

const Elsewhere = z.object({
  organizationId: idField,
  projectId: idField,
  version: z.string().max(200),
  name: z
    .string({ error: "Enter who accepted." })
    .trim()
    .min(2, "Enter who accepted.")
    .max(120, "At most 120 characters."),
  note: z
    .string({ error: "Say how you know." })
    .trim()
    .min(3, "Say how you know: a signed letter of a day, say.")
    .max(1000, "At most 1000 characters."),
});

/** A member records an acceptance that was given elsewhere, by a person whom the member names. */
export const recordTerms = command("terms.record", Elsewhere, byMember, async (ctx, input) => {
  const { id: organizationId } = await lockOrganization(ctx, input.organizationId);
  if (!ctx.viewer.projectIds.includes(input.projectId)) throw notFound();
  await requireUntied(ctx, input.projectId, organizationId);
  const of = { organizationId, projectId: input.projectId };
  const { terms, stands } = await termsStanding(ctx, of.projectId, [organizationId]);
  if (terms.version !== input.version) throw changed();
  if (stands(organizationId)) throw refused("These terms are accepted already.");
  const { name, note } = input;
  const recorded = await storeAcceptance(ctx, of, { how: "recorded", name, note, by: ctx.viewer.userId });
  return {
    result: { organizationId },
    audit: [recorded, ...(await activateIfReady(ctx, of, ctx.viewer.userId))],
  };
});
