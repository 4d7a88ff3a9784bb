import type { Tone } from "@/components/tone";
import type { CaseState } from "@/domain/case/state";
import type { DeliveryState } from "@/domain/delivery/state";
import type { NoticeKind } from "@/domain/notice/messages";
import type { NoticeState } from "@/domain/notice/state";

type Said = { word: string; tone: Tone };

const CASE: Record<CaseState, Said> = {
  triaging: { word: "In triage", tone: "attention" },
  confirmed: { word: "Confirmed", tone: "attention" },
  scheduled: { word: "Scheduled", tone: "quiet" },
  prenotified: { word: "Vendors told", tone: "quiet" },
  public: { word: "Public", tone: "public" },
  rejected: { word: "Rejected", tone: "quiet" },
  closed: { word: "Closed", tone: "quiet" },
};
export const caseState = (state: CaseState): Said => CASE[state];

const NOTICE: Record<NoticeState, Said> = {
  draft: { word: "Sent back", tone: "attention" },
  in_review: { word: "Waits for approval", tone: "attention" },
  approved: { word: "Approved, has not left", tone: "quiet" },
  sending: { word: "Being sent", tone: "quiet" },
  sent: { word: "Sent", tone: "quiet" },
  cancelled: { word: "Cancelled", tone: "quiet" },
  void: { word: "Void", tone: "quiet" },
};
export const noticeState = (state: NoticeState): Said => NOTICE[state];

const KIND: Record<NoticeKind, string> = {
  prenotification: "Prenotification",
  date_moved: "The date moved",
  lift: "Lift: now public",
};
export const noticeKind = (kind: NoticeKind): string => KIND[kind];

const DELIVERY: Record<DeliveryState, Said> = {
  planned: { word: "Planned", tone: "quiet" },
  queued: { word: "Queued", tone: "quiet" },
  sent: { word: "Sent", tone: "quiet" },
  delivered: { word: "Delivered", tone: "quiet" },
  deferred: { word: "Will be tried again", tone: "attention" },
  bounced: { word: "Bounced", tone: "danger" },
  suppressed: { word: "Suppressed", tone: "attention" },
  failed: { word: "Failed", tone: "danger" },
  unknown: { word: "Unknown, never retried by itself", tone: "danger" },
  cancelled: { word: "Cancelled", tone: "quiet" },
  stopped: { word: "Stopped", tone: "quiet" },
};
export const deliveryState = (state: DeliveryState): Said => DELIVERY[state];

/** "1 organization", "3 organizations". */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
