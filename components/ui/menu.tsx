import { Check, Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Disclosure } from "./disclosure";
import { Link } from "./link";

export type MenuItem =
  | { label: string; href: string; hint?: string | undefined; current?: boolean | undefined }
  | {
      label: string;
      /** A form of its own: an address to post to, or a server action. */
      action: string | ((form: FormData) => void | Promise<void>);
      fields?: Record<string, string> | undefined;
      hint?: string | undefined;
      danger?: boolean | undefined;
    };

export type MenuProps = {
  /** What the menu is about, for those who do not see the summary. */
  label: string;
  items: MenuItem[];
  summary?: ReactNode | undefined;
  align?: "start" | "end" | undefined;
  side?: "top" | "bottom" | undefined;
  className?: string | undefined;
  children?: ReactNode | undefined;
};

const row =
  "flex min-h-8 w-full items-center gap-2 rounded px-2 py-1 text-start hover:bg-hover focus-visible:-outline-offset-2";

export function Menu(props: MenuProps) {
  const { label, items, summary, align = "end", side = "bottom", className, children } = props;
  return (
    <Disclosure className={cn("group/menu relative", className)}>
      <summary
        aria-label={summary ? undefined : label}
        className="flex min-h-8 items-center rounded-md px-2 text-ink-2 group-open/menu:bg-hover hover:bg-hover hover:text-ink"
      >
        {summary ? <span className="sr-only">{label}: </span> : null}
        {summary ?? <Ellipsis aria-hidden size={16} />}
      </summary>
      <div
        className={cn(
          "absolute z-30 w-max max-w-[min(20rem,calc(100vw-2rem))] min-w-48 rounded-lg bg-surface p-1 shadow-floating",
          align === "end" ? "right-0" : "left-0",
          side === "bottom" ? "top-full mt-1" : "bottom-full mb-1",
        )}
      >
        <MenuItems items={items} />
        {children ? <div className="mt-1 border-t px-2 pt-2 pb-1">{children}</div> : null}
      </div>
    </Disclosure>
  );
}

export function MenuItems({ items }: { items: MenuItem[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item.label}>
          <Item item={item} />
        </li>
      ))}
    </ul>
  );
}

function Item({ item }: { item: MenuItem }) {
  const words = (
    <span className="min-w-0 flex-1">
      {item.label}
      {item.hint ? <span className="block text-sm text-ink-3">{item.hint}</span> : null}
    </span>
  );
  if ("href" in item) {
    return (
      <Link href={item.href} aria-current={item.current || undefined} className={row}>
        {words}
        {item.current ? <Check aria-hidden size={14} className="text-accent" /> : null}
      </Link>
    );
  }
  const post = typeof item.action === "string" ? ({ method: "post" } as const) : {};
  return (
    <form action={item.action} {...post}>
      {Object.entries(item.fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className={cn(row, item.danger && "text-danger")}>
        {words}
      </button>
    </form>
  );
}
