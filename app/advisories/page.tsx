import type { Metadata } from "next";
import { Public } from "@/app/_lib/shell";
import { PublishedItem } from "@/app/advisories/published-item";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { listPublished } from "@/data/advisories/queries";
import { publicViewer } from "@/data/viewer";

export const metadata: Metadata = { title: "Published advisories", robots: { index: true, follow: true } };

export default async function Advisories() {
  const advisories = await listPublished(publicViewer());
  return (
    <Public>
      <Page title="Published advisories" lead="What the team made public, newest first.">
        {advisories.length > 0 ? (
          <ul data-list="" className="border-t">
            {advisories.map((a) => (
              <PublishedItem key={a.reference} advisory={a} />
            ))}
          </ul>
        ) : (
          <EmptyState title="No advisory is published yet">
            When an embargo ends, its advisory stands here for everybody.
          </EmptyState>
        )}
      </Page>
    </Public>
  );
}
