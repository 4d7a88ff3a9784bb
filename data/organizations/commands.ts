import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { byMember, command, demand } from "@/data/command";
import { lockOrganization } from "@/data/organizations/visibility";
import { addressField, nameField, userFor } from "@/data/teams/commands";
import type { Ctx } from "@/data/transaction";
import { contacts, groups, membershipChanges, memberships, organizations } from "@/db/schema";
import { CONTACT_KINDS } from "@/domain/organization/contact";
import { decideMembership, type MembershipCommand } from "@/domain/organization/membership";
import type { Member } from "@/domain/viewer";
import { AppError, invalidField, notFound } from "@/lib/errors";

const id = z.uuid("Choose one of the list.");
const reason = z
  .string({ error: "Give a reason." })
  .trim()
  .min(3, "Give a reason in a few words.")
  .max(1000, "At most 1000 characters.");
const optional = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `At most ${max} characters.`)
    .transform((t) => t || null)
    .nullish()
    .transform((t) => t ?? null);
const website = optional(200).refine(
  (u) => u === null || (/^https?:\/\//.test(u) && URL.canParse(u)),
  "Write it like https://vendor.example.",
);

export const addOrganization = command(
  "organization.add",
  z.object({ name: nameField, website, about: optional(1000) }),
  byMember,
  async (ctx, input) => {
    const [made] = await ctx.tx
      .insert(organizations)
      .values({ teamId: ctx.viewer.teamId, ...input, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: organizations.id });
    if (!made) throw invalidField("name", "An organization of this name is in the directory already.");
    return {
      result: { organizationId: made.id },
      audit: [
        {
          stream: { type: "organization", id: made.id },
          action: "organization.added",
          facts: { name: input.name },
        },
      ],
    };
  },
);

const AddContact = z
  .object({
    organizationId: id,
    kind: z.enum(CONTACT_KINDS, "Choose the kind of contact."),
    email: addressField,
    name: optional(120),
  })
  .refine((c) => c.kind === "role" || c.name !== null, {
    path: ["name"],
    message: "Enter the person's name.",
  });

/** Adds a contact; nothing goes to it, and it cannot sign in, before a member admits it. */
export const addContact = command("contact.add", AddContact, byMember, async (ctx, input) => {
  const { id: organizationId } = await lockOrganization(ctx, input.organizationId);
  const { kind, email, name } = input;
  const [made] = await ctx.tx
    .insert(contacts)
    .values({ organizationId, kind, email, name, addedBy: ctx.viewer.userId, addedAt: ctx.now })
    .onConflictDoNothing()
    .returning({ id: contacts.id });
  if (!made) throw invalidField("email", "This address is a contact of the organization already.");
  return {
    result: { contactId: made.id },
    audit: [
      {
        stream: { type: "organization", id: organizationId },
        action: "contact.added",
        facts: { contactId: made.id, kind, email },
      },
    ],
  };
});

const AdmitContact = z.object({
  organizationId: id,
  contactId: id,
  how: z
    .string({ error: "Say how the address was confirmed." })
    .trim()
    .min(3, "Say how the address was confirmed, in a few words.")
    .max(500, "At most 500 characters."),
});

/** Admits a contact: from now on notices go to it and, if it is a named person, it may sign in. */
export const admitContact = command("contact.admit", AdmitContact, byMember, async (ctx, input) => {
  const { id: organizationId } = await lockOrganization(ctx, input.organizationId);
  const contact = await lockContact(ctx, organizationId, input.contactId);
  if (contact.state !== "proposed")
    throw new AppError("refused", `This contact is ${contact.state} already.`);
  const userId =
    contact.kind === "person" ? await userFor(ctx, contact.email, contact.name ?? contact.email) : null;
  await ctx.tx
    .update(contacts)
    .set({
      state: "admitted",
      userId,
      admittedBy: ctx.viewer.userId,
      admittedAt: ctx.now,
      confirmedAt: ctx.now,
      confirmedHow: input.how,
    })
    .where(eq(contacts.id, contact.id));
  return {
    result: { contactId: contact.id },
    audit: [
      {
        stream: { type: "organization", id: organizationId },
        action: "contact.admitted",
        facts: { contactId: contact.id, email: contact.email, how: input.how },
      },
    ],
  };
});

/** Ends a contact: its sessions hold nothing on their next request, and nothing more is sent to it. */
export const endContact = command(
  "contact.end",
  z.object({ organizationId: id, contactId: id, reason }),
  byMember,
  async (ctx, input) => {
    const { id: organizationId } = await lockOrganization(ctx, input.organizationId);
    const contact = await lockContact(ctx, organizationId, input.contactId);
    if (contact.state === "ended") throw new AppError("refused", "This contact has ended already.");
    await ctx.tx
      .update(contacts)
      .set({ state: "ended", endedAt: ctx.now, endedBecause: input.reason })
      .where(eq(contacts.id, contact.id));
    return {
      result: { contactId: contact.id },
      audit: [
        {
          stream: { type: "organization", id: organizationId },
          action: "contact.ended",
          facts: { contactId: contact.id, email: contact.email, reason: input.reason },
        },
      ],
    };
  },
);

async function lockContact(ctx: Ctx<Member>, organizationId: string, contactId: string) {
  const [row] = await ctx.tx
    .select()
    .from(contacts)
    .where(and(eq(contacts.id, contactId), eq(contacts.organizationId, organizationId)))
    .for("update");
  if (!row) throw notFound();
  return row;
}

/** Makes an organization a member of a group. The reason says which criteria it meets, and how that was judged. */
export const startMembership = command(
  "membership.start",
  z.object({ organizationId: id, groupId: id, reason }),
  byMember,
  async (ctx, input) => {
    const { id: organizationId } = await lockOrganization(ctx, input.organizationId);
    const [group] = await ctx.tx
      .select()
      .from(groups)
      .where(and(eq(groups.id, input.groupId), inArray(groups.projectId, [...ctx.viewer.projectIds])));
    if (!group) throw invalidField("groupId", "Choose one of the list.");
    const membershipId = newId();
    const [made] = await ctx.tx
      .insert(memberships)
      .values({
        id: membershipId,
        organizationId,
        projectId: group.projectId,
        groupId: group.id,
        state: "active",
        startedAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: memberships.id });
    if (!made) throw invalidField("groupId", `It is a member of ${group.name} already.`);
    await ctx.tx.insert(membershipChanges).values({
      membershipId,
      number: 1,
      state: "active",
      reason: input.reason,
      by: ctx.viewer.userId,
      at: ctx.now,
    });
    return {
      result: { membershipId },
      audit: [
        {
          stream: { type: "organization", id: organizationId },
          action: "membership.started",
          facts: { membershipId, group: group.name, projectId: group.projectId, reason: input.reason },
        },
      ],
    };
  },
);

const changeMembership = (
  type: MembershipCommand["type"],
  action: "membership.paused" | "membership.resumed" | "membership.left",
) =>
  command(`membership.${type}`, z.object({ membershipId: id, reason }), byMember, async (ctx, input) => {
    // The row lock is the one that a sender holds while it hands a message over: a change waits for that call to end,
    // and no call begins after the change is committed (rule 1).
    const [row] = await ctx.tx
      .select({ membership: memberships, group: groups.name })
      .from(memberships)
      .innerJoin(groups, eq(groups.id, memberships.groupId))
      .where(
        and(
          eq(memberships.id, input.membershipId),
          inArray(memberships.projectId, [...ctx.viewer.projectIds]),
          isNull(memberships.endedAt),
        ),
      )
      .for("update", { of: memberships });
    if (!row) throw notFound();
    const next = demand(decideMembership(row.membership, { type }, ctx.now));
    await ctx.tx
      .update(memberships)
      .set({ ...next, endedAt: next.state === "left" ? ctx.now : null })
      .where(eq(memberships.id, row.membership.id));
    await ctx.tx.insert(membershipChanges).values({
      membershipId: row.membership.id,
      number: sql<number>`(select max(number) + 1 from membership_changes where membership_id = ${row.membership.id})`,
      state: next.state,
      reason: input.reason,
      by: ctx.viewer.userId,
      at: ctx.now,
    });
    const { organizationId, projectId } = row.membership;
    return {
      result: { membershipId: row.membership.id },
      audit: [
        {
          stream: { type: "organization", id: organizationId },
          action,
          facts: { membershipId: row.membership.id, group: row.group, projectId, reason: input.reason },
        },
      ],
    };
  });

/** One member, 72 hours: everything that opens a case stops at once. */
export const pauseMembership = changeMembership("pause", "membership.paused");
export const resumeMembership = changeMembership("resume", "membership.resumed");
/** The organization asked to leave. */
export const leaveGroup = changeMembership("leave", "membership.left");
