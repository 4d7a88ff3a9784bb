import type { Route } from "next";
import NextLink from "next/link";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

export type LinkProps = Omit<ComponentProps<typeof NextLink>, "href"> & {
  href: string;
  "data-row-link"?: boolean | undefined;
  "data-item"?: boolean | undefined;
};

/**
 * A real anchor that is never prefetched: what a page shows is decided, and "seen" recorded,
 * when somebody opens it and not when a link to it scrolls into view.
 */
export function Link({ prefetch = false, href, ...props }: LinkProps) {
  // Addresses come as data, from whoever builds the page: typed routes are checked there.
  return <NextLink prefetch={prefetch} href={href as Route} {...props} />;
}

export function TextLink({ className, ...props }: LinkProps) {
  return (
    <Link
      {...props}
      className={cn(
        "text-accent underline decoration-accent-line underline-offset-3 hover:decoration-current",
        className,
      )}
    />
  );
}
