import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { byMember, command } from "@/data/command";
import { activateInProjects } from "@/data/memberships/ready";
import { holdForRunningCases } from "@/data/notices/halt";
import { askMailbox } from "@/data/organizations/confirmation";
import { idField, optionalField, reasonField } from "@/data/organizations/fields";
import { refuseBeyondLimit, refuseFrozen } from "@/data/organizations/limits";
import { lockOrganization } from "@/data/organizations/visibility";
import { endSessions, ofContact } from "@/data/sign-in/sessions";
import { addressField, userFor } from "@/data/teams/commands";
import type { Ctx } from "@/data/transaction";
import { contacts } from "@/db/schema";
import { CONTACT_KINDS } from "@/domain/organization/contact";
import type { Member } from "@/domain/viewer";
import { AppError, invalidField, notFound } from "@/lib/errors";

const AddContact = z
  .object({
    organizationId: idField,
    kind: z.enum(CONTACT_KINDS, "Choose the kind of contact."),
    email: addressField,
    name: optionalField(120),
  })
  .refine((c) => c.kind === "role" || c.name !== null, {
    path: ["name"],
    message: "Enter the person's name.",
  });

/** Adds a contact and asks its mailbox to confirm itself. Nothing else goes to it, and it cannot sign in, before a member admits it. */
export const addContact = command("contact.add", AddContact, byMember, async (ctx, input) => {
  const organization = await lockOrganization(ctx, input.organizationId);
  await refuseFrozen(ctx, organization.id);
  const { kind, email, name } = input;
  const [made] = await ctx.tx
    .insert(contacts)
    .values({
      organizationId: organization.id,
      kind,
      email,
      name,
      addedBy: ctx.viewer.userId,
      addedAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: contacts.id });
  if (!made) throw invalidField("email", "This address is a contact of the organization already.");
  await askMailbox(ctx, organization, { id: made.id, email });
  return {
    result: { contactId: made.id },
    audit: [
      {
        stream: { type: "organization", id: organization.id },
        action: "contact.added",
        facts: { contactId: made.id, kind },
      },
      {
        stream: { type: "organization", id: organization.id },
        action: "contact.confirmation_asked",
        facts: { contactId: made.id },
      },
    ],
  };
});

const existing = z.object({ organizationId: idField, contactId: idField });

/** Asks the mailbox once more: the first message was lost, or its link ran out. */
export const askConfirmation = command("contact.ask_confirmation", existing, byMember, async (ctx, input) => {
  const organization = await lockOrganization(ctx, input.organizationId);
  const contact = await lockContact(ctx, organization.id, input.contactId);
  if (contact.state === "ended") throw new AppError("refused", "This contact has ended.");
  if (contact.confirmedAt) throw new AppError("refused", "This address is confirmed already.");
  await askMailbox(ctx, organization, contact);
  return {
    result: { contactId: contact.id },
    audit: [
      {
        stream: { type: "organization", id: organization.id },
        action: "contact.confirmation_asked",
        facts: { contactId: contact.id },
      },
    ],
  };
});

/**
 * Admits a contact whose mailbox confirmed itself: from now on notices go to it and, if it is a named person, it may
 * sign in. Cases that are running stay closed to it until a second member agrees to each.
 */
export const admitContact = command("contact.admit", existing, byMember, async (ctx, input) => {
  const { id: organizationId } = await lockOrganization(ctx, input.organizationId);
  const contact = await lockContact(ctx, organizationId, input.contactId);
  if (contact.state !== "proposed")
    throw new AppError("refused", `This contact is ${contact.state} already.`);
  if (!contact.confirmedAt)
    throw new AppError(
      "refused",
      "The mailbox has not confirmed itself yet. Wait for it, or send the message again.",
    );
  await refuseFrozen(ctx, organizationId);
  await refuseBeyondLimit(ctx, organizationId);
  const userId =
    contact.kind === "person" ? await userFor(ctx, contact.email, contact.name ?? contact.email) : null;
  await ctx.tx
    .update(contacts)
    .set({ state: "admitted", userId, admittedBy: ctx.viewer.userId, admittedAt: ctx.now })
    .where(eq(contacts.id, contact.id));
  await holdForRunningCases(ctx, { ...contact, organizationId });
  return {
    result: { contactId: contact.id },
    audit: [
      {
        stream: { type: "organization", id: organizationId },
        action: "contact.admitted",
        facts: { contactId: contact.id },
      },
      ...(await activateInProjects(ctx, organizationId)),
    ],
  };
});

/** Ends a contact: its sessions end with it, and nothing more is sent to it. */
export const endContact = command(
  "contact.end",
  existing.extend({ reason: reasonField }),
  byMember,
  async (ctx, input) => {
    const { id: organizationId } = await lockOrganization(ctx, input.organizationId);
    const contact = await lockContact(ctx, organizationId, input.contactId);
    if (contact.state === "ended") throw new AppError("refused", "This contact has ended already.");
    await ctx.tx
      .update(contacts)
      .set({ state: "ended", admin: false, endedAt: ctx.now, endedBecause: input.reason })
      .where(eq(contacts.id, contact.id));
    return {
      result: { contactId: contact.id },
      audit: [
        {
          stream: { type: "organization", id: organizationId },
          action: "contact.ended",
          facts: { contactId: contact.id },
          note: input.reason,
        },
        ...(await endSessions(ctx, ofContact(contact.id))),
      ],
    };
  },
);

async function lockContact(ctx: Ctx<Member>, organizationId: string, contactId: string) {
  const [row] = await ctx.tx
    .select()
    .from(contacts)
    .where(and(eq(contacts.id, contactId), eq(contacts.organizationId, organizationId)))
    .for("no key update");
  if (!row) throw notFound();
  return row;
}
