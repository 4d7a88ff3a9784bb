import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { newId } from "@/data/audit";
import { enqueue } from "@/data/jobs";
import type { Ctx } from "@/data/transaction";
import { contacts, deliveries, noticeOrganizations, notices } from "@/db/schema";

export type To = { contactId: string; organizationId: string; address: string };
type Now = {
  notice: Pick<typeof notices.$inferInsert, "kind" | "caseId" | "projectId" | "versionId">;
  /** Whom it concerns, each with why it is sent to or not. */
  organizations: readonly { organizationId: string; resolved: boolean; resolvedReason: string }[];
  to: readonly To[];
};

/** Who mail of organizations goes to: their admitted and confirmed contacts. */
export const confirmedContacts = (ctx: Ctx, organizationIds: readonly string[]): Promise<To[]> =>
  ctx.tx
    .select({ contactId: contacts.id, organizationId: contacts.organizationId, address: contacts.email })
    .from(contacts)
    .where(
      and(
        inArray(contacts.organizationId, [...organizationIds]),
        eq(contacts.state, "admitted"),
        isNotNull(contacts.confirmedAt),
      ),
    );

/**
 * Sends a neutral message at once, without an approval of its own: it follows a decision, or says nothing new. What it
 * may reach is checked again as each message leaves.
 * @returns the id of the notice
 */
export async function sendNow(ctx: Ctx, { notice, organizations, to }: Now): Promise<string> {
  const noticeId = newId();
  await ctx.tx.insert(notices).values({
    ...notice,
    id: noticeId,
    state: "sending",
    sendAt: ctx.now,
    sendZone: "UTC",
    createdBy: "userId" in ctx.viewer ? ctx.viewer.userId : null,
    createdAt: ctx.now,
  });
  if (organizations.length > 0)
    await ctx.tx
      .insert(noticeOrganizations)
      .values(organizations.map((o) => ({ ...o, noticeId, chosen: true })));
  if (to.length === 0) return noticeId;
  const rows = to.map((c) => ({
    ...c,
    id: newId(),
    noticeId,
    caseId: notice.caseId ?? null,
    kind: notice.kind,
    state: "queued" as const,
  }));
  await ctx.tx.insert(deliveries).values(rows);
  for (const { id } of rows) await enqueue(ctx, { task: "send_delivery", id });
  return noticeId;
}
