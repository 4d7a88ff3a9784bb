import { cn } from "@/lib/cn";

const ticks = Array.from({ length: 24 }, (_, hour) => hour);

/** The instant's hour on a day of 24 hours UTC, midnight at the top. Decoration: the words beside it say it. */
export function ClockDial({ iso, className }: { iso: string; className?: string | undefined }) {
  const time = /T(\d\d):(\d\d)/.exec(iso);
  const hour = Number(time?.[1] ?? 0) + Number(time?.[2] ?? 0) / 60;
  return (
    <svg
      aria-hidden
      viewBox="0 0 64 64"
      fill="none"
      stroke="currentColor"
      className={cn("shrink-0", className)}
    >
      <circle cx="32" cy="32" r="30.5" className="fill-surface stroke-line-strong" />
      {ticks.map((tick) => (
        <path
          key={tick}
          d={tick % 6 === 0 ? "M32 4.5v5.5" : "M32 4.5v2.5"}
          transform={`rotate(${tick * 15} 32 32)`}
          strokeWidth={tick % 6 === 0 ? 1.5 : 1}
          strokeLinecap="round"
          className={tick % 6 === 0 ? "stroke-ink-2" : "stroke-field"}
        />
      ))}
      <path d={arc(hour)} strokeWidth="3" strokeLinecap="round" />
      <path d="M32 32V18.5" transform={`rotate(${hour * 15} 32 32)`} strokeWidth="2" strokeLinecap="round" />
      <circle cx="32" cy="32" r="2.5" fill="currentColor" stroke="none" />
    </svg>
  );
}

/** From midnight to the instant, inside the ticks. */
function arc(hour: number): string {
  const angle = (Math.min(hour, 23.99) / 12) * Math.PI;
  const x = (32 + 18 * Math.sin(angle)).toFixed(2);
  const y = (32 - 18 * Math.cos(angle)).toFixed(2);
  return `M32 14A18 18 0 ${hour > 12 ? 1 : 0} 1 ${x} ${y}`;
}
