import type { DeskCase } from "@/app/_lib/case";
import { ActionForm } from "@/components/action-form";
import { FormArea } from "@/components/form-fields";
import { Panel } from "@/components/panel";
import { LinkButton } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { inUtc, isAfter } from "@/domain/time";
import { approve, sendBack } from "../../actions";
import type { DeskNotice } from "../_load";

type Props = { of: DeskCase; notice: DeskNotice };

/** For whoever touched it: why not, and who can instead (rule 3). */
export function Refused({ of, notice }: Props) {
  const { reference } = of.summary;
  const { approval } = notice;
  return (
    <Callout
      tone="attention"
      title="You cannot approve this notice"
      action={
        <LinkButton href={`/cases/${reference}/notices/${notice.id}/edit`}>Change the notice</LinkButton>
      }
    >
      <p>{whyNot(approval)}</p>
      <p>
        {approval.others.length > 0
          ? `${approval.others.join(" or ")} can.`
          : "Nobody else who works on this project can: somebody who touched nothing must join it."}
      </p>
    </Callout>
  );
}

export function Signing({ of, notice }: Props) {
  const hidden = { reference: of.summary.reference, noticeId: notice.id, revision: notice.revision };
  const late = !isAfter(notice.send.at, of.now);
  const nobody = notice.preview.included.length === 0;
  return (
    <Section id="decision" title="Your decision">
      {late || nobody || !notice.version ? (
        <Callout tone="attention" title="It cannot be approved as it stands">
          {late
            ? "Its sending time has passed. Send it back, and let its author choose a later one."
            : nobody
              ? "Nobody would receive it. Send it back, and let its author choose organizations that can."
              : "There is no advisory to send."}
        </Callout>
      ) : (
        <Panel>
          <ActionForm action={approve} hidden={{ ...hidden, versionId: notice.version.id }}>
            <p className="text-ink-2">Your approval freezes the text, the organizations and the instant.</p>
            <SubmitButton pendingLabel="Approving…" className="w-full py-1.5 text-balance">
              Approve and schedule for {inUtc(notice.send.at)}
            </SubmitButton>
          </ActionForm>
        </Panel>
      )}
      <Panel>
        <ActionForm action={sendBack} hidden={hidden}>
          <FormArea
            name="note"
            label="Or say what should change"
            rows={3}
            maxLength={2000}
            required
            hint="The note goes to its author and stays on record. Nothing leaves."
          />
          <SubmitButton variant="secondary" pendingLabel="Sending back…" className="w-full">
            Send back with a note
          </SubmitButton>
        </ActionForm>
      </Panel>
    </Section>
  );
}

function whyNot({ wrote, touched }: DeskNotice["approval"]): string {
  const say = { text: "the text", organizations: "the organizations", instant: "an instant" };
  const changed = touched.map((t) => say[t]);
  const list =
    changed.length > 1 ? `${changed.slice(0, -1).join(", ")} and ${changed.at(-1)}` : changed.join("");
  if (!list) return wrote ? "You wrote it." : "You are not among those who can.";
  return `You ${wrote ? "wrote it, and " : ""}changed ${list}${wrote ? "" : " since the last approval"}.`;
}
