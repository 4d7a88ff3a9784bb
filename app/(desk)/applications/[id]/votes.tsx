import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import type { Part, Review } from "@/app/(desk)/applications/[id]/load";
import { vote } from "@/app/(desk)/applications/actions";
import { ActionForm } from "@/components/action-form";
import { FormArea, FormRadios } from "@/components/form-fields";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { type Column, DataTable } from "@/components/ui/table";

const COLUMNS: Column[] = [
  { key: "by", header: "Member" },
  { key: "vote", header: "Vote" },
  { key: "reason", header: "Reason" },
  { key: "at", header: "When" },
];

/** The votes of the round, and the viewer's own. */
export function Votes({ of, review, userId, zone }: Part) {
  const now = review.votes.filter((v) => v.round === review.round && !v.superseded);
  const own = now.find((v) => v.userId === userId);
  return (
    <Section
      id="votes"
      title="Votes"
      description="Seen by the team alone. A vote may be changed until it is decided; what it was before stays on record."
    >
      <DataTable
        caption="Votes of this round"
        columns={COLUMNS}
        empty="Nobody has voted in this round."
        rows={now.map((v) => ({ id: v.id, cells: cellsOf(v, of, zone) }))}
      />
      {review.underReview && !review.barred ? (
        <ActionForm
          action={vote}
          submission={newSubmission()}
          hidden={{ applicationId: of.id }}
          className="max-w-[40rem]"
        >
          <FormRadios
            legend={own ? "Change your vote" : "Your vote"}
            name="vote"
            required
            defaultValues={own ? [own.vote] : []}
            options={[
              { value: "accept", label: "Accept" },
              { value: "decline", label: "Decline" },
            ]}
          />
          <FormArea
            label="Reason"
            name="reason"
            rows={3}
            required
            maxLength={1000}
            hint="The team reads it."
          />
          <div>
            <SubmitButton variant={review.reached ? "secondary" : "primary"} pendingLabel="Voting…">
              {own ? "Change the vote" : "Vote"}
            </SubmitButton>
          </div>
        </ActionForm>
      ) : null}
    </Section>
  );
}

const cellsOf = (v: Review["votes"][number], of: Part["of"], zone: string | undefined) => ({
  by: v.by,
  vote: `${v.vote === "accept" ? "Accept" : "Decline"}${v.recused ? ", does not count: takes no part" : ""}`,
  reason: <span className="break-words whitespace-pre-line">{v.reason}</span>,
  at: <When at={v.at} now={of.now} zone={zone} short />,
});
