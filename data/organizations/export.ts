import { and, asc, eq, inArray, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { DEPLOYMENT } from "@/data/audit";
import { byMember, command } from "@/data/command";
import { LACKS, matching, STANDINGS } from "@/data/organizations/standing";
import { contacts, groups, memberships, organizations, projects } from "@/db/schema";
import { isCurrent, membershipAt } from "@/domain/organization/membership";
import { toCsv } from "@/formats/csv";

const COLUMNS = [
  "name",
  "website",
  "legal entity",
  "project",
  "group",
  "state",
  "since",
  "contacts",
  "role addresses",
];

const Filter = z.object({
  search: z.string().max(100).optional(),
  standing: z.enum(STANDINGS).optional(),
  lacks: z.enum(LACKS).optional(),
  groupId: z.uuid().optional(),
});

/**
 * What a filter of the directory finds as CSV: a line for each membership that runs, and one for an organization that has
 * none. A person's address stays here (product.md: contacts are shared with the team, not with a spreadsheet).
 */
export const exportDirectory = command("directory.export", Filter, byMember, async (ctx, given) => {
  const { search, standing, lacks, groupId } = given;
  const where = matching(ctx, {
    ...(search ? { search } : {}),
    ...(standing ? { standing } : {}),
    ...(lacks ? { lacks } : {}),
    ...(groupId ? { groupId } : {}),
  });
  const found = ctx.tx.select({ id: organizations.id }).from(organizations).where(where);
  const all = await ctx.tx
    .select()
    .from(organizations)
    .where(where)
    .orderBy(asc(sql`lower(${organizations.name})`));
  const held = await ctx.tx
    .select({ m: memberships, group: groups.name, project: projects.name })
    .from(memberships)
    .innerJoin(groups, eq(groups.id, memberships.groupId))
    .innerJoin(projects, eq(projects.id, memberships.projectId))
    .where(
      and(
        inArray(memberships.organizationId, found),
        inArray(memberships.projectId, [...ctx.viewer.projectIds]),
      ),
    )
    .orderBy(asc(projects.name), asc(groups.name));
  const people = await ctx.tx
    .select({ organizationId: contacts.organizationId, kind: contacts.kind, email: contacts.email })
    .from(contacts)
    .where(and(inArray(contacts.organizationId, found), ne(contacts.state, "ended")))
    .orderBy(asc(contacts.email));
  const [heldBy, peopleOf] = [
    Map.groupBy(held, (h) => h.m.organizationId),
    Map.groupBy(people, (p) => p.organizationId),
  ];
  const rows = all.flatMap((o) => {
    const own = peopleOf.get(o.id) ?? [];
    const roles = own.filter((c) => c.kind === "role").map((c) => c.email);
    const running = (heldBy.get(o.id) ?? [])
      .map((h) => ({ ...h, state: membershipAt(h.m, ctx.now) }))
      .filter((h) => isCurrent(h.state));
    const where = running.map((h) => [h.project, h.group, h.state, h.m.startedAt.toString()]);
    return (where.length > 0 ? where : [["", "", "", ""]]).map((place) => [
      o.name,
      o.website ?? "",
      o.legalEntity ?? "",
      ...place,
      String(own.length),
      roles.join(" "),
    ]);
  });
  const asked = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  return {
    result: { text: toCsv(COLUMNS, rows), count: all.length },
    audit: [
      {
        stream: DEPLOYMENT,
        action: "directory.exported",
        facts: {
          count: all.length,
          standing: standing ?? null,
          lacks: lacks ?? null,
          groupId: groupId ?? null,
        },
        // What was typed may be an address.
        ...(asked["search"] ? { note: JSON.stringify({ search: asked["search"] }) } : {}),
      },
    ],
  };
});
