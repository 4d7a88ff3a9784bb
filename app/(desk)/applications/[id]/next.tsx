import { When } from "@/app/_lib/when";
import type { Part } from "@/app/(desk)/applications/[id]/load";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { isAtOrBefore } from "@/domain/time";

/** The one next action, and by when. */
export function Next({ of, review, userId, zone }: Part) {
  const late = of.decideBy !== null && isAtOrBefore(of.decideBy, of.now);
  const by = of.decideBy ? (
    <p>
      {late ? "The policy promised a decision by " : "To be decided by "}
      <When at={of.decideBy} now={of.now} zone={zone} short />.
    </p>
  ) : null;
  if (of.state === "incomplete")
    return (
      <Callout title="It waits for the applicant">
        No vote and no decision before it is submitted again.
      </Callout>
    );
  if (!review.underReview)
    return (
      <Callout title={of.state === "taken_back" ? "The applicant took it back" : `It was ${of.state}`}>
        {of.decidedAt ? (
          <p>
            By {review.decidedBy ?? "a member"}, <When at={of.decidedAt} now={of.now} zone={zone} short />.
          </p>
        ) : null}
        {review.organizationId && of.state === "accepted" ? (
          <p>
            <TextLink href={`/organizations/${review.organizationId}`}>Its entry in the directory</TextLink>:
            admit its contacts there.
          </p>
        ) : null}
      </Callout>
    );
  if (review.barred)
    return (
      <Callout tone="attention" title="You do not vote in this round">
        <p>
          {review.barred} {askWords(review.mayDecide)}
        </p>
        {by}
      </Callout>
    );
  const voted = review.votes.some((v) => v.userId === userId && !v.superseded && v.round === review.round);
  const { tone, title, href, label } = review.reached
    ? {
        tone: "attention" as const,
        title: `Enough voted to ${review.reached}: decide`,
        href: "#decision",
        label: "To the decision",
      }
    : voted
      ? { tone: "quiet" as const, title: "It waits for other votes", href: "#votes", label: "To the votes" }
      : {
          tone: "attention" as const,
          title: "Look at the criteria, then vote",
          href: "#criteria",
          label: "To the criteria",
        };
  return (
    <Callout tone={late ? "danger" : tone} title={title} action={<TextLink href={href}>{label}</TextLink>}>
      <p>
        {review.appealed
          ? "The appeal is decided by members who took no part before. "
          : review.steps > 1
            ? `Step ${review.round + 1} of ${review.steps}${review.stepBy ? `, ${review.stepBy}` : ""}. `
            : ""}
        {review.quorum === 1 ? "One vote decides" : `${review.quorum} have to agree`}: {review.tally.accept}{" "}
        to accept, {review.tally.decline} to decline.
        {review.mayDecide.length < review.quorum
          ? ` Only ${review.mayDecide.length} may vote: a member without ties to it must join the project.`
          : ""}
      </p>
      {by}
    </Callout>
  );
}

const askWords = (may: readonly { name: string }[]): string =>
  may.length > 0
    ? `Ask ${may.map((m) => m.name).join(" or ")}.`
    : "Nobody else in the project may: a member without ties to it must join.";
