// The closed lists of a policy document, each word with what people read for it. The schema and the forms offer these and
// nothing else.

export const UNITS = {
  minutes: "minutes",
  hours: "hours",
  days: "days",
  businessDays: "business days",
  weeks: "weeks",
  workingWeeks: "working weeks",
  months: "months",
  years: "years",
} as const;

/** What a clock counts from; before `beforePublic` it counts down to the release. */
export const ANCHORS = {
  reportReceived: "the report arrived",
  reportAccepted: "the report was accepted",
  firstPost: "the first post on the channel",
  fixReady: "the fix was ready",
  candidatePatch: "the candidate patch was sent",
  advisorySent: "the advisory was sent",
  beforePublic: "before it is public",
} as const;

export const CHANNEL_KINDS = {
  form: "a form",
  email: "mail",
  platform: "the hosting platform’s private reports",
  bountyPlatform: "a bounty platform",
  chat: "chat",
  phone: "telephone",
  publicTracker: "a public tracker",
  publicList: "a public list",
  portal: "this portal",
  other: "another way",
} as const;

export const CLOCKS = {
  acknowledge: "Acknowledgement of the report",
  detailedAnswer: "Detailed answer with the next steps",
  validated: "Investigation and validation",
  decision: "Decision whether it is accepted",
  fix: "Fix",
  update: "News of the progress",
  publication: "Publication",
} as const;

export const SCALE_SOURCES = {
  cvss: "CVSS scores",
  own: "the project’s own definitions",
  attackClass: "the class of attack",
} as const;

/** P15. `notListed`: the text names others and leaves this one out. */
export const PRENOTIFY = {
  must: "Is prenotified.",
  may: "May be prenotified, a choice for each case.",
  never: "Is never prenotified.",
  notListed: "Not listed for prenotification.",
} as const;

/** How the fix is made before the release: in private, in the open, or as the team chooses. */
export const FIX_TRACKS = {
  private: "Fixed in private.",
  either: "Fixed in private or in public, as the team decides.",
  public: "Fixed in public: no embargo.",
} as const;

export const PREDICATE_KINDS = {
  attestation: "the organization attests it",
  evidenceUrl: "a public page shows it",
  measured: "a value is measured against a threshold",
  external: "a fact that others state",
  judgement: "a member judges it",
} as const;

export const APPLICANTS = {
  organization: "Organizations",
  individual: "Individuals",
  project: "Projects",
  team: "Other projects’ security teams",
} as const;

export const INCOMPLETE = {
  hold: "waits until it is complete",
  reject: "is rejected",
  countAgainst: "what is missing counts against it",
} as const;

export const VISIBILITIES = {
  public: "public",
  members: "for members of the group",
  applicant: "for the applicant alone",
} as const;

export const APPLICATION_CHANNELS = {
  publicIssue: "a public issue",
  publicList: "a public list",
  privateMail: "private mail",
  copyAllMembers: "mail that copies every member of the team",
  form: "a form",
  portal: "this portal",
} as const;

export const VOUCHING = { required: "required", onRequest: "on request" } as const;
export const ADDRESS_KINDS = {
  roleAlias: "a role address",
  namedPersons: "named persons",
  any: "any address",
} as const;
export const NEEDS = { required: "required", recommended: "recommended" } as const;
export const TERMS_WHEN = {
  apply: "applying accepts them",
  join: "accepted at joining",
  eachNotice: "accepted for each case",
} as const;
export const CONSENT_WHEN = {
  perCase: "asked for each case",
  standing: "the terms accepted at joining stand",
} as const;

export const AUDIENCES = {
  group: "groups",
  reporter: "the reporter",
  maintainers: "maintainers",
  upstream: "upstream",
  everybody: "everybody",
} as const;

/** P22, from the least to the most. */
export const CONTENT_LEVELS = {
  existence: "that it exists",
  dateAndSeverity: "date and highest severity",
  summary: "a summary",
  full: "the full description",
  patches: "patches",
  proofOfConcept: "a proof of concept",
} as const;

export const DELIVERY_WAYS = {
  plain: "plain mail",
  signed: "signed mail",
  encrypted: "encrypted mail",
  bugAccess: "access to the private bug",
  advisoryCollaborator: "a seat on the platform’s advisory",
  repositoryBranch: "a branch of a private repository",
  bundle: "a bundle of files",
  portal: "this portal",
} as const;

export const LIMIT_KINDS = {
  min: "at least",
  target: "target",
  preferred: "preferred",
  hardMax: "at most",
  exceptionalMax: "in exceptions at most",
} as const;

export const AUTHORITIES = {
  reporter: "the reporter",
  team: "the team",
  negotiated: "reporter, vendors and team together",
  upstream: "upstream",
} as const;

