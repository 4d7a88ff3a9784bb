/** One stream per case, organization, project and deployment; a command that touches two appends in this order. */
export const STREAM_TYPES = ["case", "organization", "project", "deployment"] as const;
export type StreamType = (typeof STREAM_TYPES)[number];
export type Stream = { type: StreamType; id: string };

/** Everything that is ever recorded, in the words that the activity of a case or organization shows. */
export const AUDIT_ACTIONS = {
  "member.added": "added a member to the team",
  "project.added": "added the project",
  "policy.adopted": "adopted a version of the policy",
  "group.added": "added a group",
  "session.started": "signed in",
  "session.ended": "signed out",
  "session.role_chosen": "chose a role to act in",
  "sign_in.link_issued": "issued a sign-in link",
  "organization.added": "added the organization",
  "contact.added": "added a contact",
  "contact.admitted": "admitted a contact",
  "contact.ended": "ended a contact",
  "membership.started": "made it a member of a group",
  "membership.paused": "paused a membership",
  "membership.resumed": "resumed a membership",
  "membership.left": "recorded that it left a group",
  "case.imported": "imported the case from a record",
  "case.confirmed": "confirmed the case",
  "case.prenotify_chosen": "decided whether to prenotify",
  "case.release_set": "set the release instant",
  "case.release_moved": "moved the release instant",
  "case.rejected": "rejected the case",
  "case.publication_proposed": "proposed publication",
  "case.publication_withdrawn": "took the proposed publication back",
  "case.published": "published the case",
  "case.closed": "closed the case",
  "vulnerability.severity_decided": "decided a severity",
  "advisory.saved": "saved a version of the advisory",
  "notice.written": "wrote a notice",
  "notice.edited": "changed a notice",
  "notice.sent_back": "sent a notice back",
  "notice.approved": "approved a notice",
  "notice.approval_voided": "voided the approval of a notice",
  "notice.cancelled": "cancelled a notice",
  "notice.voided": "voided a notice: nothing is secret any more",
  "notice.dispatched": "began to send a notice",
  "notice.finished": "finished a notice",
  "delivery.begun": "began to hand over a message",
  "delivery.accepted": "had a message accepted by the transport",
  "delivery.deferred": "will try a message again",
  "delivery.failed": "could not hand over a message",
  "delivery.unknown": "lost track of a message",
  "delivery.stopped": "stopped a message",
  "delivery.held": "held a message to a contact admitted after the approval",
  "consent.accepted": "accepted the terms",
  "consent.declined": "declined the terms",
  "advisory.seen": "opened the advisory",
  "advisory.acknowledged": "acknowledged the advisory",
  "clock.advanced": "moved the demo clock forward",
} as const;
export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** Plain facts only: ids, states, instants, counts. What is embargoed goes into `note`, which is sealed. */
export type AuditFacts = Record<string, string | number | boolean | null | readonly string[]>;

export type AuditEvent = { stream: Stream; action: AuditAction; facts?: AuditFacts; note?: string };
