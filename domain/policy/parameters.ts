// What a policy is made of (policies.md, section 2), and what each parameter does here: whoever adds a rule finds the
// clause that it acts on, and whoever reads a policy knows what nothing acts on yet.

/** The parts of the product that are not there yet and that a parameter waits for. */
export const LATER = ["embargo and schedule", "delivery", "intake"] as const;

export type Parameter = {
  /** The n of Pn. */
  number: number;
  name: string;
  /** Paths of the document; `[]` is each of a list. */
  fields: readonly string[];
  /** What it has an effect on, where it is shown, or what it will decide. */
  what: string;
} & (
  | { effect: "governs"; test: string }
  | { effect: "shown" }
  | { effect: "waits"; waitsFor: (typeof LATER)[number] }
);

type Row = [number: number, name: string, fields: string, what: string];
const of = ([number, name, fields, what]: Row) => ({ number, name, fields: fields.split(" "), what });
/** Something is refused, sent, asked for or ended by it; the test says so and names it. */
const governs = (test: string, ...row: Row): Parameter => ({ ...of(row), effect: "governs", test });
/** People read it, on the policy's pages and in its exports at least, and nothing acts on it. */
const shown = (...row: Row): Parameter => ({ ...of(row), effect: "shown" });
/** Shown as well; something will act on it. */
const waits = (waitsFor: (typeof LATER)[number], ...row: Row): Parameter => ({
  ...of(row),
  effect: "waits",
  waitsFor,
});

const EXCEPTIONS = "data/policies/exceptions.test.ts";
const CASES = "data/policies/governs.test.ts";
const VENDORS = "data/policies/governs-vendors.test.ts";
const DRAFTS = "data/policies/drafts.test.ts";
const WITHDRAWALS = "data/memberships/grounds.test.ts";
const JOINING = "data/memberships/joining.test.ts";
const STAYING = "data/memberships/staying.test.ts";
const MOVING = "data/memberships/moving.test.ts";
const FORM = "domain/application/form.test.ts";
const DECIDING = "data/applications/deciding.test.ts";

