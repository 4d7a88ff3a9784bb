import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { SkipLink } from "./skip-link";
import { Link } from "./ui/link";
import { Wordmark } from "./wordmark";

export type PublicShellProps = {
  children: ReactNode;
  brandHref?: string | undefined;
  /** A link to sign in, or a `<Menu>` of the account. */
  account?: ReactNode | undefined;
  banner?: ReactNode | undefined;
  footer?: ReactNode | undefined;
  /** "wide" where a table of contents or a table stands beside the text. */
  width?: "letter" | "wide" | undefined;
};

const widths = { letter: "max-w-[49rem]", wide: "max-w-[72rem]" };

/** Pages for everybody, set like a letter. */
export function PublicShell(props: PublicShellProps) {
  const { children, brandHref = "/", account, banner, footer, width = "letter" } = props;
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      {banner}
      <header className="border-b">
        <div
          className={cn(
            "mx-auto flex min-h-14 w-full flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2 sm:px-6",
            widths[width],
          )}
        >
          <Link href={brandHref} className="flex rounded-md">
            <Wordmark />
          </Link>
          {account}
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className={cn("mx-auto w-full flex-1 px-4 py-8 outline-none sm:px-6 sm:py-12", widths[width])}
      >
        {children}
      </main>
      {footer ? (
        <footer className="border-t">
          <div className={cn("mx-auto w-full px-4 py-6 text-sm text-ink-3 sm:px-6", widths[width])}>
            {footer}
          </div>
        </footer>
      ) : null}
    </div>
  );
}
