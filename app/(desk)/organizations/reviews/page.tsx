import type { Metadata } from "next";
import { requireMember } from "@/app/_lib/guard";
import { textOf } from "@/app/_lib/params";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { count } from "@/app/_lib/words";
import { ReviewList } from "@/app/(desk)/organizations/reviews/_list";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { reviewList } from "@/data/memberships/due";

export const metadata: Metadata = { title: "Reviews" };

type Props = { searchParams: Promise<{ reviewed?: string | string[]; left?: string | string[] }> };

export default async function Reviews({ searchParams }: Props) {
  const viewer = await requireMember();
  const { lists, now } = await reviewList(viewer);
  const asked = await searchParams;
  const [done, left] = [Number(textOf(asked.reviewed)) || 0, Number(textOf(asked.left)) || 0];
  const zone = await readerZone();
  return (
    <Desk viewer={viewer}>
      <Page
        title="Reviews"
        eyebrow={<TextLink href="/organizations">Organizations</TextLink>}
        lead="Memberships that lapse within a month unless a member looks at them. Nothing is extended by itself."
      >
        {done > 0 ? (
          <Callout title={`${count(done, "organization")} reviewed`}>
            {left > 0
              ? `${count(left, "organization")} left as they were: you are tied to them, or they had nothing to review.`
              : "Their time begins anew."}
          </Callout>
        ) : null}
        {lists.length === 0 ? (
          <EmptyState title="No review is due">
            Where a policy names a time for reviews, memberships stand here a month before they lapse.
          </EmptyState>
        ) : null}
        {lists.map((l) => (
          <Section
            key={`${l.projectId}${l.total}`}
            title={l.project}
            description={
              l.total > l.rows.length
                ? `The ${l.rows.length} that lapse first, of ${l.total}.`
                : count(l.total, "membership")
            }
          >
            <ReviewList list={l} now={now} zone={zone} />
          </Section>
        ))}
      </Page>
    </Desk>
  );
}
