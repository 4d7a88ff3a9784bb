import { and, eq, inArray } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import { caseList } from "@/data/cases/queries";
import { visibleTo } from "@/data/cases/visibility";
import { waitingNotices } from "@/data/notices/queries";
import { concerning, touchesIn } from "@/data/notices/touches";
import { waitingContacts } from "@/data/organizations/queries";
import { type Ctx, read } from "@/data/transaction";
import { cases, deliveries, notices, organizations } from "@/db/schema";
import { nextStep, type StepCode } from "@/domain/case/next-step";
import { isEmbargoed, isOverdue } from "@/domain/case/state";
import { type Duty, groupDuties } from "@/domain/duties";
import { standingOf } from "@/domain/notice/approval";
import { distance, inUtc } from "@/domain/time";
import type { Member } from "@/domain/viewer";

type Listed = Awaited<ReturnType<typeof caseList>>["cases"];

/** What needs the member, by when: the first screen. */
export const today = (viewer: Member) =>
  read(viewer, async (ctx) => {
    const { cases: list } = await caseList(ctx);
    const duties = [
      ...caseDuties(list, ctx.now),
      ...(await approvals(ctx)),
      ...(await troubles(ctx)),
      ...(await admissions(ctx)),
    ];
    return {
      groups: groupDuties(duties, ctx.now),
      cases: list.length,
      upcoming: [...releases(list, ctx.now), ...(await sendings(ctx))],
      now: ctx.now,
    };
  });

const STEP: Partial<Record<StepCode, { text: string; label: string; path: string }>> = {
  decide_severity: { text: "needs a severity", label: "Decide", path: "" },
  confirm: { text: "is triaged and waits to be confirmed", label: "Confirm", path: "" },
  choose_prenotify: { text: "needs a choice: prenotify or not", label: "Choose", path: "" },
  set_release: { text: "has no release instant", label: "Set it", path: "" },
  write_notice: { text: "has no notice yet", label: "Write one", path: "/notices/new" },
  close: { text: "is public and can be closed", label: "Close", path: "" },
};

/** An instant that is coming: a release, or a notice that leaves. */
export type Upcoming = { id: string; at: Temporal.Instant; text: string; href: string };

const releases = (list: Listed, now: Temporal.Instant): Upcoming[] =>
  list.flatMap((c) =>
    c.release && isEmbargoed(c.state) && !isOverdue(c, now)
      ? [
          {
            id: c.id,
            at: c.release.at,
            text: `${c.reference} ${c.codeName}: release`,
            href: `/cases/${c.reference}`,
          },
        ]
      : [],
  );

async function sendings(ctx: Ctx<Member>): Promise<Upcoming[]> {
  const rows = await ctx.tx
    .select({ id: notices.id, at: notices.sendAt, reference: cases.reference, codeName: cases.codeName })
    .from(notices)
    .innerJoin(cases, eq(cases.id, notices.caseId))
    .where(and(visibleTo(ctx), eq(notices.state, "approved")));
  return rows.map(({ id, at, reference, codeName }) => ({
    id,
    at,
    text: `${reference} ${codeName}: its notice leaves`,
    href: `/cases/${reference}/notices/${id}`,
  }));
}

function caseDuties(list: Listed, now: Temporal.Instant): Duty[] {
  return list.flatMap((c): Duty[] => {
    const name = `${c.reference} ${c.codeName}`;
    const href = `/cases/${c.reference}`;
    const step = nextStep(c.progress, now);
    const due = c.release?.at ?? null;
    if (c.progress.publicationProposed)
      return [
        {
          id: `confirm-${c.id}`,
          tone: "attention",
          text: `${name}: publication is proposed`,
          detail: "Another member confirms it",
          due,
          urgent: true,
          action: { href: `${href}/publish`, label: "Confirm" },
        },
      ];
    if (isOverdue(c, now) && due)
      return [
        {
          id: `overdue-${c.id}`,
          tone: "danger",
          text: `${name} is overdue`,
          detail: "Its release passed, and it is not published",
          due,
          urgent: true,
          action: { href: `${href}/publish`, label: "Publish" },
        },
      ];
    const known = STEP[step];
    if (!known) return [];
    return [
      {
        id: `${step}-${c.id}`,
        tone: step === "close" ? "quiet" : "attention",
        text: `${name} ${known.text}`,
        detail: due && step !== "close" ? `Release ${inUtc(due)}` : null,
        due: step === "close" ? null : due,
        urgent: false,
        action: { href: `${href}${known.path}`, label: known.label },
      },
    ];
  });
}

async function approvals(ctx: Ctx<Member>): Promise<Duty[]> {
  const waiting = await waitingNotices(ctx);
  const touched = await touchesIn(ctx, [...new Set(waiting.map((n) => n.caseId))]);
  return waiting.map((n): Duty => {
    const href = `/cases/${n.reference}/notices/${n.id}`;
    const { mayApprove } = standingOf(n, concerning(touched, n), ctx.viewer.userId);
    const base = { id: `approve-${n.id}`, due: n.sendAt, urgent: false };
    if (n.state === "draft")
      return {
        ...base,
        tone: "attention",
        text: `${n.reference} ${n.codeName}: a notice was sent back`,
        detail: "Change it, and it waits for approval again",
        action: { href, label: "Change it" },
      };
    return !mayApprove
      ? {
          ...base,
          tone: "quiet",
          text: `${n.reference} ${n.codeName}: a notice you worked on waits for another member`,
          detail: `Leaves ${inUtc(n.sendAt)} if approved`,
          action: { href, label: "Open" },
        }
      : {
          ...base,
          tone: "attention",
          text: `${n.reference} ${n.codeName}: a notice waits for your approval`,
          detail: `Leaves ${inUtc(n.sendAt)} if approved`,
          action: { href: `${href}/approve`, label: "Review" },
        };
  });
}

async function troubles(ctx: Ctx<Member>): Promise<Duty[]> {
  const rows = await ctx.tx
    .select({
      id: deliveries.id,
      noticeId: deliveries.noticeId,
      reason: deliveries.reason,
      state: deliveries.state,
      held: deliveries.held,
      organization: organizations.name,
      reference: cases.reference,
      codeName: cases.codeName,
      releaseAt: cases.releaseAt,
    })
    .from(deliveries)
    .innerJoin(cases, eq(cases.id, deliveries.caseId))
    .innerJoin(organizations, eq(organizations.id, deliveries.organizationId))
    .where(
      and(
        visibleTo(ctx),
        inArray(deliveries.state, ["failed", "unknown", "bounced"]),
        inArray(cases.state, ["scheduled", "prenotified"]),
      ),
    );
  return rows.map((d) => ({
    id: `delivery-${d.id}`,
    tone: "danger",
    text: `${d.reference} ${d.codeName}: a message to ${d.organization} is ${d.state}`,
    detail: d.reason,
    due: d.releaseAt,
    urgent: false,
    action: { href: `/cases/${d.reference}/notices/${d.noticeId}`, label: "Resolve" },
  }));
}

async function admissions(ctx: Ctx<Member>): Promise<Duty[]> {
  const waiting = await waitingContacts(ctx);
  return waiting.map((c) => ({
    id: `contact-${c.id}`,
    tone: "attention",
    text: `A contact of ${c.organization} waits to be admitted`,
    detail: `Added ${distance(c.addedAt, ctx.now)}`,
    due: null,
    urgent: false,
    action: { href: `/organizations/${c.organizationId}`, label: "Look" },
  }));
}
