import type { Temporal } from "temporal-polyfill";
import type { Predicate, Threshold } from "@/domain/policy/parts/eligibility";
import { longestHours } from "@/domain/policy/spans";
import { inUtc, isAtOrBefore } from "@/domain/time";

/** One piece of evidence for a statement. What a member says of it counts before what it says itself. */
export type Proof = {
  verdict: "met" | "not_met" | null;
  url: string | null;
  /** For what is measured. */
  value: number | null;
  /** For what the organization attests or others state. */
  holds: boolean | null;
  datedAt: Temporal.Instant | null;
  /** From then on it shows nothing any more; null where nobody set a day. */
  reviewBy: Temporal.Instant | null;
};
export const NO_PROOF: Proof = {
  verdict: null,
  url: null,
  value: null,
  holds: null,
  datedAt: null,
  reviewBy: null,
};

const JUDGED = "a member judged it";
type Found = { standing: "met" | "not_met" | "needs_person"; because: string };
const person = (because: string): Found => ({ standing: "needs_person", because });

/**
 * A statement over all the evidence for it, in whatever order: one that shows it suffices. Where one shows it and another
 * denies it, a person has to look: evidence never turns *met* into *not met*, and an organization's own word never
 * overrules a member.
 */
export function standingOfStatement(p: Predicate, proofs: readonly Proof[], now: Temporal.Instant): Found {
  const found = proofs.map((proof) => standingOfProof(p, proof, now));
  const [met, lost] = [firstOf(found, "met"), firstOf(found, "not_met")];
  if (met && lost) return person("the evidence contradicts itself");
  return met ?? firstOf(found, "needs_person") ?? lost ?? person("nobody judged it");
}

/** Of several reasons what a member said, else always the same one, in whatever order they came. */
function firstOf(found: readonly Found[], standing: Found["standing"]): Found | null {
  const reasons = found.flatMap((f) => (f.standing === standing ? [f.because] : [])).sort();
  const because = reasons.find((r) => r === JUDGED) ?? reasons[0];
  return because === undefined ? null : { standing, because };
}

function standingOfProof(p: Predicate, proof: Proof, now: Temporal.Instant): Found {
  const refused = doesNotCount(p, proof, now);
  if (refused !== null) return person(refused);
  if (proof.verdict) return { standing: proof.verdict, because: JUDGED };
  switch (p.kind) {
    case "attestation":
      return stated(proof.holds, "the organization attests it", "the organization says no");
    case "external":
      return stated(proof.holds, "others state it", "others state the opposite");
    case "measured":
      return measured(p.threshold, proof.value);
    case "evidenceUrl":
      return person("a member has to read the page");
    case "judgement":
      return person("a member judges it");
  }
}

function stated(holds: boolean | null, yes: string, no: string): Found {
  if (holds === null) return person("nobody said so");
  return holds ? { standing: "met", because: yes } : { standing: "not_met", because: no };
}

function measured(t: Threshold | null, value: number | null): Found {
  if (!t || value === null || !Number.isFinite(value)) return person("nobody measured it");
  const low = t.atLeast !== null && value < t.atLeast;
  const high = t.atMost !== null && value > t.atMost;
  const unit = t.unit ? ` ${t.unit}` : "";
  const asked = [
    t.atLeast === null ? "" : `at least ${t.atLeast}`,
    t.atMost === null ? "" : `at most ${t.atMost}`,
  ].filter(Boolean);
  return {
    standing: low || high ? "not_met" : "met",
    because: `${t.metric}: ${value}${unit}, asked is ${asked.join(" and ")}${unit}`,
  };
}

/** Why evidence does not count by the policy's rules; null when it does. */
export function doesNotCount(p: Predicate, proof: Proof, now: Temporal.Instant): string | null {
  const rules = p.evidence;
  if (p.kind === "evidenceUrl" && proof.url === null) return "no page shows it";
  if (proof.url !== null && (rules || p.kind === "evidenceUrl")) {
    const host = hostOf(proof.url);
    if (host === null) return "the page is no https address";
    if (rules && rules.acceptHosts.length > 0 && !rules.acceptHosts.some((h) => fits(h, host)))
      return `pages of ${host} do not count, those of ${rules.acceptHosts.join(", ")} do`;
    if (rules?.refuseHosts.some((h) => fits(h, host))) return `pages of ${host} do not count`;
  }
  if (proof.reviewBy && isAtOrBefore(proof.reviewBy, now))
    return `the evidence was to be renewed by ${inUtc(proof.reviewBy)}`;
  if (rules?.maxAge && proof.datedAt) {
    const end = proof.datedAt.add({ minutes: Math.round(longestHours(rules.maxAge) * 60) });
    if (isAtOrBefore(end, now)) return `the evidence is too old: it counted until ${inUtc(end)}`;
  }
  return null;
}

function hostOf(url: string): string | null {
  const found = /^https:\/\/([a-z0-9.-]+)(?::\d{1,5})?(?:[/?#]|$)/i.exec(url);
  return found?.[1]?.toLowerCase() ?? null;
}
const fits = (rule: string, host: string): boolean =>
  rule.startsWith("*.") ? host.endsWith(rule.slice(1)) : host === rule;
