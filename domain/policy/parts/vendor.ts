import type { Tlp } from "@/domain/consent/tlp";
import type { Anchor, Span } from "@/domain/policy/parts/time";
import type {
  ARTIFACTS,
  BOUNCE_ACTIONS,
  BREACHES,
  CONFIDENTIALITY,
  DECISION_LOGS,
  DUTY_TYPES,
  FACTS,
  INSIDERS,
  MEMBER_LISTS,
  PERMISSIONS,
  REMOVALS,
  SANCTION_SCOPES,
  SCOPES,
  SHARED_WITH,
} from "@/domain/policy/vocabulary";
import type { Retention } from "@/domain/retention";

/** What a vendor may do before it is public (P24 to P26). */
export type Handling = {
  maySay: readonly (keyof typeof FACTS)[];
  /** For whatever no rule names; null where the text does not say. */
  deployDefault: keyof typeof PERMISSIONS | null;
  deploy: readonly {
    artifact: keyof typeof ARTIFACTS;
    scope: keyof typeof SCOPES;
    answer: keyof typeof PERMISSIONS;
    text: string | null;
  }[];
  share: readonly (keyof typeof SHARED_WITH)[];
  needToKnow: boolean | null;
  acceptTermsFirst: boolean | null;
  tlp: Tlp | null;
  text: string | null;
};

/** P27 */
export type PolicyDuty = {
  type: keyof typeof DUTY_TYPES;
  within: Span | null;
  anchor: Anchor | null;
  evidence: string | null;
  consequence: string | null;
  text: string;
};

/** P28 */
export type LeakReport = {
  to: string | null;
  within: Span | null;
  mustState: readonly string[];
  text: string | null;
};

export type Withdrawal = {
  /** For what a membership may be withdrawn. */
  grounds: readonly { code: string; text: string; scope: "future" | "permanent" }[];
  /** P29 */
  sanctions: readonly {
    on: keyof typeof BREACHES;
    scope: keyof typeof SANCTION_SCOPES;
    permanent: boolean;
    discretionary: boolean;
    text: string;
  }[];
  reinstatement: string | null;
  /** P30 */
  otherRemoval: readonly (keyof typeof REMOVALS)[];
};

/** P31 */
export type Review = { every: Span | null; by: string | null; evidence: string | null; text: string | null };

/** P32 */
export type Transparency = {
  memberList: keyof typeof MEMBER_LISTS | null;
  decisionLog: keyof typeof DECISION_LOGS | null;
  statistics: boolean | null;
  postEmbargoDecisions: boolean | null;
  retrospective: Span | null;
  text: string | null;
};

export type Insiders = { rule: keyof typeof INSIDERS; text: string | null };

/** P39; days in `keep` are from the end of each. */
export type Keeping = {
  confidentiality: keyof typeof CONFIDENTIALITY | null;
  deleteMaterial: Span | null;
  keep: Retention;
};

/** P40 */
export type LegalFlags = {
  compelledDisclosure: string | null;
  sanctionsReview: boolean | null;
  authorityClocks: readonly { authority: string; within: Span; text: string | null }[];
};

/** P42 */
export type RecipientMarks = { enabled: boolean; disclosedInTerms: boolean };

/** P44 */
export type BounceRule = { hardBounces: number; action: keyof typeof BOUNCE_ACTIONS };
