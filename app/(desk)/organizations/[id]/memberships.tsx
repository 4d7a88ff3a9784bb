import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { join, leave, pause, resume } from "@/app/(desk)/organizations/actions";
import { membershipWord } from "@/app/(desk)/organizations/standing";
import { Criteria } from "@/components/criteria";
import { DialogForm, type DialogFormProps } from "@/components/dialog-form";
import { FormArea, FormSelect } from "@/components/form-fields";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import type { getOrganization, listGroups } from "@/data/organizations/queries";
import type { getProject } from "@/data/projects/queries";
import { PAUSE_HOURS } from "@/domain/organization/membership";

type Organization = Awaited<ReturnType<typeof getOrganization>>;
type Membership = Organization["memberships"][number];
type Group = Awaited<ReturnType<typeof listGroups>>[number];
type Project = Awaited<ReturnType<typeof getProject>>;

export function MembershipList({ of, zone }: { of: Organization; zone: string | undefined }) {
  if (of.memberships.length === 0)
    return (
      <EmptyState title="In no group">
        {of.name} is told of nothing before the public is. Add it to a group when it meets the criteria.
      </EmptyState>
    );
  return (
    <ul className="rounded-lg border bg-surface">
      {of.memberships.map((m) => (
        <li key={`${m.id}${m.state}${m.changes.length}`} className="grid gap-2 px-4 py-3 not-first:border-t">
          <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="font-medium">{m.group}</span>
              <span className="text-ink-3">{m.project}</span>
              <Badge tone={m.state === "paused" ? "attention" : "quiet"}>{membershipWord(m.state)}</Badge>
              {m.state === "paused" && m.pausedUntil ? (
                <span className="text-ink-2">
                  until <When at={m.pausedUntil} now={of.now} zone={zone} short />
                </span>
              ) : null}
            </p>
            {m.endedAt === null ? <Changes of={of} membership={m} /> : null}
          </div>
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

const VERBS = { paused: "paused it", withdrawn: "withdrew it", left: "recorded that it left" };

function Changes({ of, membership: m }: { of: Organization; membership: Membership }) {
  return (
    <div className="flex flex-wrap items-start gap-2">
      {m.state === "active" ? (
        <Change
          of={of}
          membership={m}
          action={pause}
          trigger={`Pause for ${PAUSE_HOURS} h…`}
          title={`Pause ${of.name} in ${m.group}`}
          description={`At once, everything that opens a case of ${m.project} to it stops, and its open cases are hidden from it. After ${PAUSE_HOURS} hours the pause ends by itself.`}
          confirm={`Pause for ${PAUSE_HOURS} hours`}
          confirmVariant="danger"
          pendingLabel="Pausing…"
        />
      ) : null}
      {m.state === "paused" ? (
        <Change
          of={of}
          membership={m}
          action={resume}
          trigger="Resume…"
          variant="primary"
          title={`Resume ${of.name} in ${m.group}`}
          description="It is told of what leaves from now on, and sees what it was told of before."
          confirm="Resume the membership"
          pendingLabel="Resuming…"
        />
      ) : null}
      <Change
        of={of}
        membership={m}
        action={leave}
        trigger="Record leaving…"
        variant="ghost"
        title={`Record that ${of.name} left ${m.group}`}
        description="It asked to leave. It is told of nothing more through this group. Its history stays, and it can be added again."
        confirm="Record that it left"
        confirmVariant="danger"
        pendingLabel="Recording…"
      />
    </div>
  );
}

type ChangeProps = Omit<DialogFormProps, "children" | "submission"> & {
  of: Organization;
  membership: Membership;
};

function Change({ of, membership, ...dialog }: ChangeProps) {
  return (
    <DialogForm submission={newSubmission()} {...dialog}>
      <input type="hidden" name="organizationId" value={of.id} />
      <input type="hidden" name="membershipId" value={membership.id} />
      <FormArea label="Reason" name="reason" rows={3} maxLength={1000} required />
    </DialogForm>
  );
}

type AddProps = { of: Organization; groups: readonly Group[]; projects: readonly Project[] };

export function AddMembership({ of, groups, projects }: AddProps) {
  const running = of.memberships.filter((m) => m.endedAt === null).map((m) => m.groupId);
  const open = groups.filter((g) => !running.includes(g.id));
  if (open.length === 0) return null;
  return (
    <DialogForm
      key={running.join()}
      action={join}
      submission={newSubmission()}
      trigger="Add to a group…"
      title={`Add ${of.name} to a group`}
      description="It is told of what leaves to this group from then on, and of nothing earlier."
      confirm="Add to this group"
      pendingLabel="Adding…"
    >
      <input type="hidden" name="organizationId" value={of.id} />
      <FormSelect
        label="Group"
        name="groupId"
        required
        options={open.map((g) => ({ value: g.id, label: `${g.name} (${g.project})` }))}
      />
      {projects.map((p) => (
        <div key={p.id} className="rounded-md border bg-sunken px-4 py-3">
          <p className="mb-1 font-medium">Who may be included, by the policy of {p.name}</p>
          {p.policy.eligibility ? <Criteria of={p.policy.eligibility} /> : <p>None in the policy.</p>}
        </div>
      ))}
      <FormArea
        label="Which criteria does it meet, and how was that judged?"
        name="reason"
        rows={3}
        maxLength={1000}
        required
      />
    </DialogForm>
  );
}
