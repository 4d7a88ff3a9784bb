/**
 * Every column that names a person: by the id of a user or contact, by a name or an address. Erasure works by it, the
 * inventory shows it, and a test holds it against the database (ASVS 5.0 14.2.7).
 */
export type PersonColumn = {
  table: string;
  column: string;
  by: "user" | "contact" | "address" | "name" | "facts";
  /** What an erasure does to it. An id stays: it says that somebody acted, and no longer who. */
  erased: "stays" | "replaced" | "deleted";
  /** The case whose evidence the row is, in SQL; it keeps the name for as long as the case is kept. */
  evidence?: string;
};

const ids = (
  by: "user" | "contact",
  evidence: string | undefined,
  names: readonly string[],
): PersonColumn[] =>
  names.map((name) => {
    const [table = "", column = ""] = name.split(".");
    return { table, column, by, erased: "stays", ...(evidence ? { evidence } : {}) };
  });
const own = (
  by: PersonColumn["by"],
  erased: PersonColumn["erased"],
  names: readonly string[],
): PersonColumn[] =>
  names.map((name) => {
    const [table = "", column = ""] = name.split(".");
    return { table, column, by, erased };
  });

export const PERSON_COLUMNS: readonly PersonColumn[] = [
  ...own("name", "replaced", [
    "users.name",
    "contacts.name",
    "linked_accounts.login",
    "applications.name",
    "application_vouchers.name",
    "terms_acceptances.name",
  ]),
  ...own("name", "deleted", ["project_members.named_as"]),
  ...own("address", "replaced", [
    "users.email",
    "contacts.email",
    "deliveries.address",
    "applications.email",
    "application_vouchers.email",
  ]),
  ...own("address", "deleted", ["sign_in_mails.address", "sign_in_tokens.email", "application_links.email"]),
  ...own("user", "deleted", ["sessions.user_id", "submissions.user_id", "devices.user_id"]),
  ...own("contact", "deleted", ["sessions.acting_contact_id"]),
  // Told, read, consented, stated, written, approved: what a case must be able to prove.
  ...ids("contact", "case_id", ["deliveries.contact_id", "consents.contact_id", "statements.contact_id"]),
  ...ids("user", "id", ["cases.created_by"]),
  ...ids("user", "case_id", [
    "acknowledgements.by",
    "advisory_versions.saved_by",
    "case_files.removed_by",
    "case_files.uploaded_by",
    "consents.by",
    "destructions.confirmed_by",
    "destructions.proposed_by",
    "in_flight_decisions.by",
    "incidents.recorded_by",
    "notices.approved_by",
    "notices.created_by",
    "prenotify_overrides.confirmed_by",
    "prenotify_overrides.proposed_by",
    "publications.confirmed_by",
    "publications.proposed_by",
    "readings.user_id",
    "statements.by",
    "touches.user_id",
    "vulnerabilities.removed_by",
    "vulnerabilities.severity_by",
  ]),
  ...ids("user", "(select v.case_id from vulnerabilities v where v.id = vulnerability_id)", [
    "vulnerability_revisions.by",
  ]),
  // Who worked where, and who decided about organizations: the id stays.
  ...ids("contact", undefined, [
    "appeals.contact_id",
    "contact_confirmations.contact_id",
    "drill_answers.contact_id",
    "evidence_offers.contact_id",
    "terms_acceptances.contact_id",
  ]),
  ...ids("user", undefined, [
    "application_marks.by",
    "application_notes.by",
    "application_recusals.by",
    "application_recusals.user_id",
    "application_vouchers.asked_by",
    "application_votes.user_id",
    "applications.decided_by",
    "applications.entered_by",
    "applications.user_id",
    "drill_answers.by",
    "evidence_offers.by",
    "evidence_offers.settled_by",
    "membership_transfers.confirmed_by",
    "membership_transfers.proposed_by",
    "terms_acceptances.by",
    "appeals.answered_by",
    "appeals.by",
    "audit_entries.actor_id",
    "authenticators.user_id",
    "channel_revocations.done_by",
    "contact_confirmations.asked_by",
    "contacts.added_by",
    "contacts.admitted_by",
    "contacts.user_id",
    "evidence.by",
    "factor_resets.by",
    "factor_resets.user_id",
    "linked_accounts.user_id",
    "member_ties.by",
    "member_ties.user_id",
    "membership_changes.by",
    "membership_proposals.confirmed_by",
    "membership_proposals.proposed_by",
    "passkeys.user_id",
    "pauses.by",
    "pauses.confirmed_by",
    "pauses.ended_by",
    "project_members.added_by",
    "project_members.ended_by",
    "project_members.user_id",
    "policy_drafts.ended_by",
    "policy_drafts.proposed_by",
    "policy_drafts.saved_by",
    "policy_drafts.started_by",
    "policy_fates.by",
    "policy_fates.reviewed_by",
    "project_policies.adopted_by",
    "project_policies.proposed_by",
    "projects.doors_confirmed_by",
    "recovery_codes.user_id",
    "restores.confirmed_by",
    "restores.proposed_by",
    "sending_stops.by",
    "sending_stops.ended_by",
    "team_members.user_id",
    "withdrawals.confirmed_by",
    "withdrawals.proposed_by",
  ]),
  { table: "audit_entries", column: "facts", by: "facts", erased: "stays" },
];

/** Columns that sound like a person and are none; a test asks for each. */
export const NO_PERSON: readonly string[] = [
  "audit_entries.actor_kind",
  "audit_entries.actor_process",
  "case_files.name",
  "cases.code_name",
  "data_keys.wrapped_by",
  "applications.organization_name",
  "groups.name",
  "organizations.name",
  "projects.name",
  "teams.name",
];
