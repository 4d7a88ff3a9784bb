import type { ANNOUNCEMENTS, CREDITS } from "@/domain/policy/vocabulary";

/** A text to read, in Markdown, under an anchor of its own. */
export type Block = { id: string; heading: string; text: string };

/** P49: what each place of the text says. */
export type Credit = { rule: keyof typeof CREDITS; text: string | null };

/** P50 */
export type Announcement = { kind: keyof typeof ANNOUNCEMENTS; name: string; target: string | null };

export type Bounty = { offered: boolean; target: string | null; text: string | null };

export type PublicContact = { name: string; target: string | null };
