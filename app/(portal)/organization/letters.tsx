import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { write } from "@/app/(portal)/organization/actions";
import { ActionForm } from "@/components/action-form";
import { FormArea } from "@/components/form-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import type { OwnProject } from "@/data/memberships/own";

/** What the organization wrote, what the team answered, and the form for the next word. */
export function Letters({ project, zone }: { project: OwnProject; zone: string | undefined }) {
  return (
    <div className="grid gap-4">
      {project.letters.length > 0 ? (
        <ol className="rounded-lg border bg-surface">
          {project.letters.map((l) => (
            <li key={l.id} className="grid gap-2 px-4 py-3 not-first:border-t">
              <p className="text-sm text-ink-3">
                <span className="font-medium text-ink">{l.by}</span>, <When at={l.at} zone={zone} short />
              </p>
              <p className="max-w-[70ch] break-words whitespace-pre-line">{l.text}</p>
              {l.answer && l.answeredAt ? (
                <div className="border-l pl-4">
                  <p className="text-sm text-ink-3">
                    The team answered, <When at={l.answeredAt} zone={zone} short />
                  </p>
                  <p className="max-w-[70ch] break-words whitespace-pre-line">{l.answer}</p>
                </div>
              ) : (
                <p className="text-sm text-ink-3">The team has not answered yet.</p>
              )}
            </li>
          ))}
        </ol>
      ) : null}
      <ActionForm
        key={project.letters.length}
        action={write}
        submission={newSubmission()}
        hidden={{ projectId: project.id }}
        className="max-w-[46rem]"
      >
        <FormArea
          label="Your message"
          name="text"
          rows={5}
          maxLength={10_000}
          required
          hint="Every member of the team that works on this project reads it. You are told by plain mail when an answer is here."
        />
        <div>
          <SubmitButton variant="secondary" pendingLabel="Sending…">
            Send to the team of {project.name}
          </SubmitButton>
        </div>
      </ActionForm>
    </div>
  );
}
