import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { factsOf, titlePlace } from "@/data/cases/facts";
import { presentIn } from "@/data/cases/present";
import { visibleTo } from "@/data/cases/visibility";
import { versionsById } from "@/data/policies/in-force";
import { type Ctx, read } from "@/data/transaction";
import { cases, notices, projects, publications, vulnerabilities } from "@/db/schema";
import { type CaseFilter, fits, inOrder } from "@/domain/case/list";
import { NOTICE_KINDS, opensCase } from "@/domain/notice/messages";
import { offerFor, offersPrenotification, undecidedIn } from "@/domain/policy/severity";
import type { Member } from "@/domain/viewer";

const OPENING = NOTICE_KINDS.filter(opensCase);
const WAITING: readonly string[] = ["draft", "in_review"];
/** How many cases one page of the list shows. */
export const PAGE = 50;

const plain = {
  id: cases.id,
  reference: cases.reference,
  codeName: cases.codeName,
  projectId: cases.projectId,
  policyId: cases.policyId,
  overriddenAt: cases.overriddenAt,
  project: projects.name,
  state: cases.state,
  severity: cases.severity,
  releaseAt: cases.releaseAt,
  releaseZone: cases.releaseZone,
  releaseRevision: cases.releaseRevision,
  prenotify: cases.prenotify,
  publicSince: cases.publicSince,
  replay: cases.replay,
  publishedAt: cases.publishedAt,
  createdAt: cases.createdAt,
};

/** The member's cases by their plain columns, newest first: no key is touched. */
const plainCases = (ctx: Ctx<Member>, only?: string) =>
  ctx.tx
    .select(plain)
    .from(cases)
    .innerJoin(projects, eq(projects.id, cases.projectId))
    .where(and(visibleTo(ctx), only ? eq(cases.id, only) : undefined))
    .orderBy(desc(cases.createdAt), desc(cases.id));

type Plain = Awaited<ReturnType<typeof plainCases>>[number];

/** The titles of some cases; null where the key of one was destroyed. */
export async function titlesOf(
  ctx: Ctx<Member>,
  ids: readonly string[],
): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.tx
    .select({ id: cases.id, title: cases.title })
    .from(cases)
    .where(and(visibleTo(ctx), inArray(cases.id, [...ids])));
  const titles = await Promise.all(rows.map((r) => ctx.openOr<null>(titlePlace(r.id), r.title, () => null)));
  return new Map(rows.map((r, i) => [r.id, titles[i] ?? null]));
}

/** The member's cases, each with what its next step depends on; without their titles. */
export async function caseList(ctx: Ctx<Member>, only?: string) {
  return { cases: await withProgress(ctx, await plainCases(ctx, only)), now: ctx.now };
}

export type Listed = Awaited<ReturnType<typeof withProgress>>;

async function withProgress(ctx: Ctx<Member>, rows: readonly Plain[]) {
  const ids = rows.map((r) => r.id);
  const severities = await ctx.tx
    .select({ caseId: vulnerabilities.caseId, severity: vulnerabilities.severity })
    .from(vulnerabilities)
    .where(presentIn(ids));
  const written = await ctx.tx
    .select({ caseId: notices.caseId, state: notices.state })
    .from(notices)
    .where(and(inArray(notices.caseId, ids), inArray(notices.kind, OPENING)));
  const proposed = await ctx.tx
    .select({ caseId: publications.caseId })
    .from(publications)
    .where(
      and(
        inArray(publications.caseId, ids),
        isNull(publications.withdrawnAt),
        isNull(publications.confirmedAt),
      ),
    );
  const policies = await versionsById(
    ctx,
    rows.map((r) => r.policyId),
  );
  const [labelsOf, noticesOf] = [Map.groupBy(severities, byCase), Map.groupBy(written, byCase)];
  const waiting = new Set(proposed.map(byCase));
  return rows.map((of) => {
    const governs = policies.get(of.policyId);
    if (!governs) throw new Error("a case without a policy");
    const { policy } = governs;
    const offered = offerFor(policy, of).ok && !of.publicSince;
    // What a severity would still change stays open; what no severity would change is said at once.
    const settled = of.severity !== null || !offersPrenotification(policy);
    const labels = (labelsOf.get(of.id) ?? []).map((v) => v.severity);
    const own = (noticesOf.get(of.id) ?? []).filter((n) => n.state !== "cancelled" && n.state !== "void");
    return {
      ...factsOf(of),
      id: of.id,
      reference: of.reference,
      codeName: of.codeName,
      projectId: of.projectId,
      project: of.project,
      policyId: of.policyId,
      policy: { number: governs.number, version: policy.version },
      severity: of.severity,
      replay: of.replay,
      publishedAt: of.publishedAt,
      createdAt: of.createdAt,
      progress: {
        ...factsOf(of),
        vulnerabilities: labels.length,
        undecidedSeverities: undecidedIn(policy, labels),
        prenotify: settled && !offered ? ("not_offered" as const) : of.prenotify,
        hasNotice: own.length > 0,
        noticeWaits: own.some((n) => WAITING.includes(n.state)),
        publicationProposed: waiting.has(of.id),
      },
    };
  });
}

const byCase = (row: { caseId: string | null }): string => row.caseId ?? "";

/**
 * The list of cases: filtered, in order, a page at a time. No SQL can look into a title, so a search and the order by
 * title open all that are left by then; anything else opens the page's own (docs/decisions/0013).
 */
export const listCases = (viewer: Member, wanted: Partial<CaseFilter> = {}, page = 1) =>
  read(viewer, async (ctx) => {
    const filter: CaseFilter = { text: "", state: null, order: "newest", ...wanted };
    const rows = await plainCases(ctx);
    const inState = rows.filter((r) =>
      fits({ ...r, ...factsOf(r), title: "" }, { ...filter, text: "" }, ctx.now),
    );
    const wide = filter.text !== "" || filter.order === "title";
    const all = wide
      ? await titlesOf(
          ctx,
          inState.map((r) => r.id),
        )
      : new Map<string, string | null>();
    const found = inOrder(
      inState
        .map((r) => ({ ...r, ...factsOf(r), title: all.get(r.id) ?? "" }))
        .filter((r) => fits(r, filter, ctx.now)),
      filter.order,
    );
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    const at = Math.min(Math.max(1, page), pages);
    const shown = found.slice((at - 1) * PAGE, at * PAGE);
    const titles = wide
      ? all
      : await titlesOf(
          ctx,
          shown.map((r) => r.id),
        );
    const listed = await withProgress(ctx, shown);
    return {
      cases: listed.map((c) => ({ ...c, title: titles.get(c.id) ?? null })),
      total: rows.length,
      found: found.length,
      page: at,
      pages,
      now: ctx.now,
    };
  });

export type CasePage = Awaited<ReturnType<typeof listCases>>;
