import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";

/** Where in a long list the reader is, and the ways on and back. Nothing where one page holds it all. */
export function Pages({ page, pages, to }: { page: number; pages: number; to: (page: number) => string }) {
  if (pages < 2) return null;
  return (
    <nav aria-label="Pages" className="flex items-center gap-4">
      {page > 1 ? <TextLink href={to(page - 1)}>Previous page</TextLink> : null}
      <span className="text-ink-2">
        Page {page} of {pages}
      </span>
      {page < pages ? <TextLink href={to(page + 1)}>Next page</TextLink> : null}
    </nav>
  );
}

/** The same for a list that was searched by a form: the ways on send it again. */
export function PageButtons({ page, pages, form }: { page: number; pages: number; form: string }) {
  if (pages < 2) return null;
  const to = (at: number, label: string) => (
    <Button type="submit" form={form} name="page" value={String(at)}>
      {label}
    </Button>
  );
  return (
    <nav aria-label="Pages" className="flex items-center gap-4">
      {page > 1 ? to(page - 1, "Previous page") : null}
      <span className="text-ink-2">
        Page {page} of {pages}
      </span>
      {page < pages ? to(page + 1, "Next page") : null}
    </nav>
  );
}
