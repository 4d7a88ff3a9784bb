import type { DeskCase } from "@/app/_lib/case";
import { decideChange } from "@/domain/case/vulnerabilities";

/** Why a case's vulnerabilities cannot be changed now; null when they can. */
export function whyUnchangeable(of: DeskCase, change: "add" | "edit" | "remove"): string | null {
  const { state, progress } = of.summary;
  const { publicationProposed, vulnerabilities: present } = progress;
  const decision = decideChange({ state, publicationProposed, present }, change);
  return decision.ok ? null : decision.because;
}
