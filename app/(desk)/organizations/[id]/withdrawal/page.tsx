import type { Metadata } from "next";
import { idOf, textOf } from "@/app/_lib/params";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import {
  type InProject,
  type Organization,
  organizationOf,
  withdrawalHref,
} from "@/app/(desk)/organizations/[id]/load";
import { Decide } from "@/app/(desk)/organizations/[id]/withdrawal/decide";
import { Propose } from "@/app/(desk)/organizations/[id]/withdrawal/propose";
import { LinkButton } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { recusedBecause } from "@/domain/recusal";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Withdraw ${(await organizationOf(await idOf(params))).of.name}` };
}

export default async function Withdrawal({ params, searchParams }: Props) {
  const { viewer, of, standing } = await organizationOf(await idOf(params));
  const query = await searchParams;
  const incident = textOf(query["incident"]) || undefined;
  const open = standing.projects.filter((p) => runningIn(of, p) || proposedIn(p));
  const chosen = open.find((p) => p.id === textOf(query["project"]));
  const project = chosen ?? (open.length === 1 ? open[0] : undefined);
  const proposal = project ? proposedIn(project) : undefined;
  return (
    <Desk viewer={viewer}>
      <Page
        width="reading"
        title={
          project && proposal
            ? `Withdraw ${of.name} from ${project.name}?`
            : `Propose to withdraw ${of.name}${project ? ` from ${project.name}` : ""}`
        }
        eyebrow={
          <>
            <TextLink href="/organizations">Organizations</TextLink> ·{" "}
            <TextLink href={`/organizations/${of.id}`}>{of.name}</TextLink>
          </>
        }
        lead={
          proposal
            ? undefined
            : "Its memberships in the project end. One member proposes, a second one confirms; until then nothing changes, and it learns nothing."
        }
      >
        {project === undefined ? (
          <Choose of={of} open={open} incident={incident} />
        ) : standing.recused ? (
          <Callout title={`You take no part in decisions about ${of.name}`}>
            {recusedBecause(
              of.name,
              project.others.map((name) => ({ name })),
            )}
          </Callout>
        ) : proposal ? (
          <Decide of={of} project={project} proposal={proposal} zone={await readerZone()} />
        ) : (
          <Propose of={of} project={project} incident={incident} />
        )}
      </Page>
    </Desk>
  );
}

const runningIn = (of: Organization, p: InProject) =>
  of.memberships.some((m) => m.projectId === p.id && m.endedAt === null);
const proposedIn = (p: InProject) => p.withdrawals.find((w) => w.state === "proposed");

type ChooseProps = { of: Organization; open: readonly InProject[]; incident: string | undefined };

function Choose({ of, open, incident }: ChooseProps) {
  const back = <LinkButton href={`/organizations/${of.id}`}>Back to {of.name}</LinkButton>;
  if (open.length === 0)
    return (
      <EmptyState title="There is nothing to end" action={back}>
        {of.name} has no membership in a project that you work on.
      </EmptyState>
    );
  return (
    <section aria-labelledby="choose" className="grid gap-3">
      <h2 id="choose" className="text-md font-semibold">
        From which project?
      </h2>
      <p className="text-ink-2">A withdrawal concerns one project. Its memberships in the others go on.</p>
      <div className="flex flex-wrap gap-2">
        {open.map((p) => (
          <LinkButton key={p.id} href={withdrawalHref(of.id, p.id, incident)}>
            {p.name}
          </LinkButton>
        ))}
      </div>
    </section>
  );
}
