import type { Metadata } from "next";
import { newSubmission } from "@/app/_lib/form";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { idOf, textOf } from "@/app/_lib/params";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { When } from "@/app/_lib/when";
import { count } from "@/app/_lib/words";
import { Filter } from "@/app/(desk)/groups/[id]/onboarding/_filter";
import { Many } from "@/app/(desk)/groups/[id]/onboarding/_many";
import { Rows } from "@/app/(desk)/groups/[id]/onboarding/_rows";
import { drill, many, rehearseNotice } from "@/app/(desk)/groups/[id]/onboarding/actions";
import { ActionForm } from "@/components/action-form";
import { DialogForm } from "@/components/dialog-form";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { Pages } from "@/components/ui/pages";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { onboardingBoard } from "@/data/onboarding/board";
import { MISSING } from "@/domain/organization/onboarding";

export const metadata: Metadata = { title: "Onboarding" };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Onboarding({ params, searchParams }: Props) {
  const viewer = await requireMember();
  const id = await idOf(params);
  const query = await searchParams;
  const missing = MISSING.find((m) => m === textOf(query["missing"])) ?? null;
  const board = await orNotFound(onboardingBoard(viewer, id, missing, Number(textOf(query["page"], 6)) || 1));
  const { group, counts, rows, page, pages, found } = board;
  const zone = await readerZone();
  const here = `/groups/${group.id}/onboarding`;
  return (
    <Desk viewer={viewer}>
      <Page
        title={`Onboarding: ${group.name}`}
        eyebrow={
          <>
            <TextLink href="/groups">Groups</TextLink> · {group.project}
          </>
        }
        lead="Who is on the way into the group, what each still lacks, and the one thing to do next."
        actions={
          <DialogForm
            action={drill}
            submission={newSubmission()}
            trigger="Start a drill…"
            title={`Start a contact drill of ${group.name}`}
            description="Every confirmed contact of the group’s accepted and active organizations gets one neutral message that asks them to sign in and press one button. It says that it is a drill, and nothing about any case."
            confirm="Start the drill"
            pendingLabel="Starting…"
          >
            <input type="hidden" name="groupId" value={group.id} />
          </DialogForm>
        }
      >
        <p className="text-ink-2 tabular-nums">
          {count(counts.all, "organization")}: {counts.proposed} proposed, {counts.accepted} accepted,{" "}
          {counts.active} active. The terms are asked for in version {board.terms}.{" "}
          {board.drill ? (
            <>
              The last drill began <When at={board.drill.at} zone={zone} short />:{" "}
              <TextLink href={`/groups/${group.id}/drills`}>its results</TextLink>.
            </>
          ) : (
            "No drill was held yet."
          )}
        </p>
        <Section title="Organizations">
          {counts.all > 0 ? <Filter missing={missing} counts={board.missing} all={counts.all} /> : null}
          {counts.all > 0 ? (
            // Under a filter the last row goes with what was done for it, and what became of each has to stay.
            <Many
              action={many}
              submission={newSubmission()}
              groupId={group.id}
              some={rows.length > 0}
              all={
                found > 1
                  ? {
                      value: missing ?? "any",
                      label: `Instead of those chosen: all ${found} ${pages > 1 ? "on these pages" : "that are shown"}`,
                    }
                  : null
              }
            >
              {rows.length > 0 ? (
                <Rows rows={rows} />
              ) : (
                <EmptyState title="None lacks this">Choose another gap, or look at all of them.</EmptyState>
              )}
              <Pages
                page={page}
                pages={pages}
                to={(at) =>
                  `${here}?${new URLSearchParams({ ...(missing ? { missing } : {}), page: String(at) })}`
                }
              />
            </Many>
          ) : (
            <EmptyState title="Nobody is on the way into this group">
              Propose a membership on an organization’s page, or import a list that names the group.
            </EmptyState>
          )}
        </Section>
        <Section
          title="Rehearsal"
          description="The neutral words that a prenotification would have, to your own address, with a sample code name. Nobody else gets anything."
        >
          <ActionForm action={rehearseNotice} submission={newSubmission()} hidden={{ groupId: group.id }}>
            <div>
              <SubmitButton variant="secondary" pendingLabel="Sending…">
                Send yourself the notice
              </SubmitButton>
            </div>
          </ActionForm>
        </Section>
      </Page>
    </Desk>
  );
}
