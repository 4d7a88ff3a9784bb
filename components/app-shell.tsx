import { ChevronsUpDown, Menu as MenuIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { type NavItem, NavList } from "./nav-list";
import { SkipLink } from "./skip-link";
import { Disclosure } from "./ui/disclosure";
import { Link } from "./ui/link";
import { Menu, type MenuItem, MenuItems } from "./ui/menu";
import { Wordmark } from "./wordmark";

export type Account = {
  name: string;
  /** "Team member of vLLM", "Contact of Kestrel Linux". */
  role: string;
  items: MenuItem[];
  /** Stands under the items: the theme switch, for one. */
  extra?: ReactNode | undefined;
};

export type AppShellProps = {
  nav: NavItem[];
  brandHref: string;
  account: Account;
  /** The demo bar, or what concerns every page. */
  banner?: ReactNode | undefined;
  /** `<Keyboard>`: the button to go anywhere. */
  keyboard?: ReactNode | undefined;
  children: ReactNode;
};

export function AppShell({ nav, brandHref, account, banner, keyboard, children }: AppShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      {banner}
      <div className="flex flex-1 flex-col lg:grid lg:grid-cols-[14.5rem_minmax(0,1fr)]">
        <aside className="hidden border-r bg-sunken lg:block">
          <div
            className={cn(
              "sticky top-0 flex flex-col gap-4 p-3",
              // The account stays in sight under a banner of one line.
              banner ? "h-[calc(100dvh-2.5rem)]" : "h-dvh",
            )}
          >
            <Link href={brandHref} className="flex self-start rounded-md px-2 pt-1.5">
              <Wordmark />
            </Link>
            {keyboard}
            <nav aria-label="Main" className="min-h-0 flex-1 overflow-y-auto">
              <NavList items={nav} />
            </nav>
            <AccountMenu account={account} />
          </div>
        </aside>
        <TopBar nav={nav} brandHref={brandHref} account={account} />
        <main
          id="main"
          tabIndex={-1}
          className="min-w-0 flex-1 px-4 py-6 outline-none sm:px-6 lg:px-8 lg:py-8"
        >
          {children}
        </main>
      </div>
    </div>
  );
}

function AccountMenu({ account }: { account: Account }) {
  return (
    <Menu
      label="Account"
      align="start"
      side="top"
      items={account.items}
      summary={
        <span className="flex min-w-0 flex-1 items-center gap-2 py-1.5 text-start">
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium text-ink">{account.name}</span>
            <span className="block text-xs text-ink-3">{account.role}</span>
          </span>
          <ChevronsUpDown aria-hidden size={14} className="shrink-0" />
        </span>
      }
    >
      {account.extra}
    </Menu>
  );
}

function TopBar({ nav, brandHref, account }: Pick<AppShellProps, "nav" | "brandHref" | "account">) {
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center justify-between border-b bg-sunken px-4 sm:px-6 lg:hidden">
      <Link href={brandHref} className="flex rounded-md">
        <Wordmark />
      </Link>
      <Disclosure className="group/top">
        <summary className="flex min-h-9 items-center gap-2 rounded-md px-2 font-medium group-open/top:bg-hover">
          <MenuIcon aria-hidden size={16} />
          Menu
        </summary>
        <div className="absolute inset-x-0 top-full grid max-h-[calc(100dvh-3rem)] gap-3 overflow-y-auto border-b bg-surface p-3 shadow-floating">
          <nav aria-label="Main">
            <NavList items={nav} />
          </nav>
          <div className="border-t pt-3">
            <p className="px-2 pb-1">
              <span className="block font-medium">{account.name}</span>
              <span className="block text-sm text-ink-3">{account.role}</span>
            </p>
            <MenuItems items={account.items} />
            {account.extra ? <div className="mt-1 px-2 pt-1">{account.extra}</div> : null}
          </div>
        </div>
      </Disclosure>
    </header>
  );
}

export { PublicShell } from "./public-shell";
