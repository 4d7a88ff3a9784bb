import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { byContact, byMember, command } from "@/data/command";
import { askMailbox } from "@/data/organizations/confirmation";
import { idField, optionalField } from "@/data/organizations/fields";
import { lockOrganization } from "@/data/organizations/visibility";
import { endSessions, ofContact } from "@/data/sign-in/sessions";
import { addressField } from "@/data/teams/commands";
import type { Ctx } from "@/data/transaction";
import { contacts, organizations } from "@/db/schema";
import { CONTACT_KINDS } from "@/domain/organization/contact";
import type { ContactViewer } from "@/domain/viewer";
import { invalidField, notFound, refused } from "@/lib/errors";

// What an organization does with its own contacts: leaving is immediate, joining waits for the team (product.md, People).

/** More that wait at once is noise. */
const WAITING_AT_ONCE = 10;

const Offer = z
  .object({
    kind: z.enum(CONTACT_KINDS, "Choose the kind of contact."),
    email: addressField,
    name: optionalField(120),
  })
  .refine((c) => c.kind === "role" || c.name !== null, {
    path: ["name"],
    message: "Enter the person's name.",
  });

const inOrganization = (organizationId: string) => eq(contacts.organizationId, organizationId);

/** Whoever keeps the entry adds a contact: its mailbox is asked to confirm itself, and a member of the team admits it. */
export const offerContact = command("contact.offer", Offer, byContact, async (ctx, input) => {
  if (!ctx.viewer.admin) throw notFound();
  const { organizationId, userId } = ctx.viewer;
  const contactId = await ctx.everywhere(async () => {
    const [organization] = await ctx.tx
      .select()
      .from(organizations)
      .where(eq(organizations.id, organizationId))
      .for("no key update");
    if (!organization) throw notFound();
    const waiting = await ctx.tx
      .select({ id: contacts.id })
      .from(contacts)
      .where(and(inOrganization(organizationId), eq(contacts.state, "proposed")));
    if (waiting.length >= WAITING_AT_ONCE)
      throw refused(`${WAITING_AT_ONCE} contacts wait for the team already. Ask it to look at them first.`);
    const [made] = await ctx.tx
      .insert(contacts)
      .values({ organizationId, ...input, addedBy: userId, addedAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: contacts.id });
    if (!made) throw invalidField("email", "This address is a contact of yours already.");
    await askMailbox(ctx, organization, { id: made.id, email: input.email });
    return made.id;
  });
  return {
    result: { contactId },
    audit: [
      {
        stream: { type: "organization", id: organizationId },
        action: "contact.offered",
        facts: { contactId, kind: input.kind },
      },
    ],
  };
});

/**
 * Somebody left, or an address is not to be used any more: at once, and without the team. A named contact may end
 * themselves; whoever keeps the entry anybody (scenario S4).
 */
export const leaveContact = command(
  "contact.leave",
  z.object({ contactId: idField }),
  byContact,
  async (ctx, input) => {
    const { organizationId } = ctx.viewer;
    if (!ctx.viewer.admin && input.contactId !== ctx.viewer.contactId) throw notFound();
    const ended = await ctx.everywhere(() => endOwn(ctx, input.contactId));
    if (!ended) throw notFound();
    return {
      result: { contactId: ended.id },
      audit: [
        {
          stream: { type: "organization", id: organizationId },
          action: "contact.left",
          facts: { contactId: ended.id },
        },
        ...(await endSessions(ctx, ofContact(ended.id))),
      ],
    };
  },
);

async function endOwn(ctx: Ctx<ContactViewer>, contactId: string) {
  const { organizationId, name } = ctx.viewer;
  const [ended] = await ctx.tx
    .update(contacts)
    .set({
      state: "ended",
      admin: false,
      endedAt: ctx.now,
      endedBecause: `Ended by ${name} of the organization`,
    })
    .where(and(inOrganization(organizationId), eq(contacts.id, contactId), ne(contacts.state, "ended")))
    .returning({ id: contacts.id });
  return ended;
}

/** A member says who keeps an organization's entry. */
export const setContactAdmin = command(
  "contact.admin",
  z.object({ organizationId: idField, contactId: idField, admin: z.stringbool("Choose one.") }),
  byMember,
  async (ctx, input) => {
    const { id: organizationId } = await lockOrganization(ctx, input.organizationId);
    const [changed] = await ctx.tx
      .update(contacts)
      .set({ admin: input.admin })
      .where(
        and(
          inOrganization(organizationId),
          eq(contacts.id, input.contactId),
          eq(contacts.kind, "person"),
          eq(contacts.state, "admitted"),
        ),
      )
      .returning({ id: contacts.id });
    if (!changed) throw refused("Only a named contact who was admitted can keep the entry.");
    return {
      result: { contactId: changed.id },
      audit: [
        {
          stream: { type: "organization", id: organizationId },
          action: "contact.admin_set",
          facts: { contactId: changed.id, admin: input.admin },
        },
      ],
    };
  },
);
