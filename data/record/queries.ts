import { and, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { actorsOf } from "@/data/activity/actors";
import { explain } from "@/data/activity/explain";
import { matching, visibleEntries } from "@/data/record/filter";
import { type Ctx, read } from "@/data/transaction";
import { auditEntries, cases, checkpointHead, projects } from "@/db/schema";
import { STREAM_TYPES } from "@/domain/audit";
import type { RecordFilter } from "@/domain/record";
import type { Member } from "@/domain/viewer";

/** How many entries one page of the record shows. */
export const PAGE = 100;

const ORDER = [
  desc(auditEntries.realAt),
  desc(auditEntries.streamType),
  desc(auditEntries.streamId),
  desc(auditEntries.sequence),
];

/** Years as the database knows them: there is none of the number 0. */
const instant = z.iso.datetime().regex(/^(?!0000)/);
const place = z.tuple([instant, z.enum(STREAM_TYPES), z.uuid(), z.number().int()]);

/** The place after which a page begins, as the address carries it; what is none begins at the newest. */
function after(cursor: string | undefined): SQL | undefined {
  if (!cursor) return undefined;
  try {
    const [realAt, type, id, sequence] = place.parse(
      JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")),
    );
    return sql`(${auditEntries.realAt}, ${auditEntries.streamType}, ${auditEntries.streamId}, ${auditEntries.sequence})
      < (${realAt}::timestamptz, ${type}::stream_type, ${id}::uuid, ${sequence}::bigint)`;
  } catch {
    return undefined;
  }
}

type Row = typeof auditEntries.$inferSelect;
const cursorOf = (r: Row): string =>
  Buffer.from(JSON.stringify([r.realAt.toString(), r.streamType, r.streamId, r.sequence])).toString(
    "base64url",
  );

export async function entriesFor(
  ctx: Ctx<Member>,
  filter: RecordFilter,
  limit: number,
  cursor?: string,
): Promise<Row[]> {
  return ctx.tx
    .select()
    .from(auditEntries)
    .where(and(visibleEntries(ctx), await matching(ctx, filter), after(cursor)))
    .orderBy(...ORDER)
    .limit(limit);
}

/** A page of the record as the member may see it, newest first by real time, each entry with names. */
export const recordPage = (viewer: Member, filter: RecordFilter, cursor?: string) =>
  read(viewer, async (ctx) => {
    const rows = await entriesFor(ctx, filter, PAGE + 1, cursor);
    const shown = rows.slice(0, PAGE);
    const last = shown.at(-1);
    const own = await ctx.tx.select({ id: projects.id, name: projects.name }).from(projects);
    const entries = await explain(ctx, shown);
    return {
      entries: entries.map((e) => ({
        ...e,
        about: e.stream.type === "project" ? (own.find((p) => p.id === e.stream.id)?.name ?? null) : e.about,
      })),
      opened: await unpublishedIn(ctx, entries),
      next: rows.length > PAGE && last ? cursorOf(last) : null,
      chain: await chainState(ctx),
      now: ctx.now,
      realNow: ctx.realNow,
    };
  });

/** The unpublished cases of which a note is among the entries: whoever is shown these reads what is embargoed. */
async function unpublishedIn(ctx: Ctx<Member>, entries: Awaited<ReturnType<typeof explain>>) {
  const noted = entries.filter((e) => e.stream.type === "case" && e.note !== null).map((e) => e.stream.id);
  const rows = await ctx.tx
    .select({ id: cases.id })
    .from(cases)
    .where(and(inArray(cases.id, [...new Set(noted)]), isNull(cases.publishedAt)));
  return rows.map((r) => r.id);
}

export type RecordEntry = Awaited<ReturnType<typeof recordPage>>["entries"][number];

/** The last checkpoint outside, and what the last verification found. */
export async function chainState(ctx: Ctx<Member>) {
  const [head] = await ctx.tx.select().from(checkpointHead).where(eq(checkpointHead.id, 1));
  const [last] = await ctx.tx
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.streamType, "deployment"), eq(auditEntries.action, "audit.verified")))
    .orderBy(desc(auditEntries.sequence))
    .limit(1);
  const facts = last?.facts as
    | { ok?: boolean; verified?: string | null; position?: number | null }
    | undefined;
  return {
    checkpoint: head ? { number: head.number, at: head.at } : null,
    verified: last
      ? {
          at: last.realAt,
          by: (await actorsOf(ctx, [last]))(last),
          ok: facts?.ok === true,
          place: facts?.ok ? null : `${facts?.verified ?? "the record"}, ${facts?.position ?? "?"}`,
        }
      : null,
  };
}