// biome-ignore format: one parameter, one paragraph
export const PARAMETERS: readonly Parameter[] = [
  governs(DRAFTS, 1, "version and change record", "format version title source effectiveFrom changes",
    "A version is adopted by two, holds from its first day and never from before; a case stays under its own."),
  governs(DRAFTS, 2, "groups", "groups",
    "Adoption brings the groups that a text names; a group's own eligibility goes before the policy's. Nesting is shown."),
  governs(VENDORS, 3, "criteria", "eligibility.criteria groups[].eligibility.criteria",
    "What they say stands beside every decision. Where a policy lets one member decide, that holds only for whom they are met."),
  governs(CASES, 4, "statements and their evidence", "eligibility.criteria",
    "Evidence that does not count is refused with the reason; what grew too old needs a person again."),
  governs(VENDORS, 5, "exclusions", "eligibility.exclusions groups[].eligibility.exclusions",
    "Whom one fits no member accepts alone, whatever else is met."),
  governs(CASES, 6, "capacity", "eligibility.capacity groups[].eligibility.capacity",
    "Where every place is taken nobody is accepted, however many members agree."),
  shown(7, "who may apply", "eligibility.applicants eligibility.text", "Where one applies, and on the policy's pages; a member sees who does."),
  governs(FORM, 8, "application form", "application.fields application.incomplete",
    "The form is made from it, and whether what is incomplete waits, is rejected or counts against it."),
  governs(DECIDING, 9, "way to apply, and who sees the decision", "application.channel application.decisionVisibility",
    "Whether decisions stand on the public page. One that came another way is entered by a member; the way is shown."),
  governs(DECIDING, 10, "decision", "application.decision",
    "Each step with its quorum and its time, whether a reason is owed, and who hears an appeal by when."),
  governs(FORM, 11, "vouching", "application.vouching",
    "Whether the form asks who vouches; members ask them, and see how many and how independent the text wants them."),
  governs(CASES, 12, "contacts", "contactRules",
    "The kind of address that mail of a case goes to, and how many an organization may have; the rest is shown."),
  governs(JOINING, 13, "terms", "terms",
    "What a member accepts before its first notice, again with each version, and a vendor before it reads. Who accepts them is shown."),
  governs(EXCEPTIONS, 14, "severity scale", "severity.source severity.text severity.levels[].label severity.levels[].definition severity.levels[].examples severity.levels[].usualScore",
    "The severities that a member decides among; a score proposes one, and another needs a reason. Without a scale none is asked for."),
  governs(EXCEPTIONS, 15, "prenotification by severity", "severity.levels[].prenotify severity.levels[].fix severity.levels[].conditions severity.levels[].release prenotification.everyCve",
    "Whether prenotification is owed, a choice or not offered; otherwise only by two with a reason. How a fix is made is shown."),
  waits("embargo and schedule", 16, "stages", "prenotification.text prenotification.recipients prenotification.leadTime prenotification.stages",
    "The simulation and the approval of a notice show them; which notice is due when is planned by people today."),
  waits("embargo and schedule", 17, "what clocks count from", "clocks[].anchor prenotification.stages[].anchor embargo.limits[].anchor duties[].anchor",
    "Shown beside each length, and missing ones are findings; no clock runs by them yet."),
  waits("embargo and schedule", 18, "embargo limits", "embargo.limits embargo.text prenotification.channels[].limit prenotification.channels[].ownLimit",
    "What an instant of release is checked against; contradictions are findings today."),
  waits("embargo and schedule", 19, "calendar", "calendar", "On which days a release may be."),
  waits("embargo and schedule", 20, "time of release", "release", "The time of day that is proposed, and the zones that it is shown in."),
  waits("embargo and schedule", 21, "who sets the date", "embargo.authority", "Whose word moves a date."),
  waits("delivery", 22, "what each level holds", "prenotification.content prenotification.stages[].content", "What a notice has to say."),
  governs(VENDORS, 23, "delivery", "prenotification.ways prenotification.subjectTag prenotification.mailSaysDate prenotification.channels",
    "Whether plain mail may name the release instant. Ways and outer channels are shown to whoever approves."),
  shown(24, "what a vendor may say", "handling.maySay", "To each vendor beside the text that it reads."),
  shown(25, "what a vendor may deploy", "handling.deployDefault handling.deploy handling.text", "To each vendor beside the text that it reads."),
  governs(CASES, 26, "sharing", "handling.share handling.needToKnow handling.acceptTermsFirst handling.tlp",
    "The label for sharing that a case begins with; the rest is shown to each vendor."),
  governs(VENDORS, 27, "duties", "duties",
    "After the time of the duty to acknowledge an organization counts as silent and may be reminded. Other duties are shown."),
  shown(28, "reporting a leak", "leakReport", "On the policy's pages."),
  governs(WITHDRAWALS, 29, "withdrawal and sanctions", "withdrawal.grounds withdrawal.sanctions withdrawal.reinstatement",
    "What a withdrawal may be founded on, and whether one for good is offered. None is automatic."),
  governs(WITHDRAWALS, 30, "other removal", "withdrawal.otherRemoval", "Which further reasons a withdrawal may have."),
  governs(STAYING, 31, "review", "review",
    "How long a membership lasts before somebody has to look at it again; who looks and at what is shown."),
  governs(
    "data/projects/member-list.test.ts",
    32,
    "transparency",
    "transparency",
    "Whether everybody sees who is a member, by name and with dates; never an address, whatever it says. The log of decisions is shown alone.",
  ),
  shown(33, "insiders", "insiders", "On the policy's pages. A member who is tied to an organization takes no part, whatever it says."),
  waits("embargo and schedule", 34, "emergencies", "embargo.emergency", "What is offered when something leaks or is exploited."),
  waits("embargo and schedule", 35, "reasons for no embargo", "embargo.noEmbargoReasons", "The reasons that a case without one may have."),
  waits("embargo and schedule", 36, "upstream's embargo", "embargo.upstream", "Whose date binds this project's."),
  waits("embargo and schedule", 37, "freeze", "prenotification.freeze", "From when on a change needs another notice or another date."),
  waits("intake", 38, "promises to reporters", "clocks", "By when a report is answered; shown in SECURITY.md today."),
  governs("data/retention/retention.test.ts", 39, "retention", "retention",
    "When the key of what ended may be destroyed, and the bytes of messages go. Confidentiality after it is shown."),
  shown(40, "law", "legalFlags", "On the policy's pages."),
  governs("data/sign-in/step-up.test.ts", 41, "second factor of vendors", "vendorFactor", "Whether a contact comes in by their mailbox alone."),
  waits("delivery", 42, "recipient marks", "recipientMarks", "Whether each copy is marked."),
  governs(MOVING, 43, "new members while a case runs", "prenotification.newMembersInFlight",
    "Whether a member may decide that somebody who joined after a case was opened is told of it; else nobody is."),
  governs(CASES, 44, "mailboxes that refuse", "bounces", "After how many refusals a contact ends, and whether a member is asked to look, or to pause the organization."),
  governs(CASES, 45, "consent", "consent",
    "Whether it lapses on a revision, and by when it is asked for. A vendor always accepts before it reads."),
  governs("data/policies/doors.test.ts", 46, "where to report", "reporting",
    "security.txt names the private doors and expires; where one is a placeholder nothing is exported."),
  shown(47, "supported versions and scope", "supportedVersions scope", "On the policy's pages, and in SECURITY.md."),
  waits("intake", 48, "clocks of a report", "clocks[].what clocks[].severities clocks[].within clocks[].text", "Which clocks of a report run; shown in SECURITY.md today."),
  shown(49, "credit", "credit", "On the policy's pages, and in SECURITY.md."),
  shown(50, "announcements", "announcements", "To whoever publishes, as a list of where else to say it."),
  waits("embargo and schedule", 51, "condition of disclosure", "disclosure", "What has to be so before something becomes public."),
  shown(52, "texts", "guidance considerations tools bounty contacts legal reading", "On the policy's pages, each under its own anchor."),
];
