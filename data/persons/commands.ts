import { and, eq, inArray, isNotNull, isNull, or } from "drizzle-orm";
import { z } from "zod";
import { DEPLOYMENT } from "@/data/audit";
import { byAdminOrOperator, command } from "@/data/command";
import { isOpen } from "@/data/deliveries/open";
import { findPerson, type Person, personFacts } from "@/data/persons/facts";
import { understood } from "@/data/persons/queries";
import { eraseFactors } from "@/data/sign-in/factors";
import { tellAddress } from "@/data/sign-in/tell";
import { addressField, nameField } from "@/data/teams/commands";
import type { Ctx } from "@/data/transaction";
import {
  contacts,
  deliveries,
  projectMembers,
  sessions,
  signInMails,
  signInTokens,
  submissions,
  users,
} from "@/db/schema";
import type { AuditAction, AuditEvent } from "@/domain/audit";
import { ERASED_NAME, erasedAddress, keptBecause } from "@/domain/person";
import { invalidField, refused } from "@/lib/errors";

const by = { address: z.string().optional(), id: z.string().optional() };
const whom = (input: { address?: string | undefined; id?: string | undefined }) =>
  understood(input.id !== undefined ? { id: input.id } : { address: input.address ?? "" });

const entry = (person: Person, action: AuditAction, facts: AuditEvent["facts"] = {}): AuditEvent => ({
  stream: DEPLOYMENT,
  action,
  facts: { userId: person.userId, contactIds: person.contactIds, ...facts },
});

/**
 * Corrects a name; or, on the terminal alone, the address of somebody who is no contact. An address is what lets people
 * in: an admin who could change one would act as two members, and a contact's new mailbox has to confirm itself.
 */
export const correctPerson = command(
  "person.correct",
  z.object({ ...by, name: nameField.optional(), newAddress: addressField.optional() }),
  byAdminOrOperator,
  async (ctx, input) => {
    const person = await findPerson(ctx, whom(input));
    if (person.erasedAt) throw refused("Name and address were erased.");
    if (!input.name && !input.newAddress) throw invalidField("name", "Say what is right.");
    if (input.newAddress) await changeAddress(ctx, person, input.newAddress);
    if (input.name) {
      const { name } = input;
      await ctx.everywhere(async () => {
        if (person.userId) await ctx.tx.update(users).set({ name }).where(eq(users.id, person.userId));
        await ctx.tx
          .update(contacts)
          .set({ name })
          .where(and(inArray(contacts.id, person.contactIds), eq(contacts.kind, "person")));
      });
    }
    const changed = [...(input.name ? ["name"] : []), ...(input.newAddress ? ["address"] : [])];
    return {
      result: { changed: changed.join(", ") },
      audit: [entry(person, "person.corrected", { changed })],
    };
  },
);

async function changeAddress(ctx: Ctx, person: Person, address: string): Promise<void> {
  if (ctx.viewer.kind !== "system")
    throw refused(
      "An address lets its owner in, so that no admin changes one alone. Whoever operates this portal does: npm run curfew -- person correct ADDRESS --address NEW",
    );
  const { contactOf } = await personFacts(ctx, person);
  if (!person.userId || contactOf.length > 0)
    throw refused(
      "This is a contact's address, and a new mailbox has to confirm itself: end the contact, and add the new address.",
    );
  const [taken] = await ctx.tx.select({ id: users.id }).from(users).where(eq(users.email, address));
  if (taken) throw refused("Somebody has this address already.");
  await ctx.tx.update(users).set({ email: address }).where(eq(users.id, person.userId));
  await letNobodyIn(ctx, { ...person, addresses: [...person.addresses, address] });
  for (const to of [...person.addresses, address]) await tellAddress(ctx, to, "address_changed");
}

/** Sessions and links of the old name lead nowhere any more, at once. */
async function letNobodyIn(ctx: Ctx, person: Person): Promise<void> {
  if (person.userId) await ctx.tx.delete(sessions).where(eq(sessions.userId, person.userId));
  await ctx.tx.delete(signInTokens).where(inArray(signInTokens.email, person.addresses));
  await ctx.tx.delete(signInMails).where(inArray(signInMails.address, person.addresses));
}

/**
 * Erases a person's name and address everywhere, ids aside: they say that somebody acted, and no longer who. Refused,
 * with each reason and until when, while evidence must name them.
 */
export const erasePerson = command("person.erase", z.object(by), byAdminOrOperator, async (ctx, input) => {
  const found = await findPerson(ctx, whom(input));
  if (found.userId) await ctx.tx.select().from(users).where(eq(users.id, found.userId)).for("update");
  const person = await findPerson(ctx, whom(input));
  const kept = keptBecause(await personFacts(ctx, person));
  if (kept.length > 0) throw refused(`Nothing was erased. ${kept.join(" ")}`);
  const { userId, contactIds } = person;
  await ctx.everywhere(async () => {
    await letNobodyIn(ctx, person);
    if (userId) {
      await ctx.tx.delete(submissions).where(eq(submissions.userId, userId));
      await eraseFactors(ctx, userId);
      await ctx.tx
        .update(projectMembers)
        .set({ namedAs: null })
        .where(and(eq(projectMembers.userId, userId), isNotNull(projectMembers.namedAs)));
      await ctx.tx
        .update(users)
        .set({ email: erasedAddress(userId), name: ERASED_NAME, erasedAt: ctx.now })
        .where(eq(users.id, userId));
    }
    for (const id of contactIds) {
      await ctx.tx
        .update(contacts)
        .set({ email: erasedAddress(id), name: null })
        .where(eq(contacts.id, id));
      await eraseMessages(ctx, id);
    }
  });
  return { result: { erased: true }, audit: [entry(person, "person.erased")] };
});

/** Who was told stays, by the contact's id; to which address does not, nor the bytes, which begin with it. */
async function eraseMessages(ctx: Ctx, contactId: string): Promise<void> {
  const [open] = await ctx.tx
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(eq(deliveries.contactId, contactId), or(isOpen, isNotNull(deliveries.leaseUntil))));
  if (open) throw refused("Nothing was erased. A message to this person is on its way.");
  await ctx.tx
    .update(deliveries)
    .set({ address: erasedAddress(contactId), payload: null })
    .where(and(eq(deliveries.contactId, contactId), isNull(deliveries.leaseUntil)));
}
