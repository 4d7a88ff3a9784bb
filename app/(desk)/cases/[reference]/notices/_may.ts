import type { DeskCase } from "@/app/_lib/case";

/** Why no notice can be written now, in words that say what would have to happen; null when one can. */
export function whyNoNotice(of: DeskCase): string | null {
  const { state } = of.summary;
  if (of.publicSince)
    return "This vulnerability was public before the case was opened: nothing of it is secret.";
  if (state === "public" || state === "closed") return "The case is public.";
  if (state === "rejected") return "The case was rejected.";
  if (!of.offered.ok) return of.offered.because;
  if (state === "triaging") return "Confirm the case first.";
  if (of.prenotify === "no") return "It was decided not to prenotify vendors of this case.";
  if (of.prenotify !== "yes") return "Decide first whether vendors of this case are prenotified.";
  if (!of.summary.release) return "Set the release instant first: a notice says until when.";
  return null;
}
