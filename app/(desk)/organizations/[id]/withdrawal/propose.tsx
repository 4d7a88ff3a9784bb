import { newSubmission } from "@/app/_lib/form";
import type { InProject, Organization } from "@/app/(desk)/organizations/[id]/load";
import { propose } from "@/app/(desk)/organizations/actions";
import { ActionForm, FormDetails } from "@/components/action-form";
import { FormArea, FormHidden, FormRadios, FormSelect } from "@/components/form-fields";
import { LinkButton } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { isEmbargoed } from "@/domain/case/state";
import { WITHDRAWAL_SCOPES, type WithdrawalScope } from "@/domain/organization/withdrawal";
import { isId } from "@/lib/ids";

type ProposeProps = { of: Organization; project: InProject; incident: string | undefined };

const SCOPE_HINTS: Record<WithdrawalScope, string> = {
  future: "It is told of nothing more. When it meets the criteria again, a member can add it to a group.",
  permanent: "It is told of nothing more, and no membership in this project can begin again.",
};

/** Why, for how long, and what it reads: all of it is what the second member confirms. */
export function Propose({ of, project, incident }: ProposeProps) {
  const running = project.told.filter((c) => isEmbargoed(c.state));
  return (
    <ActionForm action={propose} submission={newSubmission()} className="gap-6">
      <input type="hidden" name="organizationId" value={of.id} />
      <input type="hidden" name="projectId" value={project.id} />
      {incident && isId(incident) ? <Incident project={project} incident={incident} /> : null}
      <FormRadios
        legend="Why"
        name="reasonCode"
        required
        options={project.grounds.map((g) => ({
          value: g.value,
          label: g.label,
          hint: g.ground ? "A ground of the policy." : undefined,
        }))}
      />
      <PolicySays project={project} />
      <FormRadios
        legend="How may it return?"
        name="scope"
        required
        defaultValues={["future"]}
        hint={project.scopes.includes("permanent") ? undefined : "The policy names no withdrawal for good."}
        options={project.scopes.map((scope) => ({
          value: scope,
          label: WITHDRAWAL_SCOPES[scope],
          hint: SCOPE_HINTS[scope],
        }))}
      />
      <FormArea
        label="Reason"
        hint="For the team: what happened, and how it is known. The organization does not read this."
        name="reason"
        rows={4}
        maxLength={1000}
        required
      />
      <FormArea
        label="What the organization reads"
        hint="On its own page, beside what it stays bound to and a form to answer. Say what happened, and name nobody else."
        name="told"
        rows={5}
        maxLength={4000}
        required
      />
      <FormArea
        label="Other channels that it still has"
        hint="One on a line, such as a seat on an upstream advisory. Each stays on Today until somebody says that it is closed."
        name="channels"
        rows={3}
        maxLength={4000}
        required={false}
      />
      {running.length > 0 ? (
        <FormDetails summary="By exception, leave one running case readable…">
          <FormSelect
            label="Case that stays readable"
            name="keepCaseId"
            defaultValue=""
            options={[
              { value: "", label: "None: all of them are closed" },
              ...running.map((c) => ({ value: c.id, label: `${c.reference} ${c.codeName}` })),
            ]}
          />
          <FormArea
            label="Why this case stays readable"
            name="keepReason"
            rows={2}
            maxLength={1000}
            required={false}
          />
        </FormDetails>
      ) : null}
      <div className="flex flex-wrap gap-2 border-t pt-5">
        <SubmitButton pendingLabel="Proposing…">Propose the withdrawal</SubmitButton>
        <LinkButton href={`/organizations/${of.id}`} variant="ghost">
          Cancel
        </LinkButton>
      </div>
    </ActionForm>
  );
}

function Incident({ project, incident }: { project: InProject; incident: string }) {
  const found = project.incidents.find((i) => i.id === incident);
  return (
    <div>
      <FormHidden name="incidentId" value={incident} />
      <p className="text-ink-2">
        {found ? (
          <>
            On the ground of{" "}
            <TextLink href={`/cases/${found.reference}/incidents/${found.id}`}>
              the incident of {found.reference} {found.codeName}
            </TextLink>
            . The withdrawal is kept with it.
          </>
        ) : (
          "On the ground of the incident that led you here. The withdrawal is kept with it."
        )}
      </p>
    </div>
  );
}

/** What the text says beside its grounds: what follows from a breach, and what is ours where it says nothing. */
function PolicySays({ project }: { project: InProject }) {
  const ours = project.grounds.every((g) => g.ground === null);
  if (ours && project.sanctions.length === 0)
    return (
      <p className="rounded-md border bg-sunken px-4 py-3 text-ink-2">
        The policy of {project.name} names no ground for a withdrawal: the reason is the team’s own.
      </p>
    );
  if (project.sanctions.length === 0) return null;
  return (
    <div className="rounded-md border bg-sunken px-4 py-3">
      <p className="font-medium">What the policy of {project.name} says of a breach</p>
      <ul className="mt-1 grid list-disc gap-1 pl-5 text-ink-2 marker:text-ink-3">
        {project.sanctions.map((s) => (
          <li key={s.text}>{s.text}</li>
        ))}
      </ul>
    </div>
  );
}
