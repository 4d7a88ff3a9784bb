import type { ReactNode } from "react";
import { Evidence, Verdict } from "@/app/(desk)/organizations/[id]/evidence";
import { Letters } from "@/app/(desk)/organizations/[id]/letters";
import { type InProject, type Organization, withdrawalHref } from "@/app/(desk)/organizations/[id]/load";
import {
  AddMembership,
  type Group,
  MembershipList,
  openGroups,
  RecordLeaving,
} from "@/app/(desk)/organizations/[id]/memberships";
import { Messages } from "@/app/(desk)/organizations/[id]/messages";
import { ConfirmPause, EndPause, PauseNote, PauseNow } from "@/app/(desk)/organizations/[id]/pausing";
import { Review } from "@/app/(desk)/organizations/[id]/review";
import { Stays } from "@/app/(desk)/organizations/[id]/stays";
import { Terms } from "@/app/(desk)/organizations/[id]/terms";
import { Incidents, Told } from "@/app/(desk)/organizations/[id]/told";
import { ProposeTransfer } from "@/app/(desk)/organizations/[id]/transfer";
import { Withdrawn } from "@/app/(desk)/organizations/[id]/withdrawn";
import { LinkButton } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Section } from "@/components/ui/section";
import { isCurrent, isReviewDue } from "@/domain/organization/membership";
import { recusedBecause } from "@/domain/recusal";

export type ProjectProps = {
  of: Organization;
  project: InProject;
  groups: readonly Group[];
  recused: boolean;
  zone: string | undefined;
  incident?: string | undefined;
};

/** Everything that one project decided about the organization; members of other projects see nothing of it. */
export function ProjectSection(props: ProjectProps) {
  const { of, project, recused, zone } = props;
  const decides = !recused;
  return (
    <Section id={project.slug} title={project.name} actions={decides ? <Decisions {...props} /> : null}>
      {recused ? (
        <Callout title={`You take no part in decisions about ${of.name}`}>
          {recusedBecause(
            of.name,
            project.others.map((name) => ({ name })),
          )}
        </Callout>
      ) : null}
      <Review of={of} project={project} decides={decides} />
      <PauseNote of={of} project={project} zone={zone} />
      <div className="rounded-lg border bg-surface">
        <Part title="Groups">
          <MembershipList of={of} project={project} zone={zone} />
        </Part>
        {project.withdrawals.some((w) => w.state === "confirmed") ? (
          <Part title="Withdrawal" id={`withdrawn-${project.slug}`}>
            <Withdrawn of={of} project={project} zone={zone} />
          </Part>
        ) : null}
        <Part title="Terms" id={`terms-${project.slug}`}>
          <Terms of={of} project={project} decides={decides} zone={zone} />
        </Part>
        <Part
          title="Does it meet the criteria?"
          beside={project.found ? <Verdict of={project.standing} whole /> : null}
        >
          <Evidence of={of} project={project} decides={decides} />
        </Part>
        {project.appeals.length > 0 ? (
          <Part title="Letters" id={`letters-${project.slug}`}>
            <Letters of={of} project={project} decides={decides} zone={zone} />
          </Part>
        ) : null}
        {project.incidents.length > 0 ? (
          <Part title="Incidents">
            <Incidents project={project} zone={zone} />
          </Part>
        ) : null}
        {project.messages.length > 0 ? (
          <Part title="What it was told of decisions about it" id={`messages-${project.slug}`}>
            <Messages project={project} zone={zone} />
          </Part>
        ) : null}
        <Part title="Cases that it was told of">
          <Told project={project} zone={zone} />
        </Part>
      </div>
    </Section>
  );
}

type PartProps = { title: string; id?: string; beside?: ReactNode; children: ReactNode };

function Part({ title, id, beside, children }: PartProps) {
  return (
    <div id={id} className="grid scroll-mt-16 gap-2 px-4 py-4 not-first:border-t sm:px-5">
      <h3 className="flex flex-wrap items-center gap-x-2 font-medium">
        {title} {beside}
      </h3>
      {children}
    </div>
  );
}

function Decisions({ of, project, groups, zone, incident }: ProjectProps) {
  const running = of.memberships.filter((m) => m.projectId === project.id && isCurrent(m.state));
  const forGood = project.withdrawals.some((w) => w.state === "confirmed" && w.scope === "permanent");
  const proposed = project.withdrawals.some((w) => w.state === "proposed");
  const states = [...running.map((m) => m.state), running.length].join();
  return (
    <div key={states} className="flex flex-wrap items-start gap-2">
      {forGood || project.pause ? null : (
        <AddMembership
          key={openGroups({ of, project, groups }).length}
          of={of}
          project={project}
          groups={groups}
        />
      )}
      {running.some((m) => m.state === "active") ? <PauseNow of={of} project={project} /> : null}
      {project.pause ? <EndPause of={of} project={project} /> : null}
      {project.pause?.confirmed && !project.pause.mine ? (
        <ConfirmPause of={of} project={project} zone={zone} trigger="Change its end…" />
      ) : null}
      {running.some((m) => m.lapsesAt) ? (
        <Stays of={of} project={project} due={running.some((m) => isReviewDue(m, of.now))} />
      ) : null}
      {running.length > 0 ? <RecordLeaving of={of} project={project} /> : null}
      {running.length > 0 && !project.transfers.some((t) => t.state === "proposed") ? (
        <ProposeTransfer of={of} project={project} />
      ) : null}
      {running.length > 0 ? (
        <LinkButton href={withdrawalHref(of.id, project.id, incident)} size="sm" variant="ghost">
          {proposed ? "Open the proposed withdrawal" : "Propose a withdrawal…"}
        </LinkButton>
      ) : null}
    </div>
  );
}
