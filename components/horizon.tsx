import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { type Tone, toneIcon, toneText } from "./tone";
import { Link } from "./ui/link";
import { Section } from "./ui/section";

export type HorizonProps = {
  /** "Next 30 days" */
  title: string;
  from: string;
  to: string;
  days: number;
  /** In order; `day` counts from the beginning and may have a fraction. */
  marks: {
    id: string;
    day: number;
    label: ReactNode;
    /** A `<time>`. */
    at: ReactNode;
    /** "in 6 days 8 h" */
    away?: string | undefined;
    tone: Tone;
    href?: string | undefined;
  }[];
};

/** What is coming, to scale on a line and in words under it. */
export function Horizon({ title, from, to, days, marks }: HorizonProps) {
  const at = (day: number) => `${((Math.max(0, Math.min(day, days)) / days) * 98 + 1).toFixed(2)}%`;
  const weeks = Array.from({ length: Math.floor(days / 7) + 1 }, (_, week) => week * 7);
  return (
    <Section title={title}>
      <div className="rounded-lg border bg-surface px-4 py-3">
        <svg aria-hidden className="h-6 w-full overflow-visible" fill="none">
          <line x1={at(0)} x2={at(days)} y1="12" y2="12" className="stroke-line-strong" />
          {weeks.map((day) => (
            <line key={day} x1={at(day)} x2={at(day)} y1="8" y2="16" className="stroke-field" />
          ))}
          {marks.map((mark) => (
            <circle
              key={mark.id}
              cx={at(mark.day)}
              cy="12"
              r="5"
              strokeWidth="2"
              stroke="currentColor"
              fill={mark.tone === "quiet" ? undefined : "currentColor"}
              className={cn(toneText[mark.tone], mark.tone === "quiet" && "fill-surface")}
            />
          ))}
        </svg>
        <p className="flex justify-between text-xs text-ink-3 tabular-nums">
          <span>{from}</span>
          <span>{to}</span>
        </p>
        {marks.length === 0 ? (
          <p className="mt-2 text-ink-2">No release, stage or blackout day in this time.</p>
        ) : (
          <ul className="mt-2">
            {marks.map((mark) => (
              <Mark key={mark.id} mark={mark} />
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}

function Mark({ mark }: { mark: HorizonProps["marks"][number] }) {
  const Icon = toneIcon[mark.tone];
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 py-1">
      <span className="flex-1 text-sm text-ink-2 tabular-nums sm:w-48 sm:flex-none">{mark.at}</span>
      {mark.away ? <span className="text-sm text-ink-2 tabular-nums sm:w-28">{mark.away}</span> : null}
      <span className="flex w-full min-w-0 items-baseline gap-2 sm:w-auto sm:flex-1">
        <Icon
          aria-hidden
          size={12}
          strokeWidth={2.25}
          className={cn("shrink-0 translate-y-px", toneText[mark.tone])}
        />
        {mark.href ? (
          <Link href={mark.href} className="min-w-0 underline-offset-3 hover:underline">
            {mark.label}
          </Link>
        ) : (
          <span className="min-w-0">{mark.label}</span>
        )}
      </span>
    </li>
  );
}
