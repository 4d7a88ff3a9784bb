import { PublishedItem } from "@/app/advisories/published-item";
import { TextLink } from "@/components/ui/link";
import type { listPublished } from "@/data/advisories/queries";

/** The newest published advisories, under the letter. */
export function Published({ advisories }: { advisories: Awaited<ReturnType<typeof listPublished>> }) {
  return (
    <section aria-labelledby="published" className="grid content-start gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-4">
        <h2 id="published" className="text-md font-semibold">
          Published advisories
        </h2>
        {advisories.length > 0 ? <TextLink href="/advisories">All of them</TextLink> : null}
      </div>
      {advisories.length > 0 ? (
        <ul data-list="" className="border-t">
          {advisories.map((a) => (
            <PublishedItem key={a.reference} advisory={a} />
          ))}
        </ul>
      ) : (
        <p className="border-t pt-3 text-ink-2">
          None yet. What the team publishes stands here, for everybody.
        </p>
      )}
    </section>
  );
}
