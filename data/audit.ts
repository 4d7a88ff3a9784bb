import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Ctx } from "@/data/transaction";
import { auditEntries, auditStreams } from "@/db/schema";
import { type AuditEvent, STREAM_TYPES, type Stream } from "@/domain/audit";
import type { Viewer } from "@/domain/viewer";

/** The stream of the deployment itself has no row of its own. */
export const DEPLOYMENT: Stream = { type: "deployment", id: "00000000-0000-0000-0000-000000000000" };

/** A sealed note of an entry is covered by the key of its case, or the deployment's. */
export const notePlace = (stream: Stream, sequence: number) => ({
  scope: stream.type === "case" ? stream.id : "deployment",
  table: "audit_entries",
  row: `${stream.type}:${stream.id}:${sequence}`,
  column: "note",
});

/** Appends entries in the caller's transaction. Streams are locked in one fixed order, so that two commands never wait for each other. */
export async function append(ctx: Ctx, events: readonly AuditEvent[]): Promise<void> {
  const rank = (e: AuditEvent) => `${STREAM_TYPES.indexOf(e.stream.type)}${e.stream.id}`;
  const ordered = [...events].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
  for (const event of ordered) {
    const { type: streamType, id: streamId } = event.stream;
    const [head] = await ctx.tx
      .insert(auditStreams)
      .values({ streamType, streamId, head: 1 })
      .onConflictDoUpdate({
        target: [auditStreams.streamType, auditStreams.streamId],
        set: { head: sql`${auditStreams.head} + 1` },
      })
      .returning({ sequence: auditStreams.head });
    if (!head) throw new Error("the stream has no head");
    await ctx.tx.insert(auditEntries).values({
      streamType,
      streamId,
      sequence: head.sequence,
      action: event.action,
      ...actorOf(ctx.viewer),
      facts: event.facts ?? {},
      note: event.note ? await ctx.seal(notePlace(event.stream, head.sequence), event.note) : null,
      at: ctx.now,
      realAt: ctx.realNow,
    });
  }
}

function actorOf(viewer: Viewer) {
  switch (viewer.kind) {
    case "member":
    case "contact":
      return { actorKind: viewer.kind, actorId: viewer.userId, actorName: viewer.name };
    case "system":
      return { actorKind: "system", actorId: null, actorName: viewer.process };
    case "public":
      return { actorKind: "public", actorId: null, actorName: "somebody not signed in" };
  }
}

export const newId = (): string => randomUUID();
