import { Circle, Globe, Hourglass, type LucideIcon, OctagonAlert } from "lucide-react";

/** Colour is the third cue, after the word and the icon. */
export type Tone = "quiet" | "attention" | "danger" | "public";

export const toneIcon: Record<Tone, LucideIcon> = {
  quiet: Circle,
  attention: Hourglass,
  danger: OctagonAlert,
  public: Globe,
};

/** Said to screen readers where a tone stands as an icon alone. */
export const toneWord: Record<Tone, string> = {
  quiet: "No hurry",
  attention: "Waits for somebody",
  danger: "Late or broken",
  public: "Public",
};

export const toneText: Record<Tone, string> = {
  quiet: "text-ink-2",
  attention: "text-attention",
  danger: "text-danger",
  public: "text-public",
};

export const toneBox: Record<Tone, string> = {
  quiet: "border-line bg-sunken",
  attention: "border-attention-line bg-attention-soft",
  danger: "border-danger-line bg-danger-soft",
  public: "border-public-line bg-public-soft",
};
