import { ChevronRight, CircleCheck } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "@/lib/cn";
import { type Tone, toneIcon, toneText, toneWord } from "./tone";
import { Link } from "./ui/link";

export type Duty = {
  id: string;
  tone: Tone;
  text: ReactNode;
  detail?: ReactNode | undefined;
  due?: ReactNode | undefined;
  /** Its deadline passed. */
  late?: boolean | undefined;
  action: { href: string; label: string };
};

export type DutyListProps = {
  groups: { title: string; duties: Duty[] }[];
  /** Said when nothing waits. */
  empty?: ReactNode | undefined;
};

/** What waits for this reader, by when. Groups without duties are left out. */
export function DutyList({ groups, empty }: DutyListProps) {
  const filled = groups.filter((group) => group.duties.length > 0);
  if (filled.length === 0) {
    return (
      <div className="flex items-start gap-3 rounded-lg border bg-surface px-4 py-5">
        <CircleCheck aria-hidden size={18} className="mt-px shrink-0 text-public" />
        <div className="min-w-0">
          <p className="font-medium">Nothing waits for you</p>
          <div className="text-ink-2">
            {empty ?? "What needs you will stand here, the nearest date first."}
          </div>
        </div>
      </div>
    );
  }
  return (
    <div className="overflow-hidden rounded-lg border bg-surface">
      {filled.map((group) => (
        <section key={group.title} className="not-first:border-t">
          <h2 className="border-b bg-sunken px-4 py-1.5 text-sm font-medium text-ink-2">
            {group.title} <span className="font-normal text-ink-3 tabular-nums">{group.duties.length}</span>
          </h2>
          <ul data-list="">
            {group.duties.map((duty) => (
              <DutyRow key={duty.id} duty={duty} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function DutyRow({ duty }: { duty: Duty }) {
  const id = useId();
  const Icon = toneIcon[duty.tone];
  return (
    <li className="stretched grid grid-cols-[1rem_minmax(0,1fr)_auto] items-baseline gap-x-3 px-4 py-2 not-first:border-t hover:bg-hover focus-within:bg-hover sm:grid-cols-[1rem_minmax(0,1fr)_auto_auto]">
      <span className={cn("self-start pt-[3px]", toneText[duty.tone])}>
        <Icon aria-hidden size={14} strokeWidth={2.25} />
        <span className="sr-only">{toneWord[duty.tone]}</span>
      </span>
      {/* On phones the words take the whole width, and by when and what to do stand under them. */}
      <div className="min-w-0 max-sm:col-span-2">
        <p id={id} className={duty.tone === "quiet" ? undefined : "font-medium"}>
          {duty.text}
        </p>
        {duty.detail ? <p className="text-sm text-ink-3">{duty.detail}</p> : null}
      </div>
      <p
        className={cn(
          "text-sm tabular-nums max-sm:col-start-2 sm:text-end",
          duty.late ? "text-danger" : "text-ink-2",
        )}
      >
        {duty.due}
      </p>
      <Link
        href={duty.action.href}
        data-row-link
        data-item
        aria-describedby={id}
        className="inline-flex min-w-20 sm:min-w-24 items-center justify-end gap-0.5 font-medium whitespace-nowrap text-accent"
      >
        {duty.action.label}
        <ChevronRight aria-hidden size={14} />
      </Link>
    </li>
  );
}
