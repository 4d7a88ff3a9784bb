import type { Temporal } from "temporal-polyfill";
import { isAtOrBefore } from "@/domain/time";

/** Something that waits for a member, and by when. Without a deadline it waits in the last group. */
export type Duty = {
  id: string;
  tone: "quiet" | "attention" | "danger";
  text: string;
  detail: string | null;
  due: Temporal.Instant | null;
  /** True when it must be done at once whatever its deadline, such as an overdue embargo. */
  urgent: boolean;
  action: { href: string; label: string };
};

export const DUTY_GROUPS = ["Now", "Today", "This week", "Later"] as const;
export type DutyGroup = (typeof DUTY_GROUPS)[number];

/** Duties by deadline: what is urgent or due within the hour, within a day, within a week, and the rest. */
export function groupDuties(
  duties: readonly Duty[],
  now: Temporal.Instant,
): { title: DutyGroup; duties: Duty[] }[] {
  const within = (d: Duty, hours: number) => d.due !== null && isAtOrBefore(d.due, now.add({ hours }));
  const groupOf = (d: Duty): DutyGroup =>
    d.urgent || within(d, 1) ? "Now" : within(d, 24) ? "Today" : within(d, 24 * 7) ? "This week" : "Later";
  const key = (d: Duty) => d.due?.epochMilliseconds ?? Number.MAX_SAFE_INTEGER;
  const rank = (d: Duty) => ["danger", "attention", "quiet"].indexOf(d.tone);
  return DUTY_GROUPS.map((title) => ({
    title,
    duties: duties
      .filter((d) => groupOf(d) === title)
      .sort((a, b) => Number(b.urgent) - Number(a.urgent) || key(a) - key(b) || rank(a) - rank(b)),
  })).filter((g) => g.duties.length > 0);
}
