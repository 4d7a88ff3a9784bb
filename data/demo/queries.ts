import { and, asc, desc, eq, gt, inArray, isNull, lte, min, sql } from "drizzle-orm";
import { factsOf } from "@/data/cases/facts";
import { type Ctx, transact } from "@/data/transaction";
import { rolesOf, systemViewer } from "@/data/viewer";
import { acknowledgements, cases, contacts, deliveries, notices, publications, users } from "@/db/schema";
import { isOverdue } from "@/domain/case/state";
import { env } from "@/lib/env";

/** The people that the demo's bar switches between, its clock, and how far the next event is. Null without a demo. */
export async function demoState() {
  if (!env().demo) return null;
  return transact(systemViewer("demo"), "read", async (ctx) => {
    const rows = await ctx.tx.select().from(users).orderBy(asc(users.createdAt), asc(users.email));
    const people = [];
    for (const user of rows) {
      const [role] = await rolesOf(ctx, user.id);
      if (role)
        people.push({
          id: user.id,
          name: user.name,
          role: role.label,
          kind: role.acting.role,
        });
    }
    const [send] = await ctx.tx
      .select({ at: min(notices.sendAt) })
      .from(notices)
      .where(and(eq(notices.state, "approved"), gt(notices.sendAt, ctx.now)));
    const [release] = await ctx.tx
      .select({ at: min(cases.releaseAt) })
      .from(cases)
      .where(
        and(
          inArray(cases.state, ["scheduled", "prenotified"]),
          isNull(cases.publishedAt),
          gt(cases.releaseAt, ctx.now),
        ),
      );
    const next = [send?.at, release?.at]
      .filter((at) => at != null)
      .sort((a, b) => a.epochMilliseconds - b.epochMilliseconds)[0];
    return {
      people: people.sort((a, b) => Number(b.kind === "member") - Number(a.kind === "member")),
      now: ctx.now,
      secondsToNext: next ? Math.ceil((next.epochMilliseconds - ctx.now.epochMilliseconds) / 1000) + 1 : null,
    };
  });
}

/** The people of the front page's walk, by their seeded addresses. */
const WALKERS = {
  mara: "mara@team.example",
  tomas: "tomas@team.example",
  priya: "priya@kestrel.example",
  noor: "noor@vale.example",
} as const;

/**
 * The case that the front page walks a newcomer through, and how far it came: the oldest of Mara’s with a notice that is
 * not public yet, or the one that went public last. Null without a demo, or where its people or its case are gone.
 */
export async function demoWalk() {
  if (!env().demo) return null;
  return transact(systemViewer("demo"), "read", async (ctx) => {
    const people = await walkers(ctx);
    if (!people) return null;
    const [row] = await ctx.tx
      .select({ of: cases, notice: notices })
      .from(notices)
      .innerJoin(cases, eq(cases.id, notices.caseId))
      .where(
        and(
          eq(notices.kind, "prenotification"),
          eq(cases.createdBy, people.mara),
          inArray(cases.state, WALKED),
        ),
      )
      .orderBy(
        sql`${cases.publishedAt} is not null`,
        desc(cases.publishedAt),
        asc(cases.createdAt),
        asc(notices.createdAt),
      )
      .limit(1);
    if (!row) return null;
    const { of, notice } = row;
    const secondsTo = (at: typeof of.releaseAt) =>
      at && at.epochMilliseconds > ctx.now.epochMilliseconds
        ? Math.ceil((at.epochMilliseconds - ctx.now.epochMilliseconds) / 1000) + 1
        : null;
    const [proposal] = await ctx.tx
      .select({ id: publications.id })
      .from(publications)
      .where(and(eq(publications.caseId, of.id), isNull(publications.withdrawnAt)));
    const published = of.publishedAt !== null;
    return {
      reference: of.reference,
      codeName: of.codeName,
      noticeId: notice.id,
      people,
      secondsToSend: secondsTo(notice.sendAt),
      secondsToRelease: secondsTo(of.releaseAt),
      done: {
        approved: notice.state === "approved" || notice.state === "sending" || notice.state === "sent",
        sent: notice.state === "sending" || notice.state === "sent",
        acknowledged: await acknowledgedBy(ctx, of.id, WALKERS.priya),
        overdue: published || isOverdue(factsOf(of), ctx.now),
        proposed: proposal !== undefined,
        published,
      },
    };
  });
}

const WALKED = ["scheduled", "prenotified", "public", "closed"] as const;

async function walkers(ctx: Ctx) {
  const rows = await ctx.tx
    .select({ id: users.id, email: users.email })
    .from(users)
    .where(inArray(users.email, Object.values(WALKERS)));
  const idOf = (who: keyof typeof WALKERS) => rows.find((r) => r.email === WALKERS[who])?.id;
  const [mara, tomas, priya, noor] = [idOf("mara"), idOf("tomas"), idOf("priya"), idOf("noor")];
  return mara && tomas && priya && noor ? { mara, tomas, priya, noor } : null;
}

async function acknowledgedBy(ctx: Ctx, caseId: string, email: string): Promise<boolean> {
  const [row] = await ctx.tx
    .select({ by: acknowledgements.by })
    .from(acknowledgements)
    .innerJoin(contacts, eq(contacts.organizationId, acknowledgements.organizationId))
    .where(and(eq(acknowledgements.caseId, caseId), eq(contacts.email, email)))
    .limit(1);
  return row !== undefined;
}

/** Waits a moment for the worker to do what is due by now, so that the page after a moved clock shows it. */
export async function demoSettled(): Promise<void> {
  for (let tries = 0; tries < 20 && (await isWorkDue()); tries += 1)
    await new Promise((done) => setTimeout(done, 150));
}

const isWorkDue = (): Promise<boolean> =>
  transact(systemViewer("demo"), "read", async (ctx) => {
    const due = await ctx.tx
      .select({ id: notices.id })
      .from(notices)
      .where(and(eq(notices.state, "approved"), lte(notices.sendAt, ctx.now)))
      .limit(1);
    const untried = await ctx.tx
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(and(eq(deliveries.state, "queued"), eq(deliveries.attempts, 0), eq(deliveries.held, false)))
      .limit(1);
    return due.length + untried.length > 0;
  });
