import type { DeskCase } from "@/app/_lib/case";
import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { exception, exceptionBack, exceptionConfirm } from "@/app/(desk)/cases/[reference]/actions";
import { ActionForm } from "@/components/action-form";
import { DialogForm } from "@/components/dialog-form";
import { FormArea } from "@/components/form-fields";
import { Callout } from "@/components/ui/callout";
import { SubmitButton } from "@/components/ui/submit-button";
import { isEmbargoed } from "@/domain/case/state";
import { mayOverride } from "@/domain/policy/severity";
import type { Member } from "@/domain/viewer";

const does = (wants: "yes" | "no", severity: string) =>
  `${wants === "yes" ? "" : "not "}prenotify this case${severity ? ` of ${severity}` : ""}`;

/** What two members may decide against the policy: the one who proposes says why, another confirms. */
export function Exception({ of, viewer }: { of: DeskCase; viewer: Member }) {
  const { summary } = of;
  const severity = summary.severity ?? "";
  const asked = { reference: summary.reference, caseId: of.id, revision: of.revision };
  if (of.override) {
    const mine = of.override.proposedBy === viewer.userId;
    const hidden = { reference: summary.reference, overrideId: of.override.id };
    return (
      <Callout
        tone="attention"
        title={`Proposed against the policy: to ${does(of.override.wants, of.override.severity)}`}
      >
        <p className="whitespace-pre-line">{of.override.reason}</p>
        <p className="text-sm text-ink-3">
          {mine ? "By you" : `By ${nameOf(of, of.override.proposedBy)}`},{" "}
          <When at={of.override.proposedAt} now={of.now} short />. Nothing changes before another member
          confirms it.
        </p>
        <div className="mt-3 flex flex-wrap gap-2">
          {mine ? null : (
            <ActionForm action={exceptionConfirm} submission={newSubmission()} hidden={hidden}>
              <SubmitButton pendingLabel="Confirming…">Confirm the exception</SubmitButton>
            </ActionForm>
          )}
          <ActionForm action={exceptionBack} submission={newSubmission()} hidden={hidden}>
            <SubmitButton variant="ghost" pendingLabel="Taking back…">
              Take it back
            </SubmitButton>
          </ActionForm>
        </div>
      </Callout>
    );
  }
  const wants = of.offered.ok ? "no" : "yes";
  const open = isEmbargoed(summary.state) && summary.state !== "prenotified" && !of.publicSince;
  if (!open || of.overridden || !mayOverride(of.policy, summary.severity, wants).ok) return null;
  return (
    <DialogForm
      action={exception}
      submission={newSubmission()}
      align="start"
      trigger="Propose an exception…"
      title={`Against the policy: ${does(wants, severity)}`}
      description="The policy says otherwise. An exception needs a reason, and a second member who confirms it."
      confirm="Propose the exception"
      pendingLabel="Proposing…"
    >
      {Object.entries({ ...asked, wants }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <FormArea name="reason" label="Reason" rows={3} maxLength={2000} required />
    </DialogForm>
  );
}

const nameOf = (of: DeskCase, userId: string) =>
  of.members.find((m) => m.userId === userId)?.name ?? "a member";
