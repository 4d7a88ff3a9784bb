import type { Metadata } from "next";
import { newSubmission } from "@/app/_lib/form";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { Desk } from "@/app/_lib/shell";
import { When } from "@/app/_lib/when";
import { askedProject, NoProject } from "@/app/(desk)/policy/_asked";
import { Start } from "@/app/(desk)/policy/_start";
import { save } from "@/app/(desk)/policy/actions";
import { PolicyEditor } from "@/app/(desk)/policy/draft/_editor";
import { Proposal } from "@/app/(desk)/policy/draft/_proposal";
import { Drop, Propose } from "@/app/(desk)/policy/draft/_propose";
import { LinkButton } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { policyDraft } from "@/data/policies/queries";
import { lint } from "@/domain/policy/lint/lint";
import { policySchema } from "@/formats/policy/json-schema";

export const metadata: Metadata = { title: "Draft of a policy" };

type Props = { searchParams: Promise<{ project?: string | string[] }> };

export default async function Draft({ searchParams }: Props) {
  const viewer = await requireMember();
  const about = await askedProject(viewer, (await searchParams).project);
  if (!about) return <NoProject viewer={viewer} />;
  const { slug } = about;
  const of = await orNotFound(policyDraft(viewer, slug));
  const eyebrow = <TextLink href={`/policy?project=${slug}`}>Policy of {of.project.name}</TextLink>;
  if (!of.draft)
    return (
      <Desk viewer={viewer}>
        <Page title="No draft is open" eyebrow={eyebrow}>
          <EmptyState
            title="A policy changes through a draft"
            action={<Start projectId={of.project.id} slug={slug} />}
          >
            One member writes and proposes it, another adopts it. Until then nothing changes.
          </EmptyState>
        </Page>
      </Desk>
    );
  const { draft } = of;
  const proposed = draft.state === "proposed";
  return (
    <Desk viewer={viewer}>
      <Page
        title={proposed ? `Version ${draft.policy?.version ?? "?"} is proposed` : "Draft"}
        eyebrow={eyebrow}
        lead={
          proposed ? (
            <>
              Proposed by {draft.mine ? "you" : draft.proposedBy},{" "}
              {draft.proposedAt ? <When at={draft.proposedAt} now={of.now} short /> : null}. It stands as it
              is until somebody adopts it or sends it back.
            </>
          ) : (
            <>
              Version {of.inForce.policy.version} is in force. Saved by {draft.savedBy},{" "}
              <When at={draft.savedAt} now={of.now} short />.
            </>
          )
        }
        actions={
          draft.policy ? (
            <LinkButton href={`/policy/simulation?project=${slug}`}>Try it on the directory</LinkButton>
          ) : null
        }
      >
        {proposed ? (
          <Proposal of={{ ...of, draft }} slug={slug} />
        ) : (
          <>
            {draft.sentBackNote ? (
              <Callout tone="attention" title="It was sent back">
                <p className="whitespace-pre-line">{draft.sentBackNote}</p>
              </Callout>
            ) : null}
            <PolicyEditor
              key={draft.id}
              action={save}
              submission={newSubmission()}
              hidden={{ slug, draftId: draft.id }}
              revision={draft.revision}
              savedBy={draft.savedBy}
              saved={draft.source}
              schema={policySchema()}
            />
            <div className="grid gap-8 border-t pt-8 lg:grid-cols-2">
              <Propose slug={slug} draft={draft} findings={draft.policy ? lint(draft.policy).length : null} />
              <Drop slug={slug} draft={draft} />
            </div>
          </>
        )}
      </Page>
    </Desk>
  );
}
