import type { Anchor, Span } from "@/domain/policy/parts/time";
import type { CHANNEL_KINDS, CLOCKS } from "@/domain/policy/vocabulary";

/** One door for reports. */
export type Channel = {
  kind: keyof typeof CHANNEL_KINDS;
  /** What the text calls it; the words of a link, where it is one. */
  words: string;
  /** Address or link; null where the text names none. */
  target: string | null;
  /** Whether what is sent there stays private; null where the text does not say, or the target cannot keep it. */
  private: boolean | null;
  /** An address of one person, whom nobody stands in for. */
  personal: boolean;
  subject: string | null;
  /** How to encrypt: a link to the key, or the text's words for it. */
  encryption: string | null;
  /** For what is urgent alone. */
  urgent: boolean;
  text: string | null;
};

/** Where reports are handed to a team of another project. */
export type HandedTo = {
  team: string;
  policy: string | null;
  /** The door that the other team's own text names. */
  door: string | null;
};

export type Reporting = {
  channels: readonly Channel[];
  whereNot: readonly string[];
  include: readonly { text: string; required: boolean }[];
  conversationHome: string | null;
  handedTo: HandedTo | null;
  /** RFC 5646 tags for security.txt. */
  languages: readonly string[];
  /** When security.txt expires (RFC 9116, 2.5.5), an instant; null: a year after the contacts were confirmed last, ours. */
  expires: string | null;
  text: string | null;
};

/** A promise to whoever reports (P38, P48). */
export type Clock = {
  what: keyof typeof CLOCKS;
  /** For these severities alone; empty for all. Where the policy has no scale they are words that a member weighs. */
  severities: readonly string[];
  /** Null: promised, with no time named. */
  within: Span | null;
  anchor: Anchor | null;
  text: string | null;
};

export type SupportedVersion = { range: string; supported: boolean; text: string | null };

/** `dependencies`: the item speaks of the project's dependencies. */
export type ScopeItem = { text: string; dependencies: boolean };
export type Scope = {
  in: readonly ScopeItem[];
  out: readonly ScopeItem[];
  /** "typically": the limits of the list are soft. */
  typically: boolean;
};
