import { and, asc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { byMember, command } from "@/data/command";
import { planOf } from "@/data/imports/preview";
import { storeProposals } from "@/data/memberships/start";
import { visibleTo } from "@/data/organizations/visibility";
import type { Ctx } from "@/data/transaction";
import { contacts, groups, organizations } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import type { Effects, Outcome } from "@/domain/organization/import";
import { MOST_BYTES } from "@/domain/organization/list";
import type { Member } from "@/domain/viewer";
import { AppError, refused } from "@/lib/errors";

const Import = z.object({
  text: z.string().max(MOST_BYTES, "The list is larger than 2 MB. Split it into parts; nothing was changed."),
  digest: z.string().max(100),
});

const changedSince = () =>
  new AppError(
    "stale",
    "The directory, a policy or the list changed since you looked: the list would do something else now. Nothing was changed. Look at it again.",
  );

/** PostgreSQL takes no more than 65,535 values in one statement. */
const AT_ONCE = 1000;
const inParts = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, i) =>
    all.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );

type Touched = { id: string; name: string; added: boolean; effects: Effects[] };

/** What becomes of each organization; several rows may be about one. */
function touchedBy(outcomes: readonly Outcome[]): Touched[] {
  const found = new Map<string, Touched>();
  for (const o of outcomes) {
    if (o.kind !== "new" && o.kind !== "changed") continue;
    const id = o.kind === "changed" ? o.id : null;
    const key = id ?? o.name.toLowerCase();
    const known = found.get(key) ?? { id: id ?? newId(), name: o.name, added: o.kind === "new", effects: [] };
    known.effects.push(o.effects);
    found.set(key, known);
  }
  return [...found.values()];
}

/**
 * Does what a preview of the same list showed, whole or not at all: organizations, contacts that are proposed, and
 * memberships that wait for a second member. Nobody is sent anything.
 * @throws AppError stale when it would do something else by now
 */
export const applyImport = command("directory.import", Import, byMember, async (ctx, { text, digest }) => {
  const first = await planOf(ctx, text);
  if (first.digest !== digest) throw changedSince();
  await lockAll(
    ctx,
    touchedBy(first.outcomes).flatMap((t) => (t.added ? [] : [t.id])),
  );
  // What the locks waited for may have changed what the list does.
  const { digest: now, outcomes } = await planOf(ctx, text);
  if (now !== digest) throw changedSince();
  const touched = touchedBy(outcomes);
  const [head, ...tail] = touched;
  if (!head) throw refused("Nothing of the list adds or changes anything. Nothing was changed.");
  await storeOrganizations(ctx, touched);
  await storeContacts(ctx, touched);
  const proposed = await storeGroups(ctx, touched);
  const entry = (t: Touched): AuditEvent => ({
    stream: { type: "organization", id: t.id },
    action: "organization.imported",
    facts: {
      name: t.name,
      added: t.added,
      website: t.effects.find((e) => e.website)?.website ?? null,
      legalEntity: t.effects.find((e) => e.legalEntity)?.legalEntity ?? null,
      contacts: t.effects.reduce((sum, e) => sum + e.contacts.length, 0),
    },
  });
  return {
    result: {
      added: touched.filter((t) => t.added).length,
      changed: touched.filter((t) => !t.added).length,
      proposed: proposed.length,
    },
    audit: [entry(head), ...tail.map(entry), ...proposed],
  };
});

/** In one order, so that two imports never wait for each other. */
async function lockAll(ctx: Ctx<Member>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await ctx.tx
    .select({ id: organizations.id })
    .from(organizations)
    .where(and(inArray(organizations.id, [...ids]), visibleTo(ctx.viewer)))
    .orderBy(asc(organizations.id))
    .for("no key update");
}

async function storeOrganizations(ctx: Ctx<Member>, touched: readonly Touched[]): Promise<void> {
  const last = (t: Touched, field: "website" | "legalEntity") =>
    t.effects.findLast((e) => e[field] !== null)?.[field] ?? null;
  for (const some of inParts(touched.filter((t) => t.added))) {
    const made = await ctx.tx
      .insert(organizations)
      .values(
        some.map((t) => ({
          id: t.id,
          teamId: ctx.viewer.teamId,
          name: t.name,
          website: last(t, "website"),
          legalEntity: last(t, "legalEntity"),
          createdAt: ctx.now,
        })),
      )
      .onConflictDoNothing()
      .returning({ id: organizations.id });
    if (made.length !== some.length) throw changedSince();
  }
  for (const t of touched.filter((o) => !o.added)) {
    const [website, legalEntity] = [last(t, "website"), last(t, "legalEntity")];
    if (!website && !legalEntity) continue;
    await ctx.tx
      .update(organizations)
      .set({ ...(website ? { website } : {}), ...(legalEntity ? { legalEntity } : {}) })
      .where(eq(organizations.id, t.id));
  }
}

async function storeContacts(ctx: Ctx<Member>, touched: readonly Touched[]): Promise<void> {
  const rows = touched.flatMap((t) =>
    t.effects.flatMap((e) =>
      e.contacts.map((c) => ({ ...c, organizationId: t.id, addedBy: ctx.viewer.userId, addedAt: ctx.now })),
    ),
  );
  for (const some of inParts(rows)) await ctx.tx.insert(contacts).values(some);
}

const REASON = "Taken over from a list";

async function storeGroups(ctx: Ctx<Member>, touched: readonly Touched[]): Promise<AuditEvent[]> {
  const wanted = touched.flatMap((t) =>
    t.effects.flatMap((e) =>
      e.groupId ? [{ organizationId: t.id, groupId: e.groupId, reason: REASON }] : [],
    ),
  );
  if (wanted.length === 0) return [];
  const named = await ctx.tx
    .select({ id: groups.id, name: groups.name, projectId: groups.projectId })
    .from(groups)
    .where(inArray(groups.id, [...new Set(wanted.map((w) => w.groupId))]));
  for (const some of inParts(wanted))
    if ((await storeProposals(ctx, some)).length !== some.length) throw changedSince();
  return wanted.map((w) => {
    const group = named.find((g) => g.id === w.groupId);
    return {
      stream: { type: "organization", id: w.organizationId },
      action: "membership.proposed",
      facts: { group: group?.name ?? "", projectId: group?.projectId ?? "", imported: true },
      note: REASON,
    };
  });
}
