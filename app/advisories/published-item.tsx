import { SeverityBadge } from "@/components/severity-badge";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Ref } from "@/components/ui/ref";
import type { listPublished } from "@/data/advisories/queries";
import { wallTime } from "@/domain/time";

type Item = Awaited<ReturnType<typeof listPublished>>[number];

/** One published advisory in a list: what, how severe, whose, since when. */
export function PublishedItem({ advisory: a }: { advisory: Item }) {
  return (
    <li className="stretched grid gap-1 border-b py-3">
      <Link
        href={`/advisories/${a.reference}`}
        data-row-link
        data-item
        className="line-clamp-2 font-medium underline-offset-3 hover:underline"
      >
        {a.title}
      </Link>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-3">
        {a.severity ? <SeverityBadge label={a.severity} /> : null}
        <span>{a.project}</span>
        <Ref>{a.reference}</Ref>
        {a.publishedAt ? (
          <time dateTime={a.publishedAt.toString()} className="tabular-nums">
            {wallTime(a.publishedAt, "UTC")} UTC
          </time>
        ) : null}
        {a.replay ? <Badge icon={null}>Replay</Badge> : null}
      </p>
    </li>
  );
}
