import type { ReactNode } from "react";
import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import type { InProject, Organization } from "@/app/(desk)/organizations/[id]/load";
import { lengthen, pause, resume } from "@/app/(desk)/organizations/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormArea, FormInstant } from "@/components/form-fields";
import { Callout } from "@/components/ui/callout";
import { PAUSE_DAYS_AT_MOST, PAUSE_HOURS } from "@/domain/organization/membership";
import { askOne } from "@/domain/recusal";
import { wallInput } from "@/domain/time";

type PauseProps = { of: Organization; project: InProject };

function Ids({ of, project }: PauseProps) {
  return (
    <>
      <input type="hidden" name="organizationId" value={of.id} />
      <input type="hidden" name="projectId" value={project.id} />
    </>
  );
}

/** One member may do this alone and at once: stopping never waits for a second. */
export function PauseNow({ of, project }: PauseProps) {
  return (
    <DialogForm
      action={pause}
      submission={newSubmission()}
      trigger={`Pause for ${PAUSE_HOURS} h…`}
      title={`Pause ${of.name} in ${project.name}`}
      description={`At once, everything that opens a case of ${project.name} to it stops, and its open cases are hidden from it. It is told by plain mail. After ${PAUSE_HOURS} hours the pause ends by itself, unless a second member confirms it until a later date.`}
      confirm={`Pause for ${PAUSE_HOURS} hours`}
      confirmVariant="danger"
      pendingLabel="Pausing…"
    >
      <Ids of={of} project={project} />
      <FormArea label="Reason" hint="For the team." name="reason" rows={3} maxLength={1000} required />
      <FormArea
        label="What the organization reads"
        hint="On its own page, after it signed in."
        name="told"
        rows={3}
        maxLength={4000}
        required
      />
    </DialogForm>
  );
}

type ConfirmProps = PauseProps & { zone: string | undefined; trigger: ReactNode };

export function ConfirmPause({ of, project, zone, trigger }: ConfirmProps) {
  if (!project.pause) return null;
  const shown = zone ?? "UTC";
  const latest = project.pause.at.add({ hours: 24 * PAUSE_DAYS_AT_MOST });
  return (
    <DialogForm
      action={lengthen}
      submission={newSubmission()}
      trigger={trigger}
      variant={project.pause.confirmed ? "secondary" : "primary"}
      title={`Confirm the pause of ${of.name} in ${project.name}`}
      description={
        <>
          Until the date that you choose it is told of nothing new, and its cases stay hidden from it. At most{" "}
          {PAUSE_DAYS_AT_MOST} days after it began: <When at={latest} zone={zone} short />.
        </>
      }
      confirm="Confirm the pause until then"
      pendingLabel="Confirming…"
    >
      <Ids of={of} project={project} />
      <p>
        <span className="text-ink-3">{project.pause.by}’s reason: </span>
        {project.pause.reason}
      </p>
      <FormInstant
        label="Paused until"
        local={wallInput(project.pause.at.add({ hours: 24 * 14 }), shown)}
        zone={shown}
      />
    </DialogForm>
  );
}

export function EndPause({ of, project }: PauseProps) {
  return (
    <DialogForm
      action={resume}
      submission={newSubmission()}
      trigger="Resume…"
      title={`Resume ${of.name} in ${project.name}`}
      description="It is told of what leaves from now on, and sees what it was told of before. It is told by plain mail that the pause is over."
      confirm="Resume the membership"
      pendingLabel="Resuming…"
    >
      <Ids of={of} project={project} />
      <FormArea label="Reason" hint="For the team." name="reason" rows={3} maxLength={1000} required />
    </DialogForm>
  );
}

/** The pause that holds: since, until, why, and what the organization reads of it. */
export function PauseNote({ of, project, zone }: PauseProps & { zone: string | undefined }) {
  const { pause: held } = project;
  if (!held) return null;
  return (
    <Callout
      tone="attention"
      title={`Paused in ${project.name}${held.confirmed ? ", confirmed by a second member" : ""}`}
    >
      <p>
        {held.by} paused it <When at={held.at} zone={zone} short />. It ends by itself{" "}
        <When at={held.until} now={of.now} zone={zone} short />.
      </p>
      <p className="mt-1 whitespace-pre-line">
        <span className="text-ink-3">Reason: </span>
        {held.reason}
      </p>
      <p className="mt-1 whitespace-pre-line">
        <span className="text-ink-3">It reads: </span>
        {held.told}
      </p>
      {held.mine && !held.confirmed ? (
        <p className="mt-1">
          You began it: somebody else confirms it until a later date.{" "}
          {askOne(project.others.map((name) => ({ name })))}
        </p>
      ) : null}
    </Callout>
  );
}
