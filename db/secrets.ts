/**
 * Every secret column, with what its bytes are bound to: the row and the scope of `Place`, in SQL. The migration seals by
 * it what was written before there was encryption, `keys check` opens everything by it, and a test holds it against the
 * schema.
 */
export type SecretColumn = { table: string; column: string; row: string; scope: string };

const of = (table: string, columns: readonly string[], scope: string, row = "id::text"): SecretColumn[] =>
  columns.map((column) => ({ table, column, row, scope }));

const byCase = "case_id::text";
const own = "id::text";
const deployment = "'deployment'";

export const SECRETS: readonly SecretColumn[] = [
  ...of("cases", ["title", "prenotify_reason", "end_reason"], own),
  ...of("prenotify_overrides", ["reason"], byCase),
  ...of("vulnerabilities", ["record", "source", "severity_reason", "removed_reason"], byCase),
  ...of(
    "vulnerability_revisions",
    ["record"],
    "(select v.case_id::text from vulnerabilities v where v.id = vulnerability_id)",
  ),
  ...of("advisory_versions", ["content"], byCase),
  ...of("statements", ["note", "tracking_id"], byCase),
  ...of("notices", ["sent_back_note"], byCase),
  ...of("deliveries", ["payload"], "coalesce(case_id::text, 'deployment')"),
  ...of("incidents", ["report", "finding"], own),
  ...of("withdrawal_cases", ["reason"], byCase, "withdrawal_id::text"),
  ...of("pauses", ["reason", "told"], deployment),
  ...of("withdrawals", ["reason", "told"], deployment),
  ...of("channel_revocations", ["channel"], deployment),
  ...of("appeals", ["text", "answer"], deployment),
  ...of("applications", ["answers", "message", "decision", "appeal"], deployment),
  ...of("application_notes", ["text"], deployment),
  ...of("application_marks", ["reason"], deployment),
  ...of("application_vouchers", ["text"], deployment),
  ...of("application_votes", ["reason"], deployment),
  ...of("membership_transfers", ["reason"], deployment),
  ...of("in_flight_decisions", ["reason"], byCase, "organization_id::text"),
  ...of("sign_in_mails", ["payload"], deployment),
  ...of("restores", ["note"], deployment),
  ...of("sending_stops", ["reason"], deployment),
  ...of("authenticators", ["secret"], deployment),
  ...of("case_files", ["name", "digest", "copy_digest"], byCase),
  ...of(
    "case_file_parts",
    ["bytes"],
    "(select f.case_id::text from case_files f where f.id = file_id)",
    "file_id || ':' || part || ':' || number",
  ),
  ...of(
    "audit_entries",
    ["note"],
    "case when stream_type = 'case' then stream_id::text else 'deployment' end",
    "stream_type || ':' || stream_id || ':' || sequence",
  ),
];
