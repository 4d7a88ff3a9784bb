import type { AuditAction, AuditFacts } from "@/domain/audit";

/**
 * What a restored database must not forget: who was withdrawn or paused, what was handed over, what was released, what
 * was destroyed. Of these a checkpoint keeps the plain ids too; of everything else the hash and the action alone.
 */
const MATTERS = new Set<string>([
  "contact.ended",
  "contact.bounced_out",
  "contact.disowned",
  "member.tied",
  "membership.started",
  "membership.paused",
  "membership.pause_confirmed",
  "membership.resumed",
  "membership.left",
  "membership.withdrawn",
  "membership.channel_revoked",
  "project.member_ended",
  "case.prenotify_chosen",
  "case.release_set",
  "case.release_moved",
  "case.rejected",
  "case.published",
  "case.closed",
  "notice.approval_voided",
  "notice.cancelled",
  "notice.voided",
  "notice.halted",
  "notice.dispatched",
  "notice.finished",
  "delivery.begun",
  "delivery.accepted",
  "delivery.failed",
  "delivery.unknown",
  "delivery.stopped",
  "incident.recorded",
  "incident.confirmed",
  "incident.stopped_sending",
  "incident.announced",
  "consent.declined",
] satisfies AuditAction[]);

/** Actions of later work count by what they are called, so that a checkpoint need not know them. */
export const mattersToRestore = (action: string): boolean =>
  MATTERS.has(action) || /^(key|mail|sending|person|restore)\./.test(action);

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The facts of an entry that are ids, by their names: no word, no address and no count leaves the database. */
export const idsOf = (facts: AuditFacts): Record<string, string> =>
  Object.fromEntries(
    Object.entries(facts).filter(
      (pair): pair is [string, string] => typeof pair[1] === "string" && ID.test(pair[1]),
    ),
  );
