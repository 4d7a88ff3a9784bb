import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Link } from "./ui/link";

export type MailListItem = {
  id: string;
  to: string;
  subject: string;
  /** A `<time>`. */
  at: ReactNode;
  href: string;
  current?: boolean | undefined;
};

export function MailList({ messages }: { messages: MailListItem[] }) {
  if (messages.length === 0) {
    return (
      <p className="rounded-lg border border-dashed border-line-strong px-4 py-6 text-center text-ink-2">
        No mail yet. What the portal sends arrives here.
      </p>
    );
  }
  return (
    <ul data-list="" className="overflow-hidden rounded-lg border bg-surface">
      {messages.map((message) => (
        <li
          key={message.id}
          className={cn(
            "stretched px-4 py-2 not-first:border-t focus-within:bg-hover hover:bg-hover",
            message.current && "bg-accent-soft hover:bg-accent-soft",
          )}
        >
          <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm text-ink-3">
            <span className="min-w-0">{message.to}</span>
            <span className="shrink-0 tabular-nums">{message.at}</span>
          </p>
          <Link
            href={message.href}
            data-row-link
            data-item
            aria-current={message.current ? "page" : undefined}
            className={cn("line-clamp-2", message.current && "font-medium")}
          >
            {message.subject}
          </Link>
        </li>
      ))}
    </ul>
  );
}
