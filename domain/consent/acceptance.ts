import type { Terms } from "@/domain/consent/terms";

/** How terms were accepted: by a contact here, with an application, or elsewhere, as a member recorded. */
export const ACCEPTED_HOW = ["portal", "application", "recorded"] as const;
export type AcceptedHow = (typeof ACCEPTED_HOW)[number];

/** What is on record of an organization's acceptances in a project. */
export type TermsOnRecord = {
  /** Versions that somebody of the organization accepted. */
  accepted: readonly string[];
  /** The version that its membership began under, before acceptances were recorded. */
  joinedUnder: string | null;
};

/**
 * Whether an organization stands under the terms that are asked for (P13, policies.md 3e 12). A new version of the terms
 * is a material change and asks again; a text that is corrected under the same version is none.
 */
export const standsUnder = (terms: Pick<Terms, "version">, on: TermsOnRecord): boolean =>
  on.accepted.includes(terms.version) || on.joinedUnder === terms.version;

/** The gap, in words: why a notice does not go. */
export const termsWanted = (terms: Pick<Terms, "version">): string =>
  `Has not accepted the terms (version ${terms.version})`;
