import { and, eq, inArray, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { z } from "zod";
import { bySystem, command } from "@/data/command";
import { termsStanding } from "@/data/memberships/accepted-terms";
import { recordLapse } from "@/data/memberships/lapse";
import { entryOf, type OfProject } from "@/data/memberships/lock";
import { activateIfReady } from "@/data/memberships/ready";
import { tellOrganization } from "@/data/notices/tell";
import { policiesOf, policyOf } from "@/data/policies/in-force";
import { type Ctx, type Options, read } from "@/data/transaction";
import { evidence, memberships, projects, termsAcceptances } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { termsOf } from "@/domain/consent/terms";
import { decideMembership, membershipAt } from "@/domain/organization/membership";
import { FIRST_REMINDER_DAYS, isReminderDue } from "@/domain/organization/reminders";
import type { SystemViewer } from "@/domain/viewer";
import { refused } from "@/lib/errors";

// What the clock does to memberships: reminders before something runs out, its end, and terms that changed. Whether a
// membership holds at an instant is never asked here: that follows from its row (membershipAt).

/** Organizations and projects for which the clock has something to do; a row that is named in vain does no harm. */
export const membershipWork = (viewer: SystemViewer, options: Options = {}): Promise<OfProject[]> =>
  read(
    viewer,
    async (ctx) => {
      const soon = ctx.now.add({ hours: 24 * FIRST_REMINDER_DAYS });
      // What is named here and was reminded already is told apart by the domain.
      const stale = (ends: AnyPgColumn, reminded: AnyPgColumn) =>
        and(
          lte(ends, soon),
          or(
            isNull(reminded),
            sql`${reminded} < ${ends} - interval '7 days' and ${ends} - interval '7 days' <= ${ctx.now.toString()}`,
            sql`${reminded} < ${ends} and ${ends} <= ${ctx.now.toString()}`,
          ),
        );
      const running = isNull(memberships.endedAt);
      const of = { organizationId: memberships.organizationId, projectId: memberships.projectId };
      const dated = await ctx.tx
        .selectDistinct(of)
        .from(memberships)
        .where(
          and(
            running,
            or(lte(memberships.lapsesAt, ctx.now), stale(memberships.lapsesAt, memberships.remindedAt)),
          ),
        );
      const proofs = await ctx.tx
        .selectDistinct(of)
        .from(evidence)
        .innerJoin(
          memberships,
          and(
            eq(memberships.organizationId, evidence.organizationId),
            eq(memberships.projectId, evidence.projectId),
            running,
          ),
        )
        .where(and(isNull(evidence.supersededAt), stale(evidence.reviewBy, evidence.remindedAt)));
      return [...dated, ...proofs, ...(await behindThePolicy(ctx))];
    },
    options,
  );

/** Those that a version of the policy asks something new of: other terms, or a review where none was asked for. */
async function behindThePolicy(ctx: Ctx): Promise<OfProject[]> {
  const all = await ctx.tx.select({ id: projects.id }).from(projects);
  const policies = await policiesOf(
    ctx,
    all.map((p) => p.id),
  );
  const found: OfProject[] = [];
  for (const [projectId, policy] of policies) {
    const { version } = termsOf(policy);
    const rows = await ctx.tx
      .selectDistinct({ organizationId: memberships.organizationId, projectId: memberships.projectId })
      .from(memberships)
      .where(
        and(
          eq(memberships.projectId, projectId),
          isNull(memberships.endedAt),
          inArray(memberships.state, ["active", "paused"]),
          or(
            policy.review?.every ? isNull(memberships.lapsesAt) : undefined,
            and(
              sql`${memberships.termsAsked} is distinct from ${version}`,
              sql`${memberships.joinedUnder} is distinct from ${version}`,
              sql`not exists (select from ${termsAcceptances} a where a.organization_id = ${memberships.organizationId}
                and a.project_id = ${memberships.projectId} and a.version = ${version})`,
            ),
          ),
        ),
      );
    found.push(...rows);
  }
  return found;
}

const Of = z.object({ organizationId: z.uuid(), projectId: z.uuid() });

/** What is due for one organization in one project, all of it or nothing. @throws AppError when nothing was */
export const tickMembership = command("membership.clock", Of, bySystem, async (ctx, of) => {
  const held = await ctx.tx
    .select()
    .from(memberships)
    .where(
      and(
        eq(memberships.organizationId, of.organizationId),
        eq(memberships.projectId, of.projectId),
        isNull(memberships.endedAt),
      ),
    )
    .orderBy(memberships.id)
    .for("update");
  const events = [
    ...(await lapse(ctx, of, held)),
    ...(await setReviews(ctx, of, held)),
    ...(await remindOfReview(ctx, of, held)),
    ...(await remindOfEvidence(ctx, of, held)),
    ...(await askForTerms(ctx, of, held)),
    ...(await activateIfReady(ctx, of, null)),
  ];
  const [first, ...others] = events;
  if (!first) throw refused("Nothing is due.");
  return { result: { done: events.length }, audit: [first, ...others] };
});

type Rows = (typeof memberships.$inferSelect)[];
const receiving = (ctx: Ctx, rows: Rows): Rows =>
  rows.filter((m) => ["active", "paused"].includes(membershipAt(m, ctx.now)));

async function lapse(ctx: Ctx, of: OfProject, held: Rows): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  for (const row of held) events.push(...(await recordLapse(ctx, row)));
  return events.length > 0 ? [...events, ...(await tellOrganization(ctx, of, "lapsed"))] : [];
}

