import { newSubmission } from "@/app/_lib/form";
import { inFlight } from "@/app/(desk)/cases/[reference]/notices/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormArea } from "@/components/form-fields";
import { Section } from "@/components/ui/section";
import type { audienceFor } from "@/data/notices/queries";

type Audience = Awaited<ReturnType<typeof audienceFor>>;

/** Members that joined while the case ran, where the policy leaves it to a member whether they are told (P43). */
export function Joined({ audience, reference }: { audience: Audience; reference: string }) {
  if (!audience.mayDecideInFlight || audience.joined.length === 0) return null;
  return (
    <Section
      title="Joined while this case ran"
      description="They are told of it only if a member decides so. Whoever decides it does not approve the notice."
    >
      <ul className="rounded-lg border bg-surface">
        {audience.joined.map((o) => (
          <li
            key={o.organizationId}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-2 not-first:border-t"
          >
            <span className="font-medium">{o.name}</span>
            <DialogForm
              action={inFlight}
              submission={newSubmission()}
              trigger={
                <>
                  May be told… <span className="sr-only">{o.name}</span>
                </>
              }
              title={`${o.name} may be told of this case`}
              description="It joined after the case was opened. It is told by nothing but a notice that another member approves."
              confirm="Decide that it may be told"
              pendingLabel="Deciding…"
            >
              <input type="hidden" name="reference" value={reference} />
              <input type="hidden" name="caseId" value={audience.caseId} />
              <input type="hidden" name="organizationId" value={o.organizationId} />
              <FormArea label="Reason" name="reason" rows={3} maxLength={2000} required />
            </DialogForm>
          </li>
        ))}
      </ul>
    </Section>
  );
}
