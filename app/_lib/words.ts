import type { Tone } from "@/components/tone";
import type { ApplicationState } from "@/domain/application/application";
import type { CaseState } from "@/domain/case/state";
import type { PersonState } from "@/domain/delivery/silence";
import type { DeliveryState } from "@/domain/delivery/state";
import type { IncidentState } from "@/domain/incident/state";
import type { NoticeKind } from "@/domain/notice/messages";
import type { NoticeState } from "@/domain/notice/state";
import type { MembershipState } from "@/domain/organization/membership";
import { STATEMENT_STATES, type StatementState } from "@/domain/statement/state";

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
  halted: { word: "Halted", tone: "attention" },
  void: { word: "Void", tone: "quiet" },
};
export const noticeState = (state: NoticeState): Said => NOTICE[state];

const MEMBERSHIP: Record<MembershipState, string> = {
  accepted: "Accepted, not active yet",
  active: "Active",
  paused: "Paused",
  lapsed: "Lapsed",
  withdrawn: "Withdrawn",
  left: "Left",
  transferred: "Transferred",
};
export const membershipWord = (state: MembershipState): string => MEMBERSHIP[state];

const APPLICATION: Record<ApplicationState, Said> = {
  draft: { word: "Draft", tone: "attention" },
  submitted: { word: "Under review", tone: "attention" },
  incomplete: { word: "Incomplete", tone: "attention" },
  appealed: { word: "Appealed", tone: "attention" },
  accepted: { word: "Accepted", tone: "quiet" },
  declined: { word: "Declined", tone: "quiet" },
  taken_back: { word: "Taken back", tone: "quiet" },
};
export const applicationWord = (state: ApplicationState): Said => APPLICATION[state];

const KIND: Record<NoticeKind, string> = {
  prenotification: "Prenotification",
  reminder: "Reminder to the silent",
  date_moved: "The date moved",
  broken: "The embargo may not hold",
  lift: "Lift: now public",
  paused: "Membership paused",
  resumed: "Membership active again",
  withdrawn: "Membership ended",
  answer: "The team answered",
  accepted: "Accepted as a member",
  activated: "Membership active",
  terms: "Terms to accept",
  evidence: "Evidence runs out",
  review: "Membership to be reviewed",
  lapsed: "Membership lapsed",
  transferred: "Membership transferred",
  drill: "Contact drill",
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
/** @param accepted whether the transport took it: then a delay is its receiver's, and nothing of ours tries again */
export const deliveryState = (state: DeliveryState, accepted: boolean): Said =>
  state === "deferred" && accepted ? { word: "Delayed", tone: "attention" } : DELIVERY[state];

const PERSON: Record<PersonState, Said> = {
  stated: { word: "Stated", tone: "quiet" },
  acknowledged: { word: "Acknowledged", tone: "quiet" },
  declined: { word: "Declined", tone: "attention" },
  seen: { word: "Seen", tone: "quiet" },
  consented: { word: "Consented", tone: "quiet" },
  silent: { word: "Silent", tone: "attention" },
  waiting: { word: "No answer yet", tone: "quiet" },
  none: { word: "Not reached", tone: "quiet" },
};
export const personWord = (state: PersonState): Said => PERSON[state];

const STATEMENT: Record<StatementState, Tone> = {
  not_looked: "attention",
  investigating: "attention",
  not_affected: "quiet",
  affected: "attention",
  fix_in_progress: "attention",
  fix_ready: "quiet",
  deployed: "quiet",
  will_not_fix: "danger",
};
export const statementState = (state: StatementState): Said => ({
  word: STATEMENT_STATES[state],
  tone: STATEMENT[state],
});

const INCIDENT: Record<IncidentState, Said> = {
  suspected: { word: "Leak suspected", tone: "danger" },
  confirmed: { word: "Leak confirmed", tone: "danger" },
  unfounded: { word: "No leak", tone: "quiet" },
  closed: { word: "Closed", tone: "quiet" },
};
export const incidentState = (state: IncidentState): Said => INCIDENT[state];

/** "1 organization", "3 organizations". */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
