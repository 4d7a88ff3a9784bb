import type { DeskCase } from "@/app/_lib/case";
import { When } from "@/app/_lib/when";
import { count } from "@/app/_lib/words";
import { ActionForm, FormDetails } from "@/components/action-form";
import { FormArea, FormInstant, FormRadios } from "@/components/form-fields";
import { Panel } from "@/components/panel";
import { Callout } from "@/components/ui/callout";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { isEmbargoed } from "@/domain/case/state";
import { offersPrenotification, severityOf } from "@/domain/policy/severity";
import { FIX_TRACKS } from "@/domain/policy/vocabulary";
import { wallInput } from "@/domain/time";
import type { Member } from "@/domain/viewer";
import { Exception } from "./_exception";
import { choose, confirm, release } from "./actions";

type Props = { of: DeskCase };
const ids = (of: DeskCase) => ({
  reference: of.summary.reference,
  caseId: of.id,
  revision: of.revision,
});

export function Confirm({ of }: Props) {
  if (of.summary.state !== "triaging") return null;
  const open = of.summary.progress.undecidedSeverities;
  const empty = of.vulnerabilities.length === 0;
  return (
    <Section id="confirm" title="Confirm the case">
      <Panel>
        <p className="max-w-[70ch] text-ink-2">
          {empty
            ? "It is a vulnerability, and the team takes it on. Add the vulnerability first."
            : open > 0
              ? `It is a vulnerability, and the team takes it on. First decide the severity: ${count(open, "vulnerability", "vulnerabilities")} without one.`
              : "It is a vulnerability, and the team takes it on. Nobody is told by this."}
        </p>
        {empty || open > 0 ? null : (
          <ActionForm action={confirm} hidden={ids(of)}>
            <div>
              <SubmitButton>Confirm the case</SubmitButton>
            </div>
          </ActionForm>
        )}
      </Panel>
    </Section>
  );
}

/** The policy says which severities may be prenotified; for each case a member says whether this one is. */
export function Prenotify({ of, viewer }: Props & { viewer: Member }) {
  const { summary, policy } = of;
  const over = summary.publishedAt !== null;
  const chosen =
    of.prenotify === "yes"
      ? over
        ? "It was decided to prenotify vendors."
        : "Vendors are prenotified."
      : over
        ? "It was decided not to prenotify vendors."
        : "Vendors are not prenotified.";
  const choosable =
    isEmbargoed(summary.state) && summary.state !== "prenotified" && of.offered.ok && !of.publicSince;
  if (summary.state === "triaging" && of.offered.ok && !of.publicSince) return null;
  const fields = (
    <>
      <FormRadios
        name="prenotify"
        legend="Prenotify vendors of this case?"
        required
        defaultValues={of.prenotify === "undecided" ? [] : [of.prenotify]}
        hint={policyHint(of)}
        options={[
          { value: "yes", label: "Yes: tell organizations of its groups before the release" },
          {
            value: "no",
            label: "No: everybody learns of it at the release",
            hint: "A notice that has not left becomes void.",
          },
        ]}
      />
      <FormArea name="reason" label="Reason" rows={2} maxLength={2000} required />
      <div>
        <SubmitButton>Record the choice</SubmitButton>
      </div>
    </>
  );
  return (
    <Section id="prenotify" title="Prenotification">
      {of.publicSince ? (
        <Callout title="Not offered: this vulnerability is public already">
          Public since <When at={of.publicSince} short />. Nothing of it is secret, so there is nothing to
          prenotify.
        </Callout>
      ) : !of.offered.ok ? (
        <Callout
          title={
            !offersPrenotification(policy)
              ? "None"
              : summary.severity
                ? "Not offered for this case"
                : "Not yet"
          }
        >
          {of.offered.because}
          <Exception of={of} viewer={viewer} />
        </Callout>
      ) : (
        <Panel>
          {of.prenotify === "undecided" ? (
            choosable ? null : (
              <p className="text-ink-2">No choice was made.</p>
            )
          ) : (
            <div className="grid gap-1">
              <p className="font-medium">{chosen}</p>
              {of.prenotifyReason ? (
                <p className="max-w-[70ch] whitespace-pre-line text-ink-2">{of.prenotifyReason}</p>
              ) : null}
            </div>
          )}
          {choosable ? (
            <ActionForm action={choose} hidden={ids(of)}>
              {of.prenotify === "undecided" ? (
                fields
              ) : (
                <FormDetails summary="Choose anew">{fields}</FormDetails>
              )}
            </ActionForm>
          ) : null}
          {of.overridden ? (
            <p className="text-sm text-ink-2">Decided by two members, against the policy.</p>
          ) : (
            <Exception of={of} viewer={viewer} />
          )}
        </Panel>
      )}
    </Section>
  );
}

/** What the policy says of the case's severity, with the conditions that a member weighs. */
function policyHint({ summary, policy, offered }: DeskCase): string {
  const lead = policy.prenotification?.leadTime ?? "without naming a lead time";
  const level = severityOf(policy, summary.severity);
  const conditions = level?.conditions.length ? ` It weighs: ${level.conditions.join("; ")}.` : "";
  const fixed = level?.fix ? ` ${FIX_TRACKS[level.fix]}` : "";
  const duty = offered.ok && offered.duty;
  return duty
    ? `The policy has ${summary.severity ? `every case of ${summary.severity}` : "every case"} prenotified, ${lead}.${fixed}${conditions}`
    : `The policy may prenotify ${summary.severity ?? "this case"}, ${lead}; it is a choice per case.${fixed}${conditions}`;
}

/** The embargo's end. A moved one reaches everybody who was told of the old (rule 9). */
export function Release({ of, zone, told }: Props & { zone: string | undefined; told: number }) {
  const { summary } = of;
  if (!isEmbargoed(summary.state)) return null;
  const old = summary.release;
  const approved = of.notices.filter((n) => n.state === "approved").length;
  const fields = (
    <>
      <FormInstant
        label="Release instant"
        local={old ? wallInput(old.at, old.zone) : undefined}
        zone={old?.zone ?? zone ?? "UTC"}
        hint="It is kept in UTC with the zone beside it. If the zone’s rules change, the stored instant stands."
      />
      {old ? (
        <>
          <FormArea name="reason" label="Reason" rows={2} maxLength={2000} required />
          <p className="max-w-[70ch] text-ink-2">
            {told > 0
              ? `${count(told, "organization")} told of the old date will get a message at once that it moved.`
              : "Nobody was told of the old date, so no message leaves."}{" "}
            {approved > 0
              ? `The approval of ${count(approved, "notice")} that has not left becomes void.`
              : "No approval is affected."}
          </p>
        </>
      ) : null}
      <div>
        <SubmitButton>{old ? "Move the release instant" : "Set the release instant"}</SubmitButton>
      </div>
    </>
  );
  return (
    <Section
      id="release"
      title="Release instant"
      description={
        old ? undefined : "When the case becomes public: the end of the embargo. It begins with this."
      }
    >
      <Panel>
        {old ? (
          <p>
            <When at={old.at} now={of.now} short />
            <span className="block text-sm text-ink-3">
              Meant in {old.zone}
              {summary.releaseRevision > 1 ? `, moved ${count(summary.releaseRevision - 1, "time")}` : ""}
            </span>
          </p>
        ) : null}
        <ActionForm action={release} hidden={ids(of)}>
          {old ? <FormDetails summary="Move it">{fields}</FormDetails> : fields}
        </ActionForm>
      </Panel>
    </Section>
  );
}
