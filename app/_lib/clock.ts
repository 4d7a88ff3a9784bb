import type { Temporal } from "temporal-polyfill";
import type { EmbargoClockProps } from "@/components/embargo-clock";
import { type CaseFacts, embargoOf, isOverdue } from "@/domain/case/state";
import { distance, inUtc, wallTime } from "@/domain/time";

/** The embargo clock of a case: the same words in every list and header. Null while there is no release instant. */
export function clockOf(
  of: CaseFacts & { publishedAt?: Temporal.Instant | null },
  now: Temporal.Instant,
  zone: string | undefined,
): EmbargoClockProps | null {
  const at = of.publishedAt ?? of.release?.at;
  if (!at) return null;
  const local = zone && zone !== "UTC" ? { local: wallTime(at, zone), localZone: zone } : {};
  const shared = { utc: inUtc(at), iso: at.toString(), relative: distance(at, now), ...local };
  if (of.publishedAt) return { ...shared, state: "Public", tone: "public" };
  if (isOverdue(of, now)) return { ...shared, state: "Overdue", tone: "danger" };
  if (of.state === "rejected" || of.state === "closed") return { ...shared, state: "Over", tone: "quiet" };
  return {
    ...shared,
    state: embargoOf(of) === "revised" ? "Embargo revised" : "Embargo active",
    tone: "attention",
  };
}
