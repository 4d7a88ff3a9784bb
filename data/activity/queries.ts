import { and, desc, eq, inArray } from "drizzle-orm";
import { notePlace } from "@/data/audit";
import { caseIdFor, visibleTo as caseVisible } from "@/data/cases/visibility";
import { visibleTo as organizationVisible } from "@/data/organizations/visibility";
import { type Ctx, read } from "@/data/transaction";
import { auditEntries, cases, contacts, organizations } from "@/db/schema";
import { AUDIT_ACTIONS, type AuditAction, type AuditFacts, type Stream } from "@/domain/audit";
import type { Member } from "@/domain/viewer";
import { notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";

const PAGE = 500;

/** What happened to a case, newest first. */
export const caseActivity = (viewer: Member, reference: string) =>
  read(viewer, async (ctx) => entriesOf(ctx, { type: "case", id: await caseIdFor(ctx, reference) }));

/** What happened to an organization, newest first. Entries that name a case of another project are left out. */
export const organizationActivity = (viewer: Member, id: string) =>
  read(viewer, async (ctx) => {
    if (!isId(id)) throw notFound();
    const [row] = await ctx.tx
      .select({ id: organizations.id })
      .from(organizations)
      .where(and(eq(organizations.id, id), organizationVisible(viewer)));
    if (!row) throw notFound();
    return entriesOf(ctx, { type: "organization", id: row.id });
  });

async function entriesOf(ctx: Ctx<Member>, stream: Stream) {
  const rows = await ctx.tx
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.streamType, stream.type), eq(auditEntries.streamId, stream.id)))
    .orderBy(desc(auditEntries.sequence))
    .limit(PAGE);
  const facts = rows.map((r) => r.facts as AuditFacts);
  const text = (key: string) => facts.map((f) => f[key]).filter((v): v is string => typeof v === "string");
  const [seen, names, people] = [
    await ctx.tx
      .select({ id: cases.id, reference: cases.reference })
      .from(cases)
      .where(and(inArray(cases.id, text("caseId")), caseVisible(ctx))),
    await ctx.tx
      .select({ id: organizations.id, name: organizations.name })
      .from(organizations)
      .where(and(inArray(organizations.id, text("organizationId")), organizationVisible(ctx.viewer))),
    await ctx.tx
      .select({ id: contacts.id, email: contacts.email })
      .from(contacts)
      .where(inArray(contacts.id, text("contactId"))),
  ];
  const entries = await Promise.all(
    rows.map(async (r, i) => {
      const f = facts[i] ?? {};
      return {
        sequence: r.sequence,
        action: AUDIT_ACTIONS[r.action as AuditAction] ?? r.action,
        code: r.action,
        actorKind: r.actorKind,
        actor: r.actorKind === "system" ? "Curfew" : r.actorName,
        at: r.at,
        facts: f,
        note: r.note ? await ctx.open(notePlace(stream, r.sequence), r.note) : null,
        reference: seen.find((c) => c.id === f["caseId"])?.reference ?? null,
        organization: names.find((o) => o.id === f["organizationId"])?.name ?? null,
        address: people.find((c) => c.id === f["contactId"])?.email ?? null,
      };
    }),
  );
  const hidden = (e: (typeof entries)[number]) =>
    (stream.type === "organization" && "caseId" in e.facts && e.reference === null) ||
    (typeof e.facts["projectId"] === "string" && !ctx.viewer.projectIds.includes(e.facts["projectId"]));
  return { entries: entries.filter((e) => !hidden(e)), now: ctx.now };
}

export type Activity = Awaited<ReturnType<typeof caseActivity>>["entries"][number];
