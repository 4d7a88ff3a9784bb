/**
 * Row-level security: which rows of each table the application's role may read and write, by the viewer of the
 * transaction. The second net under `visibleTo` of the data layer, held against it and against the pure rule by a test.
 * `write` is what may be inserted, updated and locked; without it, what may be read.
 */
export type Policy = { read: string; write?: string };

// Asked once per statement, not once per row.
const is = (viewer: string) => `(select curfew_viewer()) = '${viewer}'`;
const projects = "any((select curfew_projects())::uuid[])";
const team = "(select curfew_team())";
const user = "(select curfew_user())";
const organization = "(select curfew_organization())";

const full = "(select curfew_full())";
const system = is("system");
const process = (name: string) => `(${system} and (select curfew_process()) = '${name}')`;
const signIn = process("sign-in");
const web = process("web");
const member = (rows: string) => `(${is("member")} and ${rows})`;
const contact = (rows: string) => `(${is("contact")} and ${rows})`;
const signedIn = `(${is("member")} or ${is("contact")} or ${is("applicant")})`;
const either = (...which: string[]) => which.join(" or ");

/** The row hangs on one of another table, and whoever sees that one sees this one. */
const through = (table: string, column: string, key = "id") =>
  `exists (select from ${table} t where t.${key} = ${column})`;

const inCase = member(through("cases", "case_id"));
const inProject = member(`project_id = ${projects}`);
const inTeamsProject = member(`project_id in (select p.id from projects p where p.team_id = ${team})`);
const inTeam = member(`team_id = ${team}`);
const ownOrganization = contact(`organization_id = ${organization}`);
const ownInReadable = contact(`organization_id = ${organization} and case_id in (select curfew_readable())`);
const readable = (column: string) => contact(`${column} in (select curfew_readable())`);
const consented = (column: string) => contact(`${column} in (select curfew_consented())`);
const ofCase = either(full, inCase);
const everybody = "true";
const own = either(full, signIn, `(${signedIn} and user_id = ${user})`);

const people: Record<string, Policy> = {
  users: {
    read: either(
      system,
      is("member"),
      contact(`(id = ${user} or ${through("contacts", "users.id", "user_id")})`),
      `(${is("applicant")} and id = ${user})`,
    ),
    write: either(system, is("member")),
  },
  teams: { read: either(system, member(`id = ${team}`)) },
  team_members: { read: either(full, signIn, inTeam), write: either(full, inTeam) },
  sessions: { read: either(full, signIn, `(${signedIn} and user_id = ${user})`) },
  passkeys: { read: own },
  authenticators: { read: own },
  recovery_codes: { read: own },
  linked_accounts: { read: own },
  devices: { read: own },
  factor_resets: { read: either(full, signIn, is("member")) },
  rate_limits: { read: either(full, signIn, web) },
  sign_in_tokens: { read: either(full, signIn) },
  sign_in_mails: { read: either(full, signIn, is("member")) },
  projects: { read: everybody, write: either(full, inTeam) },
  project_policies: { read: everybody, write: either(full, inProject) },
  policy_drafts: { read: either(full, inProject) },
  policy_fates: { read: either(full, member(through("policy_drafts", "draft_id"))) },
  // Somebody who agreed to be named stands on the public page.
  project_members: {
    read: either(
      full,
      signIn,
      inTeamsProject,
      `(${is("public")} and named_as is not null and ended_at is null)`,
    ),
    write: either(full, inTeamsProject),
  },
};

