import type { Span } from "@/domain/policy/parts/time";
import type {
  ADDRESS_KINDS,
  APPLICANTS,
  APPLICATION_CHANNELS,
  INCOMPLETE,
  NEEDS,
  PREDICATE_KINDS,
  TERMS_WHEN,
  VISIBILITIES,
  VOUCHING,
} from "@/domain/policy/vocabulary";

/** What evidence by URL counts: https alone, by host, and how old it may be. */
export type EvidenceRules = {
  text: string | null;
  acceptHosts: readonly string[];
  refuseHosts: readonly string[];
  /** Older evidence does not count; null: no age is named. */
  maxAge: Span | null;
};

/** `atLeast` or `atMost` a number of a unit. */
export type Threshold = {
  metric: string;
  atLeast: number | null;
  atMost: number | null;
  unit: string | null;
};

/** One statement about an organization (P4). */
export type Predicate = {
  id: string;
  text: string;
  kind: keyof typeof PREDICATE_KINDS;
  threshold: Threshold | null;
  evidence: EvidenceRules | null;
};

/** A boolean tree over statements (P3); `waivedIf` exempts whom its first part fits from its second. */
export type Criterion =
  | { all: readonly Criterion[] }
  | { any: readonly Criterion[] }
  | { not: Criterion }
  | { atLeast: number; of: readonly Criterion[] }
  | { waivedIf: Criterion; otherwise: Criterion }
  | { capacity: number; appliesTo: string }
  | Predicate;

export type Eligibility = {
  criteria: Criterion | null;
  /** Any of these vetoes (P5). */
  exclusions: readonly Criterion[];
  /** Places (P6); `appliesTo` names a group or says in words whom the limit counts. */
  capacity: { max: number; appliesTo: string } | null;
  applicants: readonly (keyof typeof APPLICANTS)[];
  text: string | null;
};

/** Who is prenotified together (P2). */
export type Group = {
  name: string;
  description: string;
  /** The group that it is a part of. */
  partOf: string | null;
  /** Brought together for one case. */
  perCase: boolean;
  /** Its own, in place of the policy's. */
  eligibility: Eligibility | null;
};

/** A field of the application form (P8). `criterion` is the id of the statement that it asks for. */
export type ApplicationField = { id: string; text: string; required: boolean; criterion: string | null };

export type Application = {
  channel: {
    kind: keyof typeof APPLICATION_CHANNELS;
    target: string | null;
    subject: string | null;
    /** Addresses of single persons are the only way in. */
    personal: boolean;
    text: string | null;
  } | null;
  fields: readonly ApplicationField[];
  incomplete: keyof typeof INCOMPLETE | null;
  decisionVisibility: keyof typeof VISIBILITIES | null;
  decision: Decision | null;
  vouching: Vouching | null;
};

/** P10 */
export type Decision = {
  steps: readonly {
    by: string;
    quorum: number | null;
    within: Span | null;
    discretion: boolean;
    text: string | null;
  }[];
  appeal: { to: string; within: Span | null } | null;
  reasonsRequired: boolean | null;
};

/** P11 */
export type Vouching = {
  need: keyof typeof VOUCHING;
  by: string;
  count: number | null;
  independent: boolean | null;
  chain: boolean | null;
  text: string | null;
};

/** P12 */
export type ContactRules = {
  kind: keyof typeof ADDRESS_KINDS;
  min: number | null;
  maxPerOrganization: number | null;
  /** The limit counts a legal entity with all of its names. */
  perLegalEntity: boolean | null;
  mustConfirm: boolean | null;
  forbidForwardToPublic: boolean | null;
  declareReaders: boolean | null;
  automationDeclared: boolean | null;
  pgp: keyof typeof NEEDS | null;
  text: string | null;
};

/** P13 */
export type PolicyTerms = {
  version: string;
  text: string;
  by: string | null;
  when: keyof typeof TERMS_WHEN | null;
};
