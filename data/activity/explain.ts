import { and, inArray } from "drizzle-orm";
import { actorsOf } from "@/data/activity/actors";
import { notePlace } from "@/data/audit";
import { visibleTo as caseVisible } from "@/data/cases/visibility";
import { visibleTo as organizationVisible } from "@/data/organizations/visibility";
import type { Ctx } from "@/data/transaction";
import { type auditEntries, cases, contacts, organizations } from "@/db/schema";
import { AUDIT_ACTIONS, type AuditAction, type AuditFacts, type Stream } from "@/domain/audit";
import { inUtc } from "@/domain/time";
import type { Member } from "@/domain/viewer";

type Row = typeof auditEntries.$inferSelect;

/** Entries with the names of what their facts name by id, as far as the member may see it; in the order that is given. */
export async function explain(ctx: Ctx<Member>, rows: readonly Row[], notes: "open" | "closed" = "open") {
  const facts = rows.map((r) => r.facts as AuditFacts);
  const named = (type: Stream["type"], key: string) => [
    ...new Set([
      ...rows.flatMap((r) => (r.streamType === type ? r.streamId : [])),
      ...facts.map((f) => f[key]).filter((v): v is string => typeof v === "string"),
    ]),
  ];
  const [seen, names, people] = [
    await ctx.tx
      .select({ id: cases.id, reference: cases.reference })
      .from(cases)
      .where(and(inArray(cases.id, named("case", "caseId")), caseVisible(ctx))),
    await ctx.tx
      .select({ id: organizations.id, name: organizations.name })
      .from(organizations)
      .where(
        and(
          inArray(organizations.id, named("organization", "organizationId")),
          organizationVisible(ctx.viewer),
        ),
      ),
    await ctx.tx
      .select({ id: contacts.id, email: contacts.email })
      .from(contacts)
      .where(
        inArray(
          contacts.id,
          facts.map((f) => f["contactId"]).filter((v): v is string => typeof v === "string"),
        ),
      ),
  ];
  const actor = await actorsOf(ctx, rows);
  const noteOf = async (r: Row) =>
    r.note && notes === "open"
      ? ctx.openOr(
          notePlace({ type: r.streamType, id: r.streamId }, r.sequence),
          r.note,
          (at) => `Destroyed with the case’s key, ${inUtc(at)}`,
        )
      : null;
  return Promise.all(
    rows.map(async (r, i) => {
      const f = facts[i] ?? {};
      return {
        sequence: r.sequence,
        action: AUDIT_ACTIONS[r.action as AuditAction] ?? r.action,
        code: r.action,
        actorKind: r.actorKind,
        actor: actor(r),
        at: r.at,
        facts: f,
        note: await noteOf(r),
        reference: seen.find((c) => c.id === f["caseId"])?.reference ?? null,
        organization: names.find((o) => o.id === f["organizationId"])?.name ?? null,
        address: people.find((c) => c.id === f["contactId"])?.email ?? null,
        stream: { type: r.streamType, id: r.streamId },
        realAt: r.realAt,
        /** The name of what the stream is about: a case's reference, an organization's name. */
        about:
          seen.find((c) => c.id === r.streamId)?.reference ??
          names.find((o) => o.id === r.streamId)?.name ??
          null,
      };
    }),
  );
}

export type Activity = Awaited<ReturnType<typeof explain>>[number];
