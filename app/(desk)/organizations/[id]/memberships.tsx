import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { membershipWord } from "@/app/_lib/words";
import type { InProject, Organization } from "@/app/(desk)/organizations/[id]/load";
import { join, leave } from "@/app/(desk)/organizations/actions";
import { membershipTone, verdictWord } from "@/app/(desk)/organizations/standing";
import { DialogForm } from "@/components/dialog-form";
import { FormArea, FormSelect } from "@/components/form-fields";
import { Badge } from "@/components/ui/badge";
import type { listGroups } from "@/data/organizations/queries";
import { isCurrent, isReviewDue, type MembershipState, REVIEWED } from "@/domain/organization/membership";
import { beginsAtOnce } from "@/domain/organization/withdrawal";

export type Group = Awaited<ReturnType<typeof listGroups>>[number];
type InProps = { of: Organization; project: InProject };

const VERBS: Record<MembershipState, string> = {
  accepted: "accepted it",
  active: "made it active",
  paused: "paused it",
  lapsed: "ended it unreviewed",
  withdrawn: "withdrew it",
  left: "recorded that it left",
  transferred: "transferred it",
};

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
            {m.state === "accepted" ? <span className="text-ink-2">{missing(of, project)}</span> : null}
            {m.lapsesAt && isCurrent(m.state) && m.state !== "accepted" ? (
              <span className={isReviewDue(m, of.now) ? "text-attention" : "text-ink-2"}>
                {isReviewDue(m, of.now) ? "review due, lapses " : "lapses "}
                <When at={m.lapsesAt} now={of.now} zone={zone} short />
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
                {c.reason.startsWith(REVIEWED) ? "reviewed it" : VERBS[c.state]}:{" "}
                <span className="text-ink-2">{c.reason.replace(REVIEWED, "")}</span>
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ul>
  );
}

/** What keeps an accepted organization from being active. */
function missing(of: Organization, project: InProject): string {
  const waits = [
    ...(of.contacts.some((c) => c.state === "admitted" && c.confirmedAt) ? [] : ["a confirmed contact"]),
    ...(project.terms.stands ? [] : ["the terms"]),
  ];
  return waits.length > 0
    ? `waits for ${waits.join(" and ")}`
    : "waits for a contact of the kind that the policy sends to";
}

type AddProps = InProps & { groups: readonly Group[] };

/** The groups of a project that it could be added to now. */
export const openGroups = ({ of, project, groups }: AddProps): Group[] => {
  const taken = [
    ...of.memberships.filter((m) => isCurrent(m.state)).map((m) => m.group),
    ...project.proposals.map((p) => p.group),
  ];
  return groups.filter((g) => g.projectId === project.id && !taken.includes(g.name));
};

export function AddMembership({ of, project, groups }: AddProps) {
  const open = openGroups({ of, project, groups });
  if (open.length === 0) return null;
  const returns = project.withdrawals.some((w) => w.state === "confirmed");
  const met = project.oneDecides && beginsAtOnce(project.standing, returns);
  return (
    <DialogForm
      action={join}
      submission={newSubmission()}
      trigger="Add to a group…"
      title={`Add ${of.name} to a group of ${project.name}`}
      description={
        met
          ? "The policy lets one member decide, and its criteria are met. It is told of nothing before a contact is confirmed and the terms are accepted, and never of what left earlier."
          : returns
            ? "Two members withdrew it, so you propose its return, and a second member has to confirm. Nothing that was sent before opens by that."
            : `The policy’s criteria: ${verdictWord(project.standing).toLowerCase()}. You propose it, and a second member confirms. It is told of nothing before a contact is confirmed and the terms are accepted.`
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
        hint="Why it belongs into this group."
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
