import type { LucideIcon } from "lucide-react";
import { Link } from "@/components/ui/link";
import { cn } from "@/lib/cn";

export type NavItem = {
  href: string;
  label: string;
  icon: LucideIcon;
  /** How many wait. */
  count?: number | undefined;
  current?: boolean | undefined;
};

export function NavList({ items }: { items: NavItem[] }) {
  return (
    <ul className="grid gap-px">
      {items.map(({ href, label, icon: Icon, count, current }) => (
        <li key={href}>
          <Link
            href={href}
            aria-current={current ? "page" : undefined}
            className={cn(
              "flex min-h-8 items-center gap-2.5 rounded-md px-2 pointer-coarse:min-h-10",
              current ? "bg-accent-soft font-medium text-ink" : "text-ink-2 hover:bg-hover hover:text-ink",
            )}
          >
            <Icon aria-hidden size={16} className={cn("shrink-0", current && "text-accent")} />
            <span className="min-w-0 flex-1">{label}</span>
            {count ? (
              <span className="text-sm tabular-nums">
                {count}
                <span className="sr-only"> waiting</span>
              </span>
            ) : null}
          </Link>
        </li>
      ))}
    </ul>
  );
}
