import { cn } from "@/lib/cn";
import { Link } from "./link";

export type TabItem = {
  href: string;
  label: string;
  count?: number | undefined;
  current?: boolean | undefined;
};

export type TabsNavProps = { label: string; items: TabItem[] };

export function TabsNav({ label, items }: TabsNavProps) {
  return (
    <nav aria-label={label} className="border-b">
      <ul className="-mb-px flex overflow-x-auto sm:gap-1 [scrollbar-width:none]">
        {items.map((item) => (
          <li key={item.href} className="shrink-0">
            <Link
              href={item.href}
              aria-current={item.current ? "page" : undefined}
              className={cn(
                "flex min-h-9 items-center gap-1.5 border-b-2 px-1.5 text-sm whitespace-nowrap sm:px-2.5 sm:text-base focus-visible:-outline-offset-2",
                item.current
                  ? "border-accent font-medium text-ink"
                  : "border-transparent text-ink-2 hover:border-line-strong hover:text-ink",
              )}
            >
              {item.label}
              {item.count === undefined ? null : (
                <span className="rounded-full bg-hover px-1.5 text-xs text-ink-2 tabular-nums">
                  {item.count}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
