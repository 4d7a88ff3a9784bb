import type { DeskCase } from "@/app/_lib/case";
import { ActionForm, AnswerMessage } from "@/components/action-form";
import { FormArea } from "@/components/form-fields";
import { Panel } from "@/components/panel";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { close, reject } from "./actions";

const SAYS = {
  reject: {
    title: "Reject the case",
    about: "It is no vulnerability, or not this project’s. Nobody was told of it, and nobody will be.",
    button: "Reject the case",
    action: reject,
    variant: "danger",
  },
  close: {
    title: "Close the case",
    about: "Nothing is left to do. What was published stays published, and the record stays as it is.",
    button: "Close the case",
    action: close,
    variant: "primary",
  },
} as const;

/** The two ways in which a case ends, each with a reason that stays on record. */
export function End({ of }: { of: DeskCase }) {
  const { state, reference } = of.summary;
  const may = [
    ...(state === "triaging" || state === "confirmed" ? (["reject"] as const) : []),
    ...(state === "public" || state === "rejected" ? (["close"] as const) : []),
  ];
  if (may.length === 0 && !of.endReason) return null;
  return (
    <Section id="end" title={state === "triaging" || state === "confirmed" ? "If it is none" : "The end"}>
      <Panel>
        {of.endReason ? (
          <p className="max-w-[70ch] whitespace-pre-line">
            <span className="text-ink-3">{state === "closed" ? "Closed" : "Rejected"}: </span>
            {of.endReason}
          </p>
        ) : null}
        {may.map((what) => {
          const says = SAYS[what];
          const about =
            what === "close" && state === "rejected"
              ? "Nothing is left to do. The record stays as it is."
              : says.about;
          return (
            <ActionForm
              key={what}
              action={says.action}
              hidden={{ reference, caseId: of.id, revision: of.revision }}
              className="flex flex-wrap items-center justify-between gap-4"
            >
              <p className="max-w-[60ch] min-w-0 flex-1 basis-72 text-ink-2">{about}</p>
              <ConfirmDialog
                trigger={`${says.title}…`}
                variant="secondary"
                title={`${says.title} ${reference}`}
                description={about}
                confirm={<SubmitButton variant={says.variant}>{says.button}</SubmitButton>}
              >
                <AnswerMessage />
                <FormArea name="reason" label="Reason" rows={3} maxLength={2000} required />
              </ConfirmDialog>
            </ActionForm>
          );
        })}
      </Panel>
    </Section>
  );
}
