import { cn } from "@/lib/cn";

/** Words of the policy. Weight grows with severity, colour does not: red is kept for a breach or a passed date. */
export function SeverityBadge({ label }: { label: string }) {
  return (
    <span
      className={cn(
        "inline-flex max-w-full items-center rounded border px-1.5 py-px text-2xs font-semibold tracking-[0.04em]",
        weights[label.toUpperCase()] ?? "border-line-strong text-ink-2",
      )}
    >
      <span className="sr-only">Severity </span>
      {label}
    </span>
  );
}

const weights: Record<string, string> = {
  CRITICAL: "border-ink bg-ink text-canvas",
  HIGH: "border-ink text-ink",
};
