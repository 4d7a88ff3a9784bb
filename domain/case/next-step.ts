import type { Temporal } from "temporal-polyfill";
import { type CaseFacts, isOverdue } from "@/domain/case/state";

export type CaseProgress = CaseFacts & {
  vulnerabilities: number;
  /** Always 0 where the policy has no severities. */
  undecidedSeverities: number;
  prenotify: "undecided" | "yes" | "no" | "not_offered";
  hasNotice: boolean;
  noticeWaits: boolean;
  publicationProposed: boolean;
};

export type StepCode =
  | "add_vulnerability"
  | "decide_severity"
  | "confirm"
  | "choose_prenotify"
  | "set_release"
  | "write_notice"
  | "approve_notice"
  | "publish"
  | "confirm_publication"
  | "wait"
  | "close"
  | "none";

/** The one next action of a case. Going public is never hidden behind an unfinished step (rule 10). */
export function nextStep(c: CaseProgress, now: Temporal.Instant): StepCode {
  if (c.state === "closed" || c.state === "rejected") return "none";
  if (c.state === "public") return "close";
  if (c.publicationProposed) return "confirm_publication";
  if (isOverdue(c, now)) return "publish";
  if (c.noticeWaits) return "approve_notice";
  if (c.state === "triaging" && c.vulnerabilities === 0) return "add_vulnerability";
  if (c.undecidedSeverities > 0) return "decide_severity";
  if (c.state === "triaging") return "confirm";
  if (c.prenotify === "undecided") return "choose_prenotify";
  if (c.release === null) return "set_release";
  if (c.prenotify === "yes" && !c.hasNotice) return "write_notice";
  return "wait";
}
