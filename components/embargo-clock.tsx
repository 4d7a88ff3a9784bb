import { cn } from "@/lib/cn";
import { ClockDial } from "./clock-dial";
import { type Tone, toneIcon, toneText } from "./tone";
import { Badge } from "./ui/badge";

export type EmbargoClockProps = {
  /** The state in a word: "active", "overdue", "public". */
  state: string;
  tone: Tone;
  /** "Tue 12 Jan 2027, 17:00 UTC" */
  utc: string;
  iso: string;
  /** "Wed 13 Jan, 02:00" */
  local?: string | undefined;
  /** "Tokyo" */
  localZone?: string | undefined;
  /** "in 3 days 4 h" */
  relative: string;
  size?: "line" | "header" | "hero" | undefined;
};

/** When it ends: UTC first, the reader's own time under it, how far beside it. The same in lists and headers. */
export function EmbargoClock({ size = "line", ...clock }: EmbargoClockProps) {
  return size === "line" ? <Line {...clock} /> : <Face {...clock} hero={size === "hero"} />;
}

function Line({ state, tone, utc, iso, local, localZone, relative }: EmbargoClockProps) {
  const Icon = toneIcon[tone];
  return (
    <span className="inline-grid min-w-0 tabular-nums">
      <span className="flex flex-wrap items-baseline gap-x-2">
        <span className={cn("inline-flex items-center gap-1 font-medium", toneText[tone])}>
          <Icon aria-hidden size={12} strokeWidth={2.25} className="shrink-0" />
          {state}
        </span>
        <time dateTime={iso} className="sm:whitespace-nowrap">
          {utc}
        </time>
        <span className={cn("sm:whitespace-nowrap", tone === "danger" ? "text-danger" : "text-ink-3")}>
          {relative}
        </span>
      </span>
      {local ? (
        <span className="text-sm text-ink-3">
          {local} {localZone}
        </span>
      ) : null}
    </span>
  );
}

function Face({
  state,
  tone,
  utc,
  iso,
  local,
  localZone,
  relative,
  hero,
}: EmbargoClockProps & { hero: boolean }) {
  return (
    <div className={cn("flex min-w-0 items-center tabular-nums", hero ? "gap-4 sm:gap-5" : "gap-3.5")}>
      <ClockDial
        iso={iso}
        className={cn(
          hero ? "size-14 sm:size-20" : "size-12",
          tone === "quiet" || tone === "attention" ? "text-accent" : toneText[tone],
        )}
      />
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          {/^(Embargo|Public)/.test(state) ? null : <span className="text-ink-3">Embargo</span>}
          <Badge tone={tone}>{state}</Badge>
        </p>
        <p className="mt-0.5 flex flex-wrap items-baseline gap-x-3">
          <time
            dateTime={iso}
            className={cn(
              "font-semibold",
              hero ? "text-lg tracking-[-0.014em] sm:text-2xl" : "text-lg tracking-[-0.011em]",
            )}
          >
            {utc}
          </time>
          <span
            className={cn(hero && "sm:text-md", tone === "danger" ? "font-medium text-danger" : "text-ink-2")}
          >
            {relative}
          </span>
        </p>
        {local ? (
          <p className={cn("text-ink-3", !hero && "text-sm")}>
            {local} {localZone}
          </p>
        ) : null}
      </div>
    </div>
  );
}
