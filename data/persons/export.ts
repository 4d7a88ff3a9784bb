import { desc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { DEPLOYMENT } from "@/data/audit";
import { byAdminOrOperator, command } from "@/data/command";
import { findPerson, inventory, type Person } from "@/data/persons/facts";
import { understood } from "@/data/persons/queries";
import type { Ctx } from "@/data/transaction";
import {
  auditEntries,
  cases,
  consents,
  contacts,
  deliveries,
  linkedAccounts,
  organizations,
  passkeys,
  projectMembers,
  projects,
  readings,
  sessions,
  teamMembers,
  users,
} from "@/db/schema";

/**
 * Everything of one person as JSON: who they are, where they worked, what they did and were told, and when. Cases stand by
 * reference alone and no sealed text is in it: what a person may still read stands in the portal, and the rest is not
 * theirs to carry out. Nobody else is named.
 */
export const exportPerson = command(
  "person.export",
  z.union([z.object({ address: z.string() }), z.object({ id: z.string() })]),
  byAdminOrOperator,
  async (ctx, input) => {
    const person = await findPerson(ctx, understood(input));
    const json = await ctx.everywhere(async () => JSON.stringify(await everything(ctx, person), null, 2));
    return {
      result: { json },
      audit: [
        {
          stream: DEPLOYMENT,
          action: "person.exported",
          facts: { userId: person.userId, contactIds: person.contactIds },
        },
      ],
    };
  },
);

async function everything(ctx: Ctx, person: Person) {
  const userId = person.userId ?? "00000000-0000-0000-0000-000000000000";
  const { tx } = ctx;
  return {
    exportedAt: ctx.realNow,
    person: { name: person.name, addresses: person.addresses, erasedAt: person.erasedAt },
    account: await tx.select({ createdAt: users.createdAt }).from(users).where(eq(users.id, userId)),
    memberships: await tx
      .select({ admin: teamMembers.admin, startedAt: teamMembers.startedAt, endedAt: teamMembers.endedAt })
      .from(teamMembers)
      .where(eq(teamMembers.userId, userId)),
    projects: await tx
      .select({
        project: projects.name,
        namedAs: projectMembers.namedAs,
        startedAt: projectMembers.startedAt,
        endedAt: projectMembers.endedAt,
      })
      .from(projectMembers)
      .innerJoin(projects, eq(projects.id, projectMembers.projectId))
      .where(eq(projectMembers.userId, userId)),
    contacts: await tx
      .select({
        organization: organizations.name,
        kind: contacts.kind,
        state: contacts.state,
        address: contacts.email,
        name: contacts.name,
        addedAt: contacts.addedAt,
        admittedAt: contacts.admittedAt,
        endedAt: contacts.endedAt,
      })
      .from(contacts)
      .innerJoin(organizations, eq(organizations.id, contacts.organizationId))
      .where(inArray(contacts.id, person.contactIds)),
    sessions: await tx
      .select({
        device: sessions.device,
        startedAt: sessions.startedAt,
        lastUsedAt: sessions.lastUsedAt,
        expiresAt: sessions.expiresAt,
      })
      .from(sessions)
      .where(eq(sessions.userId, userId)),
    passkeys: await tx
      .select({ label: passkeys.label, addedAt: passkeys.addedAt, endedAt: passkeys.endedAt })
      .from(passkeys)
      .where(eq(passkeys.userId, userId)),
    linkedAccounts: await tx
      .select({
        provider: linkedAccounts.provider,
        login: linkedAccounts.login,
        linkedAt: linkedAccounts.linkedAt,
      })
      .from(linkedAccounts)
      .where(eq(linkedAccounts.userId, userId)),
    messages: await tx
      .select({
        reference: cases.reference,
        kind: deliveries.kind,
        address: deliveries.address,
        acceptedAt: deliveries.acceptedAt,
      })
      .from(deliveries)
      .leftJoin(cases, eq(cases.id, deliveries.caseId))
      .where(inArray(deliveries.contactId, person.contactIds)),
    consents: await tx
      .select({
        reference: cases.reference,
        terms: consents.termsVersion,
        answer: consents.state,
        at: consents.at,
      })
      .from(consents)
      .innerJoin(cases, eq(cases.id, consents.caseId))
      .where(eq(consents.by, userId)),
    readings: await tx
      .select({ reference: cases.reference, at: readings.at })
      .from(readings)
      .innerJoin(cases, eq(cases.id, readings.caseId))
      .where(eq(readings.userId, userId)),
    actions: await tx
      .select({ action: auditEntries.action, at: auditEntries.at })
      .from(auditEntries)
      .where(eq(auditEntries.actorId, userId))
      .orderBy(desc(auditEntries.realAt)),
    places: await inventory(ctx, person),
  };
}
