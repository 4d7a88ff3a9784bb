import type { Temporal } from "temporal-polyfill";
import { newSubmission } from "@/app/_lib/form";
import { offer } from "@/app/(portal)/organization/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormArea, FormText } from "@/components/form-fields";
import { Badge } from "@/components/ui/badge";
import type { OwnProject } from "@/data/memberships/own";
import { wallTime } from "@/domain/time";

type EvidenceProps = { project: OwnProject; admin: boolean; now: Temporal.Instant };
type Item = OwnProject["evidence"][number];

const day = (at: Temporal.Instant) => wallTime(at, "UTC").split(",")[0];

/** What the membership rests on, criterion by criterion, and the way to offer newer evidence. */
export function OwnEvidence({ project, admin, now }: EvidenceProps) {
  if (project.evidence.length === 0)
    return <p className="text-ink-2">The policy of {project.name} names no criteria.</p>;
  return (
    <ul className="rounded-lg border bg-surface">
      {project.evidence.map((e) => (
        <li
          key={e.criterion}
          className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-3 not-first:border-t"
        >
          <div className="grid min-w-0 flex-1 basis-72 gap-0.5">
            <p className="flex flex-wrap items-center gap-x-2">
              <span>{e.text}</span>
              <State of={e} />
            </p>
            {e.held ? (
              <p className="max-w-[70ch] text-sm break-words text-ink-2">
                {e.held.note.replace(/\.+$/, "")}.{" "}
                <span className="text-ink-3">Of {day(e.held.datedAt)}.</span>
                {e.held.reviewBy ? (
                  <span className="text-ink-3">
                    {" "}
                    {e.ranOut ? "Ran out on" : "To be renewed by"} {day(e.held.reviewBy)}.
                  </span>
                ) : null}
              </p>
            ) : null}
            {e.offer ? (
              <p className="max-w-[70ch] text-sm break-words text-ink-2">
                Offered by {e.offer.by}, {day(e.offer.at)}: {e.offer.note.replace(/\.+$/, "")}.{" "}
                <span className="text-ink-3">The team has not looked at it yet.</span>
              </p>
            ) : null}
          </div>
          {admin ? <Offer project={project} item={e} now={now} /> : null}
        </li>
      ))}
    </ul>
  );
}

function State({ of: e }: { of: Item }) {
  if (e.ranOut) return <Badge tone="attention">Ran out</Badge>;
  if (!e.held) return <Badge>Nothing on record</Badge>;
  return <Badge>{e.held.verdict === "met" ? "Met" : "Not met"}</Badge>;
}

function Offer({ project, item: e, now }: { project: OwnProject; item: Item; now: Temporal.Instant }) {
  return (
    <DialogForm
      key={e.offer?.id ?? "none"}
      action={offer}
      submission={newSubmission()}
      trigger={
        <>
          {e.held ? "Renew…" : "Offer…"}
          <span className="sr-only"> evidence for: {e.text}</span>
        </>
      }
      variant={e.ranOut ? "primary" : "secondary"}
      title={e.text}
      description={`What shows it today. A member of the team of ${project.name} looks at it; what is on record stays until then.`}
      confirm="Offer this evidence"
      pendingLabel="Offering…"
    >
      <input type="hidden" name="projectId" value={project.id} />
      <input type="hidden" name="criterion" value={e.criterion} />
      <FormArea label="What it shows" name="note" rows={3} maxLength={2000} required />
      <FormText
        label="Link"
        name="link"
        type="url"
        required={false}
        maxLength={500}
        placeholder="https://vendor.example/security"
      />
      <FormText label="Dated" name="datedOn" type="date" required max={now.toString().slice(0, 10)} />
    </DialogForm>
  );
}
