import { membershipWord } from "@/app/_lib/words";
import type { Tone } from "@/components/tone";
import type { DirectoryStanding, Lack } from "@/data/organizations/standing";
import type { MembershipState } from "@/domain/organization/membership";
import type { Standing } from "@/domain/policy/eligibility";

export const standingWord = (standing: DirectoryStanding): string =>
  standing === "none" ? "In no group" : membershipWord(standing);
export const membershipTone = (state: MembershipState): Tone =>
  state === "paused" || state === "accepted" ? "attention" : "quiet";

const LACKING: Record<Lack, string> = {
  contact: "no confirmed contact",
  confirmation: "an address waits for its mailbox",
  admission: "a contact waits to be admitted",
  person: "nobody who can sign in",
};
export const lackWord = (lack: Lack): string => LACKING[lack];

/** What an organization lacks, in words. Who has no contact at all obviously has nobody to sign in. */
export const gapsOf = (lacks: readonly Lack[]): string[] =>
  lacks.filter((l) => l !== "person" || !lacks.includes("contact")).map(lackWord);

const VERDICT: Record<Standing, string> = {
  met: "Met",
  not_met: "Not met",
  needs_person: "Needs a person",
};
export const verdictWord = (standing: Standing): string => VERDICT[standing];

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
