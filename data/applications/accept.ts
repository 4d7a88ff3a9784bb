import { and, eq, isNull } from "drizzle-orm";
import type { ApplicationRow } from "@/data/applications/places";
import type { Standing } from "@/data/applications/standing";
import { newId } from "@/data/audit";
import { storeAcceptance, termsStanding } from "@/data/memberships/accepted-terms";
import { acceptInto } from "@/data/memberships/begin";
import { refuseWhilePaused, wasWithdrawn } from "@/data/memberships/start";
import { askMailbox } from "@/data/organizations/confirmation";
import { lockOrganization } from "@/data/organizations/visibility";
import type { Ctx } from "@/data/transaction";
import { applicationMarks, contacts, evidence, organizations } from "@/db/schema";
import { askedOf } from "@/domain/application/form";
import { proofOf } from "@/domain/application/form-statements";
import type { AuditEvent } from "@/domain/audit";
import type { Member } from "@/domain/viewer";
import { invalidField, refused } from "@/lib/errors";

/**
 * What an accepted application leads to: an entry in the directory, its contacts as proposed, the evidence as it was
 * judged, the terms where applying accepted them, and the membership. It is tied to no case: whatever runs, the new member
 * learns of nothing by it (S11).
 * @throws AppError when the organization may not return, is paused, or no place is left; nothing is changed then
 */
export async function acceptApplication(
  ctx: Ctx<Member>,
  row: ApplicationRow,
  standing: Standing,
  { reason, isNew }: { reason: string; isNew: boolean },
): Promise<{ organizationId: string; events: AuditEvent[] }> {
  const events: AuditEvent[] = [];
  const organization = await organizationFor(ctx, row, standing, isNew, events);
  const of = { organizationId: organization.id, projectId: row.projectId };
  await wasWithdrawn(ctx, organization.id, row.projectId);
  await refuseWhilePaused(ctx, organization.id, row.projectId);
  await proposeContacts(ctx, row, standing, organization, events);
  await recordEvidence(ctx, row, standing, organization.id, events);
  const { terms } = await termsStanding(ctx, row.projectId, [organization.id]);
  // Accepted was the version of the form; another one is asked for after joining.
  if (row.userId && !terms.ours && standing.answers["terms"] === terms.version)
    events.push(await storeAcceptance(ctx, of, { how: "application", name: row.name ?? "", by: row.userId }));
  const accepted = await acceptInto(ctx, {
    organizationId: organization.id,
    group: standing.group,
    reason: reason || "By application",
    facts: { applicationId: row.id },
  });
  return { organizationId: organization.id, events: [...events, ...accepted.events] };
}

async function organizationFor(
  ctx: Ctx<Member>,
  row: ApplicationRow,
  { alike }: Standing,
  isNew: boolean,
  events: AuditEvent[],
) {
  if (row.organizationId) return lockOrganization(ctx, row.organizationId);
  const like = alike.filter((a) => a.kind === "organization");
  if (like.length > 0 && !isNew)
    throw invalidField(
      "isNew",
      `It looks like ${like.map((a) => a.name).join(" and ")} of the directory. Link it, or say that it is a new one.`,
    );
  const [made] = await ctx.tx
    .insert(organizations)
    .values({
      teamId: ctx.viewer.teamId,
      name: row.organizationName,
      legalEntity: row.legalEntity,
      website: row.website,
      createdAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning();
  if (!made)
    throw refused(`${row.organizationName} is in the directory already. Link the application to it first.`);
  events.push({
    stream: { type: "organization", id: made.id },
    action: "organization.added",
    facts: { name: made.name },
  });
  return made;
}

type Organization = Awaited<ReturnType<typeof organizationFor>>;

/** All of them proposed: members admit them. The applicant's own address confirmed itself when they applied. */
async function proposeContacts(
  ctx: Ctx<Member>,
  row: ApplicationRow,
  standing: Standing,
  organization: Organization,
  events: AuditEvent[],
): Promise<void> {
  const own = row.email ? { email: row.email, name: row.name, confirmed: row.userId !== null } : null;
  const asRole = standing.contacts.some((c) => c.kind === "role" && c.email === own?.email);
  const people = standing.contacts.filter((c) => c.kind === "role" || c.email !== own?.email);
  const all = [
    ...people.map((c) => ({ ...c, confirmed: c.email === own?.email && own.confirmed, admin: false })),
    ...(own && !asRole
      ? // Whoever brings a new organization keeps its entry; of one that is known, who does is for it and the team to say.
        [
          {
            ...own,
            kind: "person" as const,
            name: own.name ?? own.email,
            admin: row.organizationId === null,
          },
        ]
      : []),
  ];
  for (const { confirmed, ...contact } of all) {
    const [made] = await ctx.tx
      .insert(contacts)
      .values({
        organizationId: organization.id,
        ...contact,
        addedBy: ctx.viewer.userId,
        addedAt: ctx.now,
        ...(confirmed ? { confirmedAt: ctx.now, confirmedHow: "From its own mailbox, when it applied" } : {}),
      })
      .onConflictDoNothing()
      .returning({ id: contacts.id });
    // It is a contact already.
    if (!made) continue;
    const stream = { type: "organization", id: organization.id } as const;
    const facts = { contactId: made.id };
    events.push({ stream, action: "contact.added", facts: { ...facts, kind: contact.kind } });
    if (confirmed) continue;
    await askMailbox(ctx, organization, { id: made.id, email: contact.email });
    events.push({ stream, action: "contact.confirmation_asked", facts });
  }
}

/** Each mark becomes evidence with its verdict; why a member thought so stays with the application. */
async function recordEvidence(
  ctx: Ctx<Member>,
  row: ApplicationRow,
  { policy, group, answers }: Standing,
  organizationId: string,
  events: AuditEvent[],
): Promise<void> {
  const marks = await ctx.tx
    .select()
    .from(applicationMarks)
    .where(and(eq(applicationMarks.applicationId, row.id), isNull(applicationMarks.supersededAt)));
  for (const p of askedOf(policy, group.name)) {
    const mark = marks.find((m) => m.criterion === p.id);
    if (!mark) continue;
    const { url, datedAt } = proofOf(p, answers);
    await ctx.tx
      .update(evidence)
      .set({ supersededAt: ctx.now })
      .where(
        and(
          eq(evidence.organizationId, organizationId),
          eq(evidence.projectId, row.projectId),
          eq(evidence.criterion, p.id),
          isNull(evidence.supersededAt),
        ),
      );
    await ctx.tx.insert(evidence).values({
      id: newId(),
      organizationId,
      projectId: row.projectId,
      criterion: p.id,
      link: url,
      note: "Judged with its application",
      datedAt: datedAt ?? mark.at,
      verdict: mark.verdict,
      by: mark.by,
      at: ctx.now,
    });
    events.push({
      stream: { type: "organization", id: organizationId },
      action: "evidence.recorded",
      facts: { projectId: row.projectId, criterion: p.id, verdict: mark.verdict },
    });
  }
}
