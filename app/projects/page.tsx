import type { Metadata } from "next";
import { Public } from "@/app/_lib/shell";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { listPublicPolicies } from "@/data/policies/public";
import { publicViewer } from "@/data/viewer";
import { inUtc } from "@/domain/time";

export const metadata: Metadata = { title: "Security policies", robots: { index: true, follow: true } };

export default async function Projects() {
  const policies = await listPublicPolicies(publicViewer());
  return (
    <Public>
      <Page
        title="Security policies"
        lead="Where to report a vulnerability of each project, and what its team promises."
      >
        {policies.length > 0 ? (
          <ul data-list="" className="border-t">
            {policies.map((p) => (
              <Item key={p.slug} policy={p} />
            ))}
          </ul>
        ) : (
          <EmptyState title="No project yet">When a project is added, its policy stands here.</EmptyState>
        )}
      </Page>
    </Public>
  );
}

function Item({ policy: p }: { policy: Awaited<ReturnType<typeof listPublicPolicies>>[number] }) {
  return (
    <li className="stretched grid gap-1 border-b py-3">
      <Link
        href={`/projects/${p.slug}`}
        data-row-link
        data-item
        className="font-medium break-words underline-offset-3 hover:underline"
      >
        {p.name}
      </Link>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-3">
        <span className="break-words">{p.title}</span>
        <span>
          Version {p.version}, in force since{" "}
          <time dateTime={p.effectiveAt.toString()} className="tabular-nums">
            {inUtc(p.effectiveAt)}
          </time>
        </span>
        {p.exports.ok ? null : <Badge tone="attention">Reports cannot be received yet</Badge>}
      </p>
    </li>
  );
}
