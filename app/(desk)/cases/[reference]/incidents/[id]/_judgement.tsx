import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { ActionForm, FormDetails } from "@/components/action-form";
import { FormArea } from "@/components/form-fields";
import { Panel } from "@/components/panel";
import { Callout } from "@/components/ui/callout";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { isOpenIncident } from "@/domain/incident/state";
import { isAtOrBefore } from "@/domain/time";
import { close, judge, reopen } from "../actions";
import { type Incident, idsOf } from "./_load";

/** Whether it was a leak: the judgement of a person, with a reason (rule 13). */
export function Judgement({ of }: { of: Incident }) {
  return (
    <Section title="Was it a leak?">
      <NoLeak of={of} />
      <PastItsDate of={of} />
      <Panel>
        <p>
          <span className="font-medium">{SAYS[of.state]}</span>
          {of.finding ? <span className="whitespace-pre-line text-ink-2"> {of.finding}</span> : null}
        </p>
        {of.recused ? null : isOpenIncident(of.state) ? <Judge of={of} /> : null}
        {of.recused ? null : <End of={of} />}
      </Panel>
    </Section>
  );
}

const SAYS = {
  suspected: "Suspected. Nobody said yet whether it was a leak.",
  confirmed: "It was a leak.",
  unfounded: "It was no leak.",
  closed: "Closed. Nothing of it is left to do.",
};

/** Why it cannot be a leak by its times alone. */
function NoLeak({ of }: { of: Incident }) {
  if (of.canBeLeak) return null;
  const ours = of.publishedAt && isAtOrBefore(of.publishedAt, of.seenAt) ? of.publishedAt : null;
  const since = ours ?? of.publicElsewhereAt;
  return (
    <Callout title="By its times it is no leak">
      It was seen <When at={of.seenAt} short />. By then it was public already
      {since ? (
        <>
          , {ours ? "published here" : "from elsewhere"} since <When at={since} short />
        </>
      ) : null}
      .
    </Callout>
  );
}

/** A missed date publishes nothing, so that those who were told are still bound. */
function PastItsDate({ of }: { of: Incident }) {
  if (!of.canBeLeak || !of.release || !isAtOrBefore(of.release, of.seenAt)) return null;
  return (
    <Callout tone="attention" title="It was seen after its release date, and still counts as a leak">
      The release instant <When at={of.release} short /> had passed, and nothing was published by then. A date
      that is missed publishes nothing: whoever was told was still bound.
    </Callout>
  );
}

function Judge({ of }: { of: Incident }) {
  const suspected = of.state === "suspected";
  const confirmable = suspected && of.canBeLeak;
  const fields = (
    <>
      <FormArea name="reason" label="Reason" rows={2} maxLength={1000} required />
      <div className="flex flex-wrap gap-2">
        {confirmable ? (
          <SubmitButton name="finding" value="leak" pendingLabel="Confirming…">
            Confirm the leak
          </SubmitButton>
        ) : null}
        <SubmitButton
          name="finding"
          value="none"
          variant={confirmable || !suspected ? "secondary" : "primary"}
          pendingLabel="Recording…"
        >
          Find that it is no leak
        </SubmitButton>
      </div>
    </>
  );
  return (
    <ActionForm key={of.state} action={judge} submission={newSubmission()} hidden={idsOf(of)}>
      {suspected ? fields : <FormDetails summary="It was no leak after all">{fields}</FormDetails>}
    </ActionForm>
  );
}

const END = {
  close: { action: close, summary: "Close the incident", button: "Close the incident", pending: "Closing…" },
  reopen: {
    action: reopen,
    summary: "Open the incident again",
    button: "Open it again",
    pending: "Opening…",
  },
} as const;

function End({ of }: { of: Incident }) {
  const may = [
    ...(of.state === "confirmed" || of.state === "unfounded" ? (["close"] as const) : []),
    ...(of.state === "closed" || of.state === "unfounded" ? (["reopen"] as const) : []),
  ];
  return may.map((what) => (
    <ActionForm
      key={what + of.state}
      action={END[what].action}
      submission={newSubmission()}
      hidden={idsOf(of)}
    >
      <FormDetails summary={END[what].summary}>
        <FormArea name="reason" label="Reason" rows={2} maxLength={1000} required />
        <div>
          <SubmitButton variant="secondary" pendingLabel={END[what].pending}>
            {END[what].button}
          </SubmitButton>
        </div>
      </FormDetails>
    </ActionForm>
  ));
}
