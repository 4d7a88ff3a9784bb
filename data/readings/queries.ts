import { and, desc, eq, inArray, isNotNull, isNull, min } from "drizzle-orm";
import { versionBody } from "@/data/advisories/version";
import { visibleTo } from "@/data/cases/visibility";
import { filesOf } from "@/data/files/sent";
import { brokenSince } from "@/data/incidents/broken";
import { governing } from "@/data/policies/in-force";
import { READING_OFF, toldCase, versionFor } from "@/data/readings/visibility";
import { heldBack } from "@/data/restores/gate";
import { questionsFor, unansweredOf } from "@/data/statements/queries";
import { type Ctx, read } from "@/data/transaction";
import { acknowledgements, cases, consents, deliveries, projects, readings, users } from "@/db/schema";
import { isReference } from "@/domain/case/reference";
import { isPublished } from "@/domain/case/visibility";
import { termsOf } from "@/domain/consent/terms";
import { NOTICE_KINDS, opensCase } from "@/domain/notice/messages";
import type { Policy } from "@/domain/policy/policy";
import { longestHours } from "@/domain/policy/spans";
import type { ContactViewer } from "@/domain/viewer";
import { notFound } from "@/lib/errors";

const OPENING = NOTICE_KINDS.filter(opensCase);

/** What waits for the viewer's organization. Neutral facts only: a title is read after consent. */
export const inbox = (viewer: ContactViewer) =>
  read(viewer, async (ctx) => {
    if (await heldBack(ctx)) return { items: [], off: READING_OFF, now: ctx.now };
    const rows = await ctx.tx
      .select({
        id: cases.id,
        reference: cases.reference,
        codeName: cases.codeName,
        project: projects.name,
        state: cases.state,
        tlp: cases.tlp,
        releaseAt: cases.releaseAt,
        releaseZone: cases.releaseZone,
        releaseRevision: cases.releaseRevision,
        publishedAt: cases.publishedAt,
        told: min(deliveries.firstAttemptAt),
      })
      .from(cases)
      .innerJoin(projects, eq(projects.id, cases.projectId))
      .innerJoin(
        deliveries,
        and(
          eq(deliveries.caseId, cases.id),
          eq(deliveries.organizationId, viewer.organizationId),
          inArray(deliveries.kind, OPENING),
          isNotNull(deliveries.firstAttemptAt),
        ),
      )
      .where(visibleTo(ctx))
      .groupBy(cases.id, projects.name)
      .orderBy(desc(min(deliveries.firstAttemptAt)));
    const ids = rows.map((r) => r.id);
    const answers = await ctx.tx
      .select({ caseId: consents.caseId, state: consents.state })
      .from(consents)
      .where(
        and(
          inArray(consents.caseId, ids),
          eq(consents.organizationId, viewer.organizationId),
          isNull(consents.supersededAt),
        ),
      );
    const acks = await ctx.tx
      .select({ caseId: acknowledgements.caseId })
      .from(acknowledgements)
      .where(
        and(
          inArray(acknowledgements.caseId, ids),
          eq(acknowledgements.organizationId, viewer.organizationId),
        ),
      );
    const items = await Promise.all(
      rows.map(async (row) => {
        const consent = answers.find((a) => a.caseId === row.id)?.state ?? ("invited" as const);
        return {
          ...row,
          consent,
          acknowledged: acks.some((a) => a.caseId === row.id),
          unanswered: consent === "accepted" ? await unansweredOf(ctx, row.id) : 0,
        };
      }),
    );
    return { items, off: null, now: ctx.now };
  });

/**
 * One case as its vendor sees it: before consent the terms and nothing of the text, after it the version that was sent
 * to the organization. The text is not even read from the database before.
 */
export const vendorCase = (viewer: ContactViewer, reference: string) =>
  read(viewer, async (ctx) => {
    if (!isReference(reference)) throw notFound();
    const { case: of, project, consent } = await toldCase(ctx, reference);
    const release = of.releaseAt && of.releaseZone ? { at: of.releaseAt, zone: of.releaseZone } : null;
    const policy = await governing(ctx, of);
    const cover = {
      handling: policy.handling,
      answerBy: await answerBy(ctx, policy, of.id),
      reference: of.reference,
      codeName: of.codeName,
      project,
      tlp: of.tlp,
      state: of.state,
      release,
      releaseRevision: of.releaseRevision,
      publishedAt: of.publishedAt,
      replay: of.replay,
      now: ctx.now,
      terms: termsOf(policy),
      consent: consent ? { state: consent.state, at: consent.at } : null,
      brokenSince: (await brokenSince(ctx, [of.id])).get(of.id) ?? null,
    };
    if (consent?.state !== "accepted" && !isPublished(of)) return { ...cover, content: null, questions: [] };
    const version = await versionFor(ctx, of);
    const [seen] = await ctx.tx
      .select({ at: readings.at })
      .from(readings)
      .where(
        and(
          eq(readings.versionId, version.id),
          eq(readings.userId, viewer.userId),
          eq(readings.organizationId, viewer.organizationId),
        ),
      );
    const [ack] = await ctx.tx
      .select({ at: acknowledgements.at, by: users.name })
      .from(acknowledgements)
      .innerJoin(users, eq(users.id, acknowledgements.by))
      .where(
        and(
          eq(acknowledgements.versionId, version.id),
          eq(acknowledgements.organizationId, viewer.organizationId),
        ),
      );
    const sent = (await filesOf(ctx, [version.id])).get(version.id) ?? [];
    const { content, files, digest } = await versionBody(ctx, of.id, version, sent);
    return {
      ...cover,
      severity: of.severity,
      // Nobody is asked about what they can't read any more.
      questions: digest === null ? [] : await questionsFor(ctx, of.id),
      content: {
        number: version.number,
        text: content,
        files,
        digest,
        seenAt: seen?.at ?? null,
        acknowledged: ack ?? null,
      },
    };
  });

/** By when the policy has an organization answer (P45), counted from when it was told; null where it names no time. */
async function answerBy(ctx: Ctx<ContactViewer>, policy: Policy, caseId: string) {
  const within = policy.consent?.answerWithin;
  if (!within) return null;
  const [told] = await ctx.tx
    .select({ at: min(deliveries.firstAttemptAt) })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.caseId, caseId),
        eq(deliveries.organizationId, ctx.viewer.organizationId),
        inArray(deliveries.kind, OPENING),
      ),
    );
  return told?.at ? told.at.add({ minutes: Math.round(60 * longestHours(within)) }) : null;
}