const directory: Record<string, Policy> = {
  organizations: {
    read: either(full, signIn, web, inTeam, contact(`id = ${organization}`)),
    write: either(full, inTeam),
  },
  contacts: {
    read: either(full, signIn, web, member(through("organizations", "organization_id")), ownOrganization),
    write: either(full, web, member(through("organizations", "organization_id"))),
  },
  contact_confirmations: { read: either(full, web, member(through("contacts", "contact_id"))) },
  groups: {
    read: either(
      full,
      web,
      is("applicant"),
      inProject,
      contact(`exists (select from memberships m where m.group_id = groups.id)`),
    ),
    write: either(full, inProject),
  },
  // Whether a project of theirs asks somebody for a factor is asked as they sign in.
  memberships: { read: either(full, signIn, inProject, ownOrganization), write: either(full, inProject) },
  membership_changes: { read: either(full, member(through("memberships", "membership_id"))) },
  // Whoever keeps the organization's evidence sees what is on record of it, and by whom.
  evidence: { read: either(full, inProject, ownOrganization), write: either(full, inProject) },
  evidence_offers: { read: either(full, inProject, ownOrganization) },
  terms_acceptances: { read: either(full, inProject, ownOrganization) },
  membership_transfers: { read: either(full, inProject) },
  membership_proposals: { read: either(full, member(through("groups", "group_id"))) },
  pauses: { read: either(full, inProject, ownOrganization), write: either(full, inProject) },
  withdrawals: {
    read: either(full, inProject, contact(`organization_id = ${organization} and confirmed_at is not null`)),
    write: either(full, inProject),
  },
  withdrawal_cases: {
    read: either(ofCase, contact(`organization_id = ${organization} and since is not null`)),
    write: ofCase,
  },
  channel_revocations: { read: either(full, member(through("withdrawals", "withdrawal_id"))) },
  appeals: { read: either(full, inProject, ownOrganization) },
  member_ties: { read: either(full, member(through("organizations", "organization_id"))) },
};

// An applicant's own, whatever becomes of it. Who is let in by a link has no session yet: the web does that for them.
const ownApplication = `(${is("applicant")} and user_id = ${user})`;
const inApplication = member(through("applications", "application_id"));
const ofApplication = either(full, web, inApplication);
const asApplicant = `(${is("applicant")} and ${through("applications", "application_id")})`;

const applying: Record<string, Policy> = {
  applications: {
    read: either(full, signIn, web, inProject, ownApplication, contact(`user_id = ${user}`)),
    write: either(full, web, inProject, ownApplication),
  },
  application_links: { read: either(full, web) },
  application_notes: {
    read: either(full, inApplication, asApplicant),
  },
  application_marks: { read: either(full, inApplication) },
  application_vouchers: { read: ofApplication },
  application_votes: { read: either(full, inApplication) },
  application_recusals: { read: either(full, inApplication) },
};

const casework: Record<string, Policy> = {
  cases: {
    read: either(full, web, inProject, readable("id"), `(${is("public")} and published_at is not null)`),
    write: either(full, inProject),
  },
  vulnerabilities: { read: either(ofCase, consented("case_id")), write: ofCase },
  prenotify_overrides: { read: ofCase },
  vulnerability_revisions: {
    read: either(
      full,
      member(through("vulnerabilities", "vulnerability_id")),
      contact(through("vulnerabilities", "vulnerability_id")),
    ),
    write: either(full, member(through("vulnerabilities", "vulnerability_id"))),
  },
  // A vendor reads the versions that were sent to it, and the published one.
  advisory_versions: {
    read: either(
      ofCase,
      contact(`case_id in (select curfew_consented()) and (
        id in (select curfew_versions())
        or exists (select from cases c where c.published_version_id = advisory_versions.id))`),
    ),
    write: ofCase,
  },
  case_files: {
    read: either(ofCase, contact(through("advisory_files", "case_files.id", "file_id"))),
    write: ofCase,
  },
  // A vendor gets the copy, or the original where there is nothing to take off it.
  case_file_parts: {
    read: either(
      full,
      member(through("case_files", "file_id")),
      contact(
        `exists (select from case_files f where f.id = file_id and f.held_back is null
          and (part = 'copy') = (f.copy_size is not null))`,
      ),
    ),
    write: either(full, member(through("case_files", "file_id"))),
  },
  advisory_files: {
    read: either(
      full,
      member(through("advisory_versions", "version_id")),
      contact(through("advisory_versions", "version_id")),
    ),
    write: either(full, member(through("advisory_versions", "version_id"))),
  },
  publications: { read: ofCase },
  published_advisories: { read: everybody, write: ofCase },
  incidents: { read: ofCase },
  touches: { read: ofCase },
  in_flight_decisions: { read: ofCase },
  destructions: { read: either(full, inProject) },
};

