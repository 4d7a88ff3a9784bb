import type { Anchor, Anchored, Span } from "@/domain/policy/parts/time";
import type {
  AUDIENCES,
  CONSENT_WHEN,
  CONTENT_LEVELS,
  DELIVERY_WAYS,
  FREEZE_CHANGES,
  IN_FLIGHT,
} from "@/domain/policy/vocabulary";

export type ContentLevel = keyof typeof CONTENT_LEVELS;

/** P16 */
export type Stage = {
  name: string;
  audience: keyof typeof AUDIENCES;
  /** Names of groups, where the audience is groups; empty for all of them. */
  groups: readonly string[];
  offset: Span | null;
  anchor: Anchor | null;
  content: readonly ContentLevel[];
  severities: readonly string[];
  repeatEvery: Span | null;
  optional: boolean;
  text: string | null;
};

/** A list or tracker that the policy sends to, with the cap that it sets itself (P18, P23). */
export type OuterChannel = {
  name: string;
  target: string | null;
  subjectTag: string | null;
  /** How long it lets an embargo run, as this policy's text has it. */
  limit: Anchored | null;
  /** The same as the channel's own text had it, on the day that somebody looked. */
  ownLimit: (Anchored & { checkedOn: string }) | null;
  text: string | null;
};

export type Prenotification = {
  text: string | null;
  /** Whom the text names as recipients: ids of statements of the criteria. */
  recipients: readonly string[];
  /** The text says that every vulnerability with a CVE is prenotified. */
  everyCve: boolean;
  /** Lead time in the words of the text, where no number stands in it. */
  leadTime: string | null;
  stages: readonly Stage[];
  /** What each level of content has to hold (P22). */
  content: readonly { level: ContentLevel; fields: readonly string[] }[];
  ways: readonly (keyof typeof DELIVERY_WAYS)[];
  subjectTag: string | null;
  /** May plain mail name the release instant? (product.md, rule 7) */
  mailSaysDate: boolean;
  channels: readonly OuterChannel[];
  freeze: { offset: Span; anchor: Anchor | null; onChange: keyof typeof FREEZE_CHANGES } | null;
  newMembersInFlight: keyof typeof IN_FLIGHT | null;
};

/** P45 */
export type ConsentRule = {
  when: keyof typeof CONSENT_WHEN;
  lapsesOnRevision: boolean | null;
  answerWithin: Span | null;
};
