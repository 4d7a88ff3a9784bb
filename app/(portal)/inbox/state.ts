import type { Tone } from "@/components/tone";
import type { CaseState } from "@/domain/case/state";
import type { ConsentState } from "@/domain/consent/terms";

type Item = {
  state: CaseState;
  publishedAt: unknown;
  consent: ConsentState;
  acknowledged: boolean;
  /** How many vulnerabilities it said nothing of yet. */
  unanswered: number;
};

/** Where a case stands for the reader's organization, and what is asked of it. Neutral: nothing of the text. */
export function standing(of: Item): { word: string; tone: Tone; asked: string | null } {
  if (of.publishedAt) return { word: "Public", tone: "public", asked: null };
  if (of.state === "rejected" || of.state === "closed") return { word: "Over", tone: "quiet", asked: null };
  switch (of.consent) {
    case "invited":
    case "lapsed":
      return { word: "Terms to answer", tone: "attention", asked: "Accept or decline the terms" };
    case "declined":
      return { word: "Declined", tone: "quiet", asked: null };
    case "accepted":
      if (!of.acknowledged) return { word: "To read", tone: "attention", asked: "Read and acknowledge it" };
      return of.unanswered > 0
        ? { word: "Status missing", tone: "attention", asked: "Say how it concerns you" }
        : { word: "Acknowledged", tone: "quiet", asked: null };
  }
}
