import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import type { InProject, Organization } from "@/app/(desk)/organizations/[id]/load";
import { terms as record } from "@/app/(desk)/organizations/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormArea, FormText } from "@/components/form-fields";
import { Badge } from "@/components/ui/badge";

type TermsProps = { of: Organization; project: InProject; decides: boolean; zone: string | undefined };
const HOW = {
  portal: "here",
  application: "with the application",
  recorded: "elsewhere, as a member recorded",
};

/** Whether the organization stands under the terms of joining, who accepted them, and how to record a letter. */
export function Terms({ of, project, decides, zone }: TermsProps) {
  const { terms } = project;
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
      <div className="grid min-w-0 flex-1 basis-72 gap-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span>
            Version {terms.version}
            {terms.ours ? ", our own neutral text: the policy has none" : ""}
          </span>
          {terms.stands ? (
            <Badge>{terms.accepted.length > 0 ? "Accepted" : "Joined under it"}</Badge>
          ) : (
            <Badge tone="attention">Not accepted</Badge>
          )}
        </p>
        {terms.stands ? null : (
          <p className="max-w-[70ch] text-ink-2">
            Until somebody of {of.name} accepts this version, it gets no notice.
          </p>
        )}
        {terms.joinedUnder && terms.accepted.length === 0 ? (
          <p className="max-w-[70ch] text-sm text-ink-3">
            It joined under version {terms.joinedUnder}, before acceptances were recorded.
          </p>
        ) : null}
        {terms.accepted.length > 0 ? (
          <ol aria-label="Acceptances" className="grid gap-1 text-sm text-ink-2">
            {terms.accepted.map((a) => (
              <li key={a.id} className="max-w-[80ch] break-words">
                Version {a.version} by {a.name}, {HOW[a.how]}, <When at={a.at} zone={zone} short />
                {a.note ? `. ${a.note}` : ""}
              </li>
            ))}
          </ol>
        ) : null}
        <details>
          <summary className="w-fit text-sm text-accent underline decoration-accent-line underline-offset-3">
            Read the terms
          </summary>
          <p className="mt-2 max-w-[70ch] break-words whitespace-pre-line text-ink-2">{terms.text}</p>
        </details>
      </div>
      {decides && !terms.stands ? (
        <DialogForm
          key={terms.version}
          action={record}
          submission={newSubmission()}
          trigger="Record an acceptance…"
          title={`${of.name} accepted the terms elsewhere`}
          description="Its own people accept them on their page. Record here only what one of them gave you in writing."
          confirm="Record the acceptance"
          pendingLabel="Recording…"
        >
          <input type="hidden" name="organizationId" value={of.id} />
          <input type="hidden" name="projectId" value={project.id} />
          <input type="hidden" name="version" value={terms.version} />
          <FormText label="Who accepted" name="name" maxLength={120} required />
          <FormArea
            label="How you know"
            hint="A signed letter of a day, say, and where it is kept."
            name="note"
            rows={3}
            maxLength={1000}
            required
          />
        </DialogForm>
      ) : null}
    </div>
  );
}
