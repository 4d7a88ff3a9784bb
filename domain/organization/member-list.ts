import type { Temporal } from "temporal-polyfill";
import type { MEMBER_LISTS } from "@/domain/policy/vocabulary";

/** Of these a project's public page lists its members by name. Addresses are never published, whatever a policy says. */
export const PUBLISHED_LISTS = [
  "organizations",
  "organizationsAndAliases",
] as const satisfies (keyof typeof MEMBER_LISTS)[];

/** A time in which an organization was a member of one group; `until` is null while it runs. */
export type Span = { name: string; since: Temporal.Instant; until: Temporal.Instant | null };

export type PublicMembers = {
  members: { name: string; since: Temporal.Instant }[];
  /** Newest first. */
  changes: { name: string; what: "joined" | "left"; at: Temporal.Instant }[];
};

const order = (a: Temporal.Instant, b: Temporal.Instant): number => a.epochMilliseconds - b.epochMilliseconds;

/** Whoever is in several groups joined once and left once: spans that touch are one. */
function joined(spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of [...spans].sort((a, b) => order(a.since, b.since))) {
    const last = found.at(-1);
    if (!last || (last.until && order(last.until, span.since) < 0)) {
      found.push({ ...span });
      continue;
    }
    const later = last.until && span.until && order(last.until, span.until) > 0 ? last.until : span.until;
    last.until = last.until === null ? null : later;
  }
  return found;
}

/** The members of a project now, by name, and what changed when. */
export function publicMembers(spans: readonly Span[]): PublicMembers {
  const all = [...Map.groupBy(spans, (s) => s.name).values()].flatMap(joined);
  return {
    members: all
      .filter((s) => s.until === null)
      .map(({ name, since }) => ({ name, since }))
      .sort((a, b) => a.name.localeCompare(b.name, "en")),
    changes: all
      .flatMap((s) => [
        { name: s.name, what: "joined" as const, at: s.since },
        ...(s.until ? [{ name: s.name, what: "left" as const, at: s.until }] : []),
      ])
      .sort((a, b) => order(b.at, a.at) || a.name.localeCompare(b.name, "en")),
  };
}