const ofNotice = either(full, web, member(`(${through("cases", "case_id")} or project_id = ${projects})`));
const throughNotice = member("curfew_of_notice(notice_id)");

const sending: Record<string, Policy> = {
  notices: {
    read: either(ofNotice, contact("id in (select curfew_heard())")),
    write: ofNotice,
  },
  notice_groups: {
    read: either(full, throughNotice, contact(through("notices", "notice_id"))),
    write: either(full, throughNotice),
  },
  notice_organizations: {
    read: either(
      full,
      throughNotice,
      contact(`organization_id = ${organization} and ${through("notices", "notice_id")}`),
    ),
    write: either(full, throughNotice),
  },
  // Only what was begun, or waits for a second member's word about this contact: what is planned is nobody's to know.
  deliveries: {
    read: either(
      full,
      web,
      throughNotice,
      contact(
        `organization_id = ${organization} and (first_attempt_at is not null or (held and contact_id = (select curfew_contact())))`,
      ),
    ),
    write: either(full, web, throughNotice),
  },
  mail_queue: { read: either(full, is("member")) },
  mail_reports: { read: either(full, web, member(through("deliveries", "delivery_id"))) },
  drill_answers: {
    read: either(full, throughNotice, ownOrganization),
    // A person answers for themselves.
    write: either(
      full,
      contact(
        `organization_id = ${organization} and contact_id = (select curfew_contact()) and by = ${user}`,
      ),
    ),
  },
  sending_stops: { read: either(system, is("member")), write: either(full, is("member")) },
};

const answers: Record<string, Policy> = {
  consents: { read: either(ofCase, ownOrganization), write: either(full, ownInReadable) },
  readings: { read: either(ofCase, ownOrganization), write: either(full, ownInReadable) },
  acknowledgements: { read: either(ofCase, ownOrganization), write: either(full, ownInReadable) },
  statements: { read: either(ofCase, ownOrganization), write: either(full, ownInReadable) },
};

const ofStream = either(
  system,
  member(`case stream_type
    when 'case' then exists (select from cases c where c.id = stream_id)
    when 'organization' then exists (select from organizations o where o.id = stream_id)
    when 'project' then stream_id = ${projects}
    else true end`),
  contact(`case stream_type
    when 'case' then stream_id in (select curfew_told())
    when 'organization' then stream_id = ${organization}
    else stream_type = 'deployment' end`),
  // What an applicant does is on record with the project that they apply to.
  `(${is("applicant")} and case stream_type
    when 'project' then exists (select from applications a where a.project_id = stream_id and a.user_id = ${user})
    else stream_type = 'deployment' end)`,
);

const record: Record<string, Policy> = {
  audit_streams: { read: ofStream },
  audit_entries: { read: either(system, `(${is("member")} and (${ofStream}))`), write: ofStream },
  submissions: { read: either(full, `user_id is not distinct from ${user}`) },
  worker_heartbeats: { read: system },
  demo_clock: { read: everybody, write: full },
};

const trust: Record<string, Policy> = {
  wrapping_keys: { read: either(system, is("member")) },
  data_keys: {
    read: either(
      full,
      `((${system} or ${signedIn}) and kind = 'deployment')`,
      inProject,
      contact("kind = 'case' and case_id in (select curfew_consented())"),
    ),
    write: either(full, inProject),
  },
  // Who reads asks whether the database went back; it holds a number and a hash.
  checkpoint_head: { read: either(system, signedIn), write: full },
  restores: { read: either(system, signedIn), write: either(system, is("member")) },
};

export const POLICIES: Record<string, Policy> = {
  ...people,
  ...directory,
  ...applying,
  ...casework,
  ...sending,
  ...answers,
  ...record,
  ...trust,
};
