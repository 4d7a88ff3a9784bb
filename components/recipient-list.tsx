import { type ReactNode, useId } from "react";
import { cn } from "@/lib/cn";
import { type Tone, toneIcon, toneText, toneWord } from "./tone";

export type Recipient = {
  id: string;
  name: ReactNode;
  /** Which contacts, by which key: one a line. */
  detail: ReactNode;
  reason: ReactNode;
  tone?: Tone | undefined;
};

export type RecipientListProps = { title: string; count: number; rows: Recipient[]; empty: ReactNode };

/** Who gets it, or who does not, each with the reason. */
export function RecipientList({ title, count, rows, empty }: RecipientListProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-lg border bg-surface">
      <h3 id={id} className="flex items-baseline justify-between gap-4 px-4 py-2 font-medium">
        {title}
        <span className="text-ink-2 tabular-nums">{count}</span>
      </h3>
      {rows.length === 0 ? (
        <div className="border-t px-4 py-3 text-ink-2">{empty}</div>
      ) : (
        <ul className="border-t">
          {rows.map((row) => (
            <RecipientRow key={row.id} row={row} />
          ))}
        </ul>
      )}
    </section>
  );
}

function RecipientRow({ row }: { row: Recipient }) {
  const tone = row.tone === "quiet" ? undefined : row.tone;
  const Icon = tone ? toneIcon[tone] : null;
  return (
    <li className="grid items-baseline gap-x-4 px-4 py-2 not-first:border-t sm:grid-cols-[minmax(0,2fr)_minmax(0,4fr)_minmax(0,3fr)]">
      <span className="min-w-0 font-medium">{row.name}</span>
      {row.detail ? <span className="min-w-0 whitespace-pre-line text-ink-2">{row.detail}</span> : null}
      {/* Without a contact the reason stands in its place: no eye has to cross an empty column. */}
      <span
        className={cn(
          "flex min-w-0 items-baseline gap-1.5 text-ink-2",
          row.detail ? undefined : "sm:col-span-2",
          tone && toneText[tone],
        )}
      >
        {Icon && tone ? (
          <>
            <Icon aria-hidden size={12} strokeWidth={2.25} className="shrink-0 translate-y-px" />
            <span className="sr-only">{toneWord[tone]}: </span>
          </>
        ) : null}
        <span className="min-w-0">{row.reason}</span>
      </span>
    </li>
  );
}
