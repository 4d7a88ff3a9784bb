import { and, desc, eq, gt, inArray } from "drizzle-orm";
import { notePlace } from "@/data/audit";
import { visibleEntries } from "@/data/record/filter";
import { type Ctx, read } from "@/data/transaction";
import { auditEntries, cases, projects, users } from "@/db/schema";
import { AUDIT_ACTIONS, type AuditAction, type AuditFacts, type Stream } from "@/domain/audit";
import type { Member } from "@/domain/viewer";

const DAYS = 14;

/**
 * What whoever operates this portal did on the terminal in the last 14 days, newest first: it passes no second member,
 * so that every member sees it. Entries of cases and projects show to those who work on them. Real time.
 */
export const fromTerminal = (viewer: Member) =>
  read(viewer, async (ctx) => {
    const rows = await ctx.tx
      .select()
      .from(auditEntries)
      .where(
        and(
          eq(auditEntries.actorProcess, "cli"),
          gt(auditEntries.realAt, ctx.realNow.subtract({ hours: 24 * DAYS })),
          visibleEntries(ctx),
        ),
      )
      .orderBy(desc(auditEntries.realAt), desc(auditEntries.sequence))
      .limit(100);
    const names = await namesIn(ctx, rows);
    return Promise.all(
      rows.map(async (r) => {
        const stream: Stream = { type: r.streamType, id: r.streamId };
        const facts = r.facts as AuditFacts;
        return {
          id: `${r.streamType}:${r.streamId}:${r.sequence}`,
          at: r.realAt,
          action: AUDIT_ACTIONS[r.action as AuditAction] ?? r.action,
          about: [facts["userId"], facts["projectId"], r.streamId].flatMap(
            (id) => names.get(String(id)) ?? [],
          ),
          note: r.note ? await ctx.openOr(notePlace(stream, r.sequence), r.note, () => null) : null,
        };
      }),
    );
  });

/** Who and what the entries are about, as far as the member may know. */
async function namesIn(ctx: Ctx<Member>, rows: readonly { facts: unknown; streamId: string }[]) {
  const people = rows.flatMap((r) => {
    const { userId } = r.facts as AuditFacts;
    return typeof userId === "string" ? [userId] : [];
  });
  const places = rows.flatMap((r) => {
    const { projectId } = r.facts as AuditFacts;
    return typeof projectId === "string" ? [projectId, r.streamId] : [r.streamId];
  });
  const found = [
    ...(await ctx.tx.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, people))),
    ...(await ctx.tx
      .select({ id: projects.id, name: projects.name })
      .from(projects)
      .where(inArray(projects.id, places))),
    ...(await ctx.tx
      .select({ id: cases.id, name: cases.reference })
      .from(cases)
      .where(and(inArray(cases.id, places), inArray(cases.projectId, [...ctx.viewer.projectIds])))),
  ];
  return new Map(found.map((f) => [f.id, f.name]));
}
