import type { Criterion } from "@/domain/policy/parts/eligibility";
import { capital, listed, sentence, spanWords } from "@/domain/policy/words";

/** What a node of a tree of criteria asks, in words. */
export function asks(c: Criterion): string {
  if ("all" in c) return "All of these";
  if ("any" in c) return "Any of these";
  if ("of" in c) return `At least ${c.atLeast} of these`;
  if ("not" in c) return "Not this";
  if ("waivedIf" in c) return "Whom the first fits is exempt from the second";
  if ("capacity" in c) return `A place of ${c.capacity}: ${c.appliesTo}`;
  return c.text;
}

/** What a statement asks for beyond its words: a number, and what shows it. Null for a node that is none, or asks for no more. */
export function proofWords(c: Criterion): string | null {
  if (!("id" in c)) return null;
  const { threshold: t, evidence: e } = c;
  const unit = t?.unit ? ` ${t.unit}` : "";
  const words = [
    ...(t && t.atLeast !== null ? [`${capital(t.metric)}: at least ${t.atLeast}${unit}.`] : []),
    ...(t && t.atMost !== null ? [`${capital(t.metric)}: at most ${t.atMost}${unit}.`] : []),
    ...(e?.text ? [sentence(e.text)] : []),
    ...(e && e.acceptHosts.length > 0 ? [`Evidence counts at ${listed(e.acceptHosts)} alone.`] : []),
    ...(e && e.refuseHosts.length > 0 ? [`Evidence does not count at ${listed(e.refuseHosts)}.`] : []),
    ...(e?.maxAge ? [`Evidence is at most ${spanWords(e.maxAge)} old.`] : []),
  ];
  return words.length > 0 ? words.join(" ") : null;
}