export const EMERGENCY_TRIGGERS = {
  public: "it became public",
  exploited: "it is exploited",
  leak: "somebody leaked",
  deadline: "the deadline passed",
  refusal: "somebody refuses to coordinate",
  secondReport: "somebody else reported it",
} as const;
export const EMERGENCY_ACTIONS = {
  publishNow: "publish what there is",
  shorten: "shorten the embargo",
  decideByLead: "whoever leads the case decides",
} as const;

export const NO_EMBARGO_REASONS = {
  alreadyPublic: "it is public already",
  discussedUnaware: "it was discussed in public unawares",
  discovererSchedule: "the discoverer sets the date",
  coordinationRefused: "coordination was refused",
  lowSeverity: "its severity is low",
  aiRediscovery: "anybody’s tools find it again",
  tooComplex: "too complex to fix in private",
  newCodeOnly: "it is in unreleased code alone",
} as const;

export const FREEZE_CHANGES = {
  reschedule: "reschedule",
  drop: "leave the change out",
  resend: "send it again to everybody",
} as const;

export const WEEKDAYS = {
  monday: "Monday",
  tuesday: "Tuesday",
  wednesday: "Wednesday",
  thursday: "Thursday",
  friday: "Friday",
  saturday: "Saturday",
  sunday: "Sunday",
} as const;
export const SHIFTS = {
  earlier: "the last allowed day before",
  later: "the next allowed day",
  grace: "later, within the days of grace",
} as const;
export const PRECISIONS = {
  exact: "exact",
  about: "approximate",
  dateOnly: "the date alone",
} as const;

/** P24: facts that a member may say before it is public. */
export const FACTS = {
  existence: "That it exists",
  advisoryId: "The advisory’s number",
  date: "The date",
  severity: "The severity",
  cve: "The CVE identifier",
  component: "The component",
  affectedVersions: "The affected versions",
} as const;

export const ARTIFACTS = {
  patch: "the patch",
  source: "patched source",
  binary: "patched binaries",
  hosted: "a patched hosted deployment",
  mitigation: "the mitigation",
  configuration: "a changed configuration",
} as const;
export const SCOPES = {
  nobody: "nowhere",
  ownTeam: "within the own team",
  legalEntity: "within the legal entity",
  hosted: "on hosted systems that users cannot look into",
  members: "among members",
  public: "for everybody",
} as const;
export const PERMISSIONS = {
  allowed: "Allowed",
  withApproval: "With approval",
  no: "No",
  perNotice: "As each notice says",
} as const;
export const SHARED_WITH = {
  ownTeam: "the own security team",
  legalEntity: "the legal entity",
  members: "other members’ security teams",
  upstream: "upstream",
  downstream: "downstream",
  clients: "clients",
} as const;

export const DUTY_TYPES = {
  acknowledge: "Acknowledge",
  test: "Test the fix",
  review: "Review the patch",
  report: "Report the result",
  task: "Take on tasks",
  rotation: "Take a turn",
  contributeBack: "Contribute back",
  deleteMaterial: "Delete the material",
  secrecy: "Keep it secret",
  statement: "State the own status",
} as const;

export const BREACHES = {
  firstBreach: "A first breach",
  repeat: "A repeated breach",
  anyBreach: "A breach",
} as const;
export const SANCTION_SCOPES = {
  case: "this case",
  future: "future notices",
  all: "everything",
} as const;
/** P30 */
export const REMOVALS = {
  criterionLost: "A criterion is no longer met",
  noAddedValue: "It adds no value over time",
  dutiesUnmet: "Its duties are not met",
  policyChange: "The policy changed who may be included",
  upstreamRequest: "Upstream asks for it",
  capacity: "The places are limited",
  review: "The review was not passed",
  voluntary: "It asks to leave",
} as const;

export const MEMBER_LISTS = {
  none: "not published",
  organizations: "the organizations are published",
  organizationsAndAliases: "organizations and their addresses are published",
} as const;
export const DECISION_LOGS = { public: "public", team: "for the team", none: "none" } as const;
export const INSIDERS = {
  firewall: "A member’s employer is not told",
  implicitInclusion: "A member’s employer is included",
} as const;
export const CONFIDENTIALITY = {
  forever: "confidential for good",
  publishDecisions: "decisions are published afterwards",
  publishAll: "everything is published afterwards",
} as const;
export const IN_FLIGHT = {
  never: "not told of what runs already",
  byDecision: "told of what runs already if a member decides so",
} as const;
export const BOUNCE_ACTIONS = {
  suspend: "the organization is paused",
  duty: "a member is asked to look",
  endContact: "the contact ends",
} as const;
export const CREDITS = {
  withPermission: "With permission",
  unlessDeclined: "Unless declined",
  none: "No credit",
} as const;
export const ANNOUNCEMENTS = {
  advisory: "Advisory",
  releaseNotes: "Release notes",
  mailingList: "Mailing list",
  forum: "Forum",
  chat: "Chat",
  feed: "Feed",
  website: "Website",
} as const;
export const DISCLOSURE = {
  afterFix: "After a fix is available",
  onDate: "On the agreed date, fixed or not",
} as const;