/** A policy that asks for reviews from now on counts from now on: nobody lapses by a text that is new. */
async function setReviews(ctx: Ctx, of: OfProject, held: Rows): Promise<AuditEvent[]> {
  const every = (await policyOf(ctx, of.projectId)).review?.every ?? null;
  const open = every ? receiving(ctx, held).filter((m) => m.lapsesAt === null) : [];
  const events: AuditEvent[] = [];
  for (const m of open) {
    const next = decideMembership(m, { type: "review", every }, ctx.now);
    if (!next.ok) continue;
    const { lapsesAt } = next.next;
    await ctx.tx.update(memberships).set({ lapsesAt }).where(eq(memberships.id, m.id));
    events.push(
      entryOf(of, "membership.review_set", { membershipId: m.id, lapsesAt: lapsesAt?.toString() ?? null }),
    );
  }
  return events;
}

async function remindOfReview(ctx: Ctx, of: OfProject, held: Rows): Promise<AuditEvent[]> {
  const due = receiving(ctx, held).filter(
    (m) => m.lapsesAt && isReminderDue(m.lapsesAt, m.remindedAt, ctx.now),
  );
  if (due.length === 0) return [];
  await ctx.tx
    .update(memberships)
    .set({ remindedAt: ctx.now })
    .where(
      inArray(
        memberships.id,
        due.map((m) => m.id),
      ),
    );
  return [
    entryOf(of, "membership.review_reminded", { memberships: due.map((m) => m.id) }),
    ...(await tellOrganization(ctx, of, "review")),
  ];
}

async function remindOfEvidence(ctx: Ctx, of: OfProject, held: Rows): Promise<AuditEvent[]> {
  if (receiving(ctx, held).length === 0) return [];
  const rows = await ctx.tx
    .select()
    .from(evidence)
    .where(
      and(
        eq(evidence.organizationId, of.organizationId),
        eq(evidence.projectId, of.projectId),
        isNull(evidence.supersededAt),
        isNotNull(evidence.reviewBy),
      ),
    );
  const due = rows.filter((e) => e.reviewBy && isReminderDue(e.reviewBy, e.remindedAt, ctx.now));
  if (due.length === 0) return [];
  await ctx.tx
    .update(evidence)
    .set({ remindedAt: ctx.now })
    .where(
      inArray(
        evidence.id,
        due.map((e) => e.id),
      ),
    );
  return [
    entryOf(of, "evidence.reminded", { criteria: due.map((e) => e.criterion) }),
    ...(await tellOrganization(ctx, of, "evidence")),
  ];
}

/** Asked once for each version; until somebody accepts it, notices wait (policies.md 3e, 12). */
async function askForTerms(ctx: Ctx, of: OfProject, held: Rows): Promise<AuditEvent[]> {
  const { terms, stands } = await termsStanding(ctx, of.projectId, [of.organizationId]);
  const open = receiving(ctx, held).filter((m) => m.termsAsked !== terms.version);
  if (stands(of.organizationId) || open.length === 0) return [];
  await ctx.tx
    .update(memberships)
    .set({ termsAsked: terms.version })
    .where(
      inArray(
        memberships.id,
        open.map((m) => m.id),
      ),
    );
  return [
    entryOf(of, "terms.asked", { version: terms.version }),
    ...(await tellOrganization(ctx, of, "terms")),
  ];
}
