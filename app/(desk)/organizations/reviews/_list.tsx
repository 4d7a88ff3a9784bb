import type { Temporal } from "temporal-polyfill";
import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { Verdict } from "@/app/(desk)/organizations/[id]/evidence";
import { stayMany } from "@/app/(desk)/organizations/actions";
import { ActionForm } from "@/components/action-form";
import { FormArea } from "@/components/form-fields";
import { TextLink } from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { type Column, DataTable } from "@/components/ui/table";
import type { reviewList } from "@/data/memberships/due";

type List = Awaited<ReturnType<typeof reviewList>>["lists"][number];

const COLUMNS: Column[] = [
  { key: "choose", header: "Stays" },
  { key: "name", header: "Organization" },
  { key: "group", header: "Group" },
  { key: "criteria", header: "Criteria" },
  { key: "lapses", header: "Lapses" },
];

/** Choose those that stay; whom the member is tied to cannot be chosen. */
export function ReviewList({
  list,
  now,
  zone,
}: {
  list: List;
  now: Temporal.Instant;
  zone: string | undefined;
}) {
  return (
    <ActionForm action={stayMany} submission={newSubmission()} hidden={{ projectId: list.projectId }}>
      <DataTable
        caption={`Memberships of ${list.project} to be reviewed`}
        columns={COLUMNS}
        empty="None."
        rows={list.rows.map((r) => ({
          id: r.id,
          cells: {
            choose: r.recused ? (
              <span className="text-sm text-ink-3">You are tied to it</span>
            ) : (
              <label className="inline-flex min-h-8 items-center">
                <input
                  type="checkbox"
                  name="organizationIds"
                  value={r.organizationId}
                  className="size-4 accent-accent"
                />
                <span className="sr-only">{r.name} stays</span>
              </label>
            ),
            name: <TextLink href={`/organizations/${r.organizationId}`}>{r.name}</TextLink>,
            group: r.group,
            criteria: (
              <span className="flex flex-wrap items-center gap-x-2">
                {r.found ? <Verdict of={r.found.standing} whole /> : null}
                {r.offers > 0 ? <span className="text-sm text-ink-2">new evidence offered</span> : null}
              </span>
            ),
            lapses: r.lapsesAt ? <When at={r.lapsesAt} now={now} zone={zone} short /> : null,
          },
        }))}
      />
      <div className="max-w-[46rem]">
        <FormArea
          label="What you found"
          hint="It stands in the history of each that you chose."
          name="reason"
          rows={2}
          maxLength={1000}
          required
        />
      </div>
      <div>
        <SubmitButton variant="primary" pendingLabel="Recording…">
          Record that those chosen stay
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
