import { cn } from "@/lib/cn";

/** A dial whose last quarter is not told yet. */
export function Mark({ className }: { className?: string | undefined }) {
  return (
    <svg aria-hidden viewBox="0 0 20 20" fill="none" className={cn("size-5 shrink-0", className)}>
      <path
        d="M10 1.75a8.25 8.25 0 1 0 8.25 8.25"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
      />
      <path
        d="M13.4 2.48a8.3 8.3 0 0 1 4.12 4.12"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeDasharray="0.1 2.6"
      />
      <path
        d="M10 5.75V10l2.9 1.7"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2">
      <Mark className="text-accent" />
      <span className="text-md font-semibold tracking-[-0.02em]">Curfew</span>
    </span>
  );
}
