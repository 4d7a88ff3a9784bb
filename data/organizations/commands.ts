import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { byMember, command } from "@/data/command";
import { idField, linkField, optionalField } from "@/data/organizations/fields";
import { lockOrganization } from "@/data/organizations/visibility";
import { nameField } from "@/data/teams/commands";
import { groups, organizations } from "@/db/schema";
import { invalidField, notFound } from "@/lib/errors";

const entry = {
  name: nameField,
  website: linkField,
  legalEntity: optionalField(200),
  about: optionalField(1000),
};

export const addOrganization = command("organization.add", z.object(entry), byMember, async (ctx, input) => {
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
});

export const editOrganization = command(
  "organization.edit",
  z.object({ organizationId: idField, ...entry }),
  byMember,
  async (ctx, { organizationId, ...input }) => {
    const row = await lockOrganization(ctx, organizationId);
    const all = await ctx.tx
      .select({ id: organizations.id, name: organizations.name })
      .from(organizations)
      .where(eq(organizations.teamId, ctx.viewer.teamId));
    if (all.some((o) => o.id !== row.id && o.name.toLowerCase() === input.name.toLowerCase()))
      throw invalidField("name", "An organization of this name is in the directory already.");
    await ctx.tx.update(organizations).set(input).where(eq(organizations.id, row.id));
    return {
      result: { organizationId: row.id },
      audit: [
        {
          stream: { type: "organization", id: row.id },
          action: "organization.edited",
          facts: { was: row.name, name: input.name, website: input.website, legalEntity: input.legalEntity },
        },
      ],
    };
  },
);

const group = { name: nameField, description: optionalField(1000) };

/** A group says who is prenotified together; it addresses nobody by itself. */
export const addGroup = command(
  "group.add",
  z.object({ projectId: idField, ...group }),
  byMember,
  async (ctx, input) => {
    if (!ctx.viewer.projectIds.includes(input.projectId))
      throw invalidField("projectId", "Choose one of the list.");
    const [made] = await ctx.tx
      .insert(groups)
      .values({ ...input, description: input.description ?? "", createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: groups.id });
    if (!made) throw invalidField("name", "The project has a group of this name already.");
    return {
      result: { groupId: made.id },
      audit: [
        {
          stream: { type: "project", id: input.projectId },
          action: "group.added",
          facts: { groupId: made.id, name: input.name },
        },
      ],
    };
  },
);

export const editGroup = command(
  "group.edit",
  z.object({ groupId: idField, ...group }),
  byMember,
  async (ctx, { groupId, ...input }) => {
    const [row] = await ctx.tx
      .select()
      .from(groups)
      .where(and(eq(groups.id, groupId), inArray(groups.projectId, [...ctx.viewer.projectIds])))
      .for("no key update");
    if (!row) throw notFound();
    const all = await ctx.tx.select().from(groups).where(eq(groups.projectId, row.projectId));
    if (all.some((g) => g.id !== row.id && g.name.toLowerCase() === input.name.toLowerCase()))
      throw invalidField("name", "The project has a group of this name already.");
    await ctx.tx
      .update(groups)
      .set({ name: input.name, description: input.description ?? "" })
      .where(eq(groups.id, row.id));
    return {
      result: { groupId: row.id },
      audit: [
        {
          stream: { type: "project", id: row.projectId },
          action: "group.edited",
          facts: { groupId: row.id, was: row.name, name: input.name },
        },
      ],
    };
  },
);
