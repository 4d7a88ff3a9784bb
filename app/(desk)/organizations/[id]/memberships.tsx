import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import type { InProject, Organization } from "@/app/(desk)/organizations/[id]/load";
import { join, leave } from "@/app/(desk)/organizations/actions";
import { membershipTone, membershipWord, verdictWord } from "@/app/(desk)/organizations/standing";
import { DialogForm } from "@/components/dialog-form";
import { FormArea, FormSelect } from "@/components/form-fields";
import { Badge } from "@/components/ui/badge";
import type { listGroups } from "@/data/organizations/queries";
import { beginsAtOnce } from "@/domain/organization/withdrawal";

export type Group = Awaited<ReturnType<typeof listGroups>>[number];
type InProps = { of: Organization; project: InProject };

const VERBS = { paused: "paused it", withdrawn: "withdrew it", left: "recorded that it left" };

/** The groups that it is or was in, each with what happened, newest first. */
export function MembershipList({ of, project, zone }: InProps & { zone: string | undefined }) {
  const own = of.memberships.filter((m) => m.projectId === project.id);
  if (own.length === 0)
    return (
      <p className="text-ink-2">
        In no group of {project.name}: {of.name} is told of nothing before the public is.
      </p>
    );
  return (
    <ul className="grid gap-3">
      {own.map((m) => (
        <li key={m.id} className="grid gap-1">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-medium">{m.group}</span>
            <Badge tone={membershipTone(m.state)}>{membershipWord(m.state)}</Badge>
            {m.state === "paused" && m.pausedUntil ? (
              <span className="text-ink-2">
                until <When at={m.pausedUntil} now={of.now} zone={zone} short />
              </span>
            ) : null}
          </p>
          <ol aria-label={`History in ${m.group}`} className="grid gap-1 border-l pl-4 text-sm">
            {m.changes.map((c) => (
              <li key={c.number} className="max-w-[80ch]">
                <span className="text-ink-3">
                  <When at={c.at} zone={zone} short />
                </span>{" "}
                <span className="font-medium">{c.by ?? "Curfew"}</span>{" "}
                {c.state === "active" ? (c.number === 1 ? "added it" : "resumed it") : VERBS[c.state]}:{" "}
                <span className="text-ink-2">{c.reason}</span>
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ul>
  );
}

type AddProps = InProps & { groups: readonly Group[] };

/** The groups of a project that it could be added to now. */
export const openGroups = ({ of, project, groups }: AddProps): Group[] => {
  const taken = [
    ...of.memberships.filter((m) => m.endedAt === null).map((m) => m.group),
    ...project.proposals.map((p) => p.group),
  ];
  return groups.filter((g) => g.projectId === project.id && !taken.includes(g.name));
};

export function AddMembership({ of, project, groups }: AddProps) {
  const open = openGroups({ of, project, groups });
  if (open.length === 0) return null;
  const returns = project.withdrawals.some((w) => w.state === "confirmed");
  const met = beginsAtOnce(project.standing, returns);
  return (
    <DialogForm
      action={join}
      submission={newSubmission()}
      trigger="Add to a group…"
      title={`Add ${of.name} to a group of ${project.name}`}
      description={
        met
          ? "The policy’s criteria are met, so it is a member at once. It is told of what leaves to this group from then on, and of nothing earlier."
          : returns
            ? "Two members withdrew it, so you only propose its return, and a second member has to confirm. Nothing that was sent before opens by that."
            : `The policy’s criteria: ${verdictWord(project.standing).toLowerCase()}. So you only propose it, and a second member has to confirm. Or record evidence first.`
      }
      confirm={met ? "Add to this group" : "Propose to add it"}
      pendingLabel={met ? "Adding…" : "Proposing…"}
    >
      <input type="hidden" name="organizationId" value={of.id} />
      <FormSelect
        label="Group"
        name="groupId"
        required
        options={open.map((g) => ({ value: g.id, label: g.name }))}
      />
      <FormArea
        label="Reason"
        hint={met ? "Why it belongs into this group." : "Why it should be told although that is not settled."}
        name="reason"
        rows={3}
        maxLength={1000}
        required
      />
    </DialogForm>
  );
}

export function RecordLeaving({ of, project }: InProps) {
  return (
    <DialogForm
      action={leave}
      submission={newSubmission()}
      trigger="Record leaving…"
      variant="ghost"
      title={`Record that ${of.name} left ${project.name}`}
      description={`It asked to leave. Its memberships in ${project.name} end, and it is told of nothing more. Its history stays, and it can be added again.`}
      confirm="Record that it left"
      confirmVariant="danger"
      pendingLabel="Recording…"
    >
      <input type="hidden" name="organizationId" value={of.id} />
      <input type="hidden" name="projectId" value={project.id} />
      <FormArea label="Reason" name="reason" rows={3} maxLength={1000} required />
    </DialogForm>
  );
}
