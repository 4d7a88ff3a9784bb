import { newSubmission } from "@/app/_lib/form";
import { ActionForm, FormDetails } from "@/components/action-form";
import { FormArea, FormRadios, FormSelect } from "@/components/form-fields";
import { Panel } from "@/components/panel";
import { LinkButton } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { ATTRIBUTIONS, isOpenIncident } from "@/domain/incident/state";
import { attribute } from "../actions";
import { type Incident, idsOf } from "./_load";

/** Who it is put down to. It sanctions nobody: what follows is a decision of its own, by two. */
export function Attribution({ of }: { of: Incident }) {
  // What was public already is put down to nobody.
  if (!of.canBeLeak && of.attribution === "unknown") return null;
  const organization = of.exposed.find((o) => o.organizationId === of.organizationId);
  const open = isOpenIncident(of.state) && !of.recused;
  return (
    <Section
      title="Who it is put down to"
      description="A judgement of a person, and no sanction by itself: nothing happens to anybody by this."
    >
      <Panel>
        <p className="font-medium">
          {organization ? organization.name : ATTRIBUTIONS[of.attribution]}
          {of.attribution === "unknown" ? " so far" : ""}
        </p>
        {organization && !of.recused ? (
          <div className="flex flex-wrap gap-2">
            <LinkButton href={`/organizations/${organization.organizationId}?incident=${of.id}`}>
              Pause…
            </LinkButton>
            <LinkButton
              href={`/organizations/${organization.organizationId}/withdrawal?project=${of.projectId}&incident=${of.id}`}
            >
              Propose withdrawal…
            </LinkButton>
          </div>
        ) : null}
        {open ? <Attribute of={of} /> : null}
      </Panel>
    </Section>
  );
}

function Attribute({ of }: { of: Incident }) {
  const fields = (
    <>
      <FormRadios
        name="attribution"
        legend="It is put down to"
        required
        defaultValues={[of.attribution]}
        options={Object.entries(ATTRIBUTIONS).map(([value, label]) => ({
          value,
          label,
          disabled: value === "organization" && of.exposed.length === 0,
        }))}
      />
      <div className="hidden max-w-80 pl-6.5 group-has-[[value=organization]:checked]/who:block">
        <FormSelect
          name="organizationId"
          label="Which one"
          defaultValue={of.organizationId ?? ""}
          options={[
            { value: "", label: "Choose one" },
            ...of.exposed.map((o) => ({
              value: o.organizationId,
              label: of.tiedTo.includes(o.organizationId) ? `${o.name} (you are tied to it)` : o.name,
              disabled: of.tiedTo.includes(o.organizationId),
            })),
          ]}
        />
      </div>
      <FormArea name="reason" label="Reason" rows={2} maxLength={1000} required />
      <div>
        <SubmitButton variant="secondary" pendingLabel="Recording…">
          Record who it is put down to
        </SubmitButton>
      </div>
    </>
  );
  return (
    <ActionForm
      key={`${of.attribution} ${of.organizationId}`}
      action={attribute}
      submission={newSubmission()}
      hidden={idsOf(of)}
      className="group/who"
    >
      {of.attribution === "unknown" ? fields : <FormDetails summary="Put it down anew">{fields}</FormDetails>}
    </ActionForm>
  );
}
