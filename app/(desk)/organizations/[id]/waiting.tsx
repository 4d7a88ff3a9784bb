import { CircleCheck } from "lucide-react";
import {
  contactItems,
  type Item,
  projectItems,
  type WaitingProps,
} from "@/app/(desk)/organizations/[id]/waiting-items";
import { toneIcon, toneText, toneWord } from "@/components/tone";
import { cn } from "@/lib/cn";

/** What waits for a decision about this organization, and the way to it. */
export function Waiting(props: WaitingProps) {
  const items = [...props.projects.flatMap((p) => projectItems(props, p)), ...contactItems(props.of)];
  if (items.length === 0)
    return (
      <p className="flex items-center gap-2 text-ink-2">
        <CircleCheck aria-hidden size={16} className="shrink-0 text-public" />
        Nothing waits for a decision here.
      </p>
    );
  return (
    <ul aria-label="What waits" className="rounded-lg border bg-surface">
      {items.map((item) => (
        <Row key={item.id} item={item} />
      ))}
    </ul>
  );
}

function Row({ item }: { item: Item }) {
  const Icon = toneIcon[item.tone];
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-3 not-first:border-t">
      <div className="flex min-w-0 flex-1 basis-72 items-start gap-2.5">
        <Icon aria-hidden size={14} className={cn("mt-[3px] shrink-0", toneText[item.tone])} />
        <span className="sr-only">{toneWord[item.tone]}: </span>
        <div className="min-w-0 max-w-[70ch]">
          <p className="font-medium">{item.text}</p>
          {item.detail ? <div className="text-ink-2">{item.detail}</div> : null}
        </div>
      </div>
      {item.action ? <div className="flex flex-wrap items-start gap-2 max-sm:pl-6">{item.action}</div> : null}
    </li>
  );
}
