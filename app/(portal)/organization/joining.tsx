import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { accept } from "@/app/(portal)/organization/actions";
import { ActionForm } from "@/components/action-form";
import { Callout } from "@/components/ui/callout";
import { SubmitButton } from "@/components/ui/submit-button";
import type { OwnProject } from "@/data/memberships/own";

type JoiningProps = { project: OwnProject; name: string; zone: string | undefined };

/** The terms of joining: to be read whole and accepted by one person for the organization, or who did. */
export function Joining({ project: p, name, zone }: JoiningProps) {
  const { terms } = p;
  const [last] = terms.accepted;
  return (
    <div className="grid max-w-[46rem] gap-3">
      {terms.stands ? (
        <p className="text-ink-2">
          {last ? (
            <>
              Accepted in version {last.version} by {last.name}, <When at={last.at} zone={zone} short />.
            </>
          ) : (
            `You joined under version ${terms.version}, before acceptances were kept here.`
          )}
        </p>
      ) : (
        <Callout tone="attention" title={`Please accept the terms of ${p.name}`}>
          {last
            ? `They have a new version. Until one of you has accepted it, ${name} gets no notice.`
            : `Until one of you has accepted them, ${name} gets no notice.`}
        </Callout>
      )}
      <details open={!terms.stands}>
        <summary className="w-fit text-accent underline decoration-accent-line underline-offset-3">
          Terms, version {terms.version}
          {terms.ours ? " (a neutral text of Curfew: the policy has none)" : ""}
        </summary>
        <p className="mt-2 border-l pl-4 break-words whitespace-pre-line">{terms.text}</p>
      </details>
      {terms.stands ? null : (
        <ActionForm
          action={accept}
          submission={newSubmission()}
          hidden={{ projectId: p.id, version: terms.version }}
        >
          <div>
            <SubmitButton variant="primary" pendingLabel="Accepting…">
              Accept version {terms.version} for {name}
            </SubmitButton>
          </div>
        </ActionForm>
      )}
    </div>
  );
}
