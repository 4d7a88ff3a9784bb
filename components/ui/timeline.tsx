import { ChevronRight, Cog, Mail, User } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export type TimelineEntry = {
  id: string;
  /** A `<time>`. */
  at: ReactNode;
  day: string;
  actor: string;
  actorKind: "person" | "system" | "mail";
  text: ReactNode;
  detail?: ReactNode | undefined;
};

const icons = { person: User, system: Cog, mail: Mail };
const kinds = { person: "Person", system: "System", mail: "Mail" };

/** Entries come newest first; days follow their order. */
export function Timeline({ entries }: { entries: TimelineEntry[] }) {
  const days = new Map<string, TimelineEntry[]>();
  for (const entry of entries) days.set(entry.day, [...(days.get(entry.day) ?? []), entry]);
  return (
    <div className="grid gap-6">
      {[...days].map(([day, list]) => (
        <section key={day}>
          <h3 className="mb-2 text-sm font-medium text-ink-2 tabular-nums">{day}</h3>
          <ol>
            {list.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const Icon = icons[entry.actorKind];
  const person = entry.actorKind === "person";
  return (
    <li className="relative grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3 py-1.5 not-last:before:absolute not-last:before:top-8 not-last:before:-bottom-1 not-last:before:left-3 not-last:before:w-px not-last:before:bg-line">
      <span
        className={cn(
          "z-1 grid size-6 place-items-center rounded-full border bg-surface",
          person ? "border-line-strong text-ink" : "text-ink-3",
        )}
      >
        <Icon aria-hidden size={12} />
        <span className="sr-only">{kinds[entry.actorKind]}</span>
      </span>
      <div className="min-w-0 pt-0.5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <p className={cn("min-w-0 max-w-[70ch] flex-1 basis-60", !person && "text-ink-2")}>
            <span className={cn(person && "font-medium")}>{entry.actor}</span> {entry.text}
          </p>
          <span className="text-sm whitespace-nowrap text-ink-3 tabular-nums">{entry.at}</span>
        </div>
        {entry.detail ? (
          <details className="group/detail mt-0.5">
            <summary className="inline-flex min-h-6 items-center gap-1 rounded text-sm text-ink-3 hover:text-ink">
              <ChevronRight
                aria-hidden
                size={12}
                className="transition-transform duration-100 group-open/detail:rotate-90"
              />
              Details
            </summary>
            <div className="mt-1 mb-2 rounded-md border bg-sunken px-3 py-2 text-sm">{entry.detail}</div>
          </details>
        ) : null}
      </div>
    </li>
  );
}
