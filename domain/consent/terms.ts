import type { Policy } from "@/domain/policy/policy";

export const CONSENT_STATES = ["invited", "accepted", "declined", "lapsed"] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

export type Terms = { version: string; text: string; ours: boolean };

/** Used where a policy has no terms of its own, and shown as ours. */
const NEUTRAL: Terms = {
  version: "curfew-1",
  ours: true,
  text: [
    "What you read here is not public. Until the embargo ends you may use it to prepare a fix for what you ship or run, within the sharing label shown on this page.",
    "Do not publish it, release a fix for it, or say that it exists before the team makes it public or tells you otherwise in writing.",
    "If you think that something became known, tell the team at once. Telling us early is never held against you.",
  ].join("\n\n"),
};

/** The terms a vendor is asked to accept: the policy's, else a neutral text of ours. */
export const termsOf = (policy: Policy): Terms =>
  policy.terms ? { version: policy.terms.version, text: policy.terms.text, ours: false } : NEUTRAL;

/** Where the policy names no time, a vendor counts as silent after this many hours; shown as our default. */
export const DEFAULT_SILENT_HOURS = 24;
