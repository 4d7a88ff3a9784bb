import type {
  Application,
  ContactRules,
  Eligibility,
  Group,
  PolicyTerms,
} from "@/domain/policy/parts/eligibility";
import type { Calendar, Disclosure, Embargo, Release } from "@/domain/policy/parts/embargo";
import type { ConsentRule, Prenotification } from "@/domain/policy/parts/prenotification";
import type { Announcement, Block, Bounty, Credit, PublicContact } from "@/domain/policy/parts/reading";
import type { Clock, Reporting, Scope, SupportedVersion } from "@/domain/policy/parts/reporting";
import type { SeverityScale } from "@/domain/policy/parts/severity";
import type {
  BounceRule,
  Handling,
  Insiders,
  Keeping,
  LeakReport,
  LegalFlags,
  PolicyDuty,
  RecipientMarks,
  Review,
  Transparency,
  Withdrawal,
} from "@/domain/policy/parts/vendor";
import type { NEEDS } from "@/domain/policy/vocabulary";

/** One entry of the change record (P1). */
export type PolicyChange = {
  version: string;
  on: string | null;
  by: string | null;
  vote: string | null;
  reason: string;
};

/**
 * A project's policy as data: what a team promises, and what binds it and its vendors. Null and empty mean *none*: the
 * text does not promise it, and no default stands in for it.
 */
export type Policy = {
  version: string;
  title: string;
  source: string | null;
  /** A day, at 00:00 UTC; null: from its adoption. */
  effectiveFrom: string | null;
  changes: readonly PolicyChange[];

  reporting: Reporting | null;
  clocks: readonly Clock[];
  supportedVersions: readonly SupportedVersion[];
  scope: Scope | null;
  severity: SeverityScale | null;

  prenotification: Prenotification | null;
  groups: readonly Group[];
  eligibility: Eligibility | null;
  application: Application | null;
  contactRules: ContactRules | null;
  terms: PolicyTerms | null;
  consent: ConsentRule | null;
  embargo: Embargo | null;
  calendar: Calendar | null;
  release: Release | null;
  disclosure: Disclosure | null;

  handling: Handling | null;
  duties: readonly PolicyDuty[];
  leakReport: LeakReport | null;
  withdrawal: Withdrawal | null;
  review: Review | null;
  transparency: Transparency | null;
  insiders: Insiders | null;
  vendorFactor: keyof typeof NEEDS | null;
  recipientMarks: RecipientMarks | null;
  bounces: BounceRule | null;
  retention: Keeping | null;
  legalFlags: LegalFlags | null;

  credit: readonly Credit[];
  announcements: readonly Announcement[];
  guidance: readonly Block[];
  considerations: readonly Block[];
  tools: readonly { name: string; text: string | null }[];
  bounty: Bounty | null;
  contacts: readonly PublicContact[];
  legal: string | null;
  /** What else the text says and nothing here acts on. */
  reading: readonly Block[];
};
