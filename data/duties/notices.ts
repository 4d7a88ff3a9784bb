import type { Listed } from "@/data/cases/list";
import { runningBoards } from "@/data/deliveries/board";
import { stoppedQueue } from "@/data/deliveries/queue";
import { waitingNotices } from "@/data/notices/queries";
import { concerning, touchesIn } from "@/data/notices/touches";
import type { Ctx } from "@/data/transaction";
import { isEmbargoed } from "@/domain/case/state";
import { type DeliveryState, isGap } from "@/domain/delivery/state";
import type { Duty } from "@/domain/duties";
import { standingOf } from "@/domain/notice/approval";
import { distance, inUtc, weekday } from "@/domain/time";
import type { Member } from "@/domain/viewer";

/** Notices that wait for an approval. */
export async function approvals(ctx: Ctx<Member>): Promise<Duty[]> {
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

/** "2 organizations", "1 organization". */
const organizations = (n: number) => `${n} ${n === 1 ? "organization" : "organizations"}`;

/** Gaps, silence and held contacts of the notices that left, before their release: one line for each notice. */
export async function boards(ctx: Ctx<Member>, list: Listed): Promise<Duty[]> {
  const running = list.filter((c) => isEmbargoed(c.state));
  const all = await runningBoards(ctx, running);
  return all.flatMap((b): Duty[] => {
    const of = running.find((c) => c.id === b.caseId);
    if (!of) return [];
    const name = `${of.reference} ${of.codeName}`;
    const href = `/cases/${of.reference}/notices/${b.noticeId}`;
    const base = { due: of.release?.at ?? null, urgent: false };
    const gaps = b.rows.filter((r) => !r.reached && r.deliveries.some((d) => isGap(d.state)));
    const silent = b.rows.filter((r) => r.person === "silent" && r.membership === "active");
    const held = b.rows.filter((r) => r.deliveries.some((d) => d.held && d.state === "planned"));
    const since = silent.flatMap((r) => (r.reachedAt ? [r.reachedAt] : []))[0];
    const duties: Duty[] = [];
    if (gaps.length > 0)
      duties.push({
        ...base,
        id: `gaps-${b.noticeId}`,
        tone: "danger",
        text: `${name}: ${organizations(gaps.length)} not reached`,
        detail: gaps.map((r) => `${r.organization}: ${gapOf(r.deliveries)}`).join(" · "),
        action: { href, label: "Resolve" },
      });
    if (silent.length > 0)
      duties.push({
        ...base,
        id: `silent-${b.noticeId}`,
        tone: "attention",
        text: `${name}: ${organizations(silent.length)} silent${since ? ` since ${weekday(since)}` : ""}`,
        detail: silent.map((r) => (r.mayRemind ? r.organization : `${r.organization}, reminded`)).join(" · "),
        action: { href, label: silent.some((r) => r.mayRemind) ? "Remind" : "Look" },
      });
    if (held.length > 0)
      duties.push({
        ...base,
        id: `held-${b.noticeId}`,
        tone: "attention",
        text: `${name}: a contact admitted after the approval waits for a second member`,
        detail: held.map((r) => r.organization).join(", "),
        action: { href, label: "Decide" },
      });
    return duties;
  });
}

const gapOf = (deliveries: readonly { state: DeliveryState }[]) =>
  [...new Set(deliveries.map((d) => d.state).filter(isGap))].join(", ");

/** The provider refuses the account: nothing leaves but sign-in mail. */
export async function stoppedMail(ctx: Ctx<Member>): Promise<Duty[]> {
  const stopped = await stoppedQueue(ctx);
  return stopped
    ? [
        {
          id: "mail-stopped",
          tone: "danger",
          text: "No mail leaves: the provider refuses the account",
          detail: `${stopped.because}${stopped.resumesAt ? `. Tried again ${distance(stopped.resumesAt, ctx.realNow)}` : ""}`,
          due: null,
          urgent: true,
          action: { href: "/mail", label: "Look" },
        },
      ]
    : [];
}
