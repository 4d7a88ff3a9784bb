import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { confirm, nameMe } from "@/app/(desk)/policy/actions";
import { ActionForm } from "@/components/action-form";
import { DialogForm } from "@/components/dialog-form";
import { FormText } from "@/components/form-fields";
import { Facts } from "@/components/ui/definition-list";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import type { policyDesk } from "@/data/policies/queries";

type Of = Awaited<ReturnType<typeof policyDesk>>;

/** What everybody reads of the policy: its page and exports, whether the addresses still hold, and who is named. */
export function ForEverybody({ of, slug, userName }: { of: Of; slug: string; userName: string }) {
  const { doors, project } = of;
  const files = `/projects/${slug}`;
  return (
    <Section
      title="For everybody"
      description="Made from the version in force, and never ahead of it."
      actions={
        <>
          {doors.ok ? <Confirm project={project} slug={slug} /> : null}
          <NameMe of={of} slug={slug} userName={userName} />
        </>
      }
    >
      <Facts
        items={[
          {
            label: "Files",
            value: doors.ok ? (
              <span className="flex flex-wrap gap-x-4 gap-y-1">
                <TextLink href={`${files}/SECURITY.md`}>SECURITY.md</TextLink>
                <TextLink href={`${files}/security.txt`}>security.txt</TextLink>
                <TextLink href={`${files}/policy.yaml`}>policy.yaml</TextLink>
              </span>
            ) : (
              <>
                {doors.because} So the page says that reports can’t be received there, and no file is made but{" "}
                <TextLink href={`${files}/policy.yaml`}>policy.yaml</TextLink>.
              </>
            ),
          },
          ...(doors.ok
            ? [
                {
                  label: "security.txt",
                  value: (
                    <>
                      Expires <When at={doors.expires} now={of.now} short />.{" "}
                      <span className="text-ink-2">
                        {project.doorsConfirmedAt ? (
                          <>
                            The addresses were confirmed{" "}
                            <When at={project.doorsConfirmedAt} now={of.now} short />.
                          </>
                        ) : (
                          "Nobody has confirmed the addresses since it came into force."
                        )}
                      </span>
                    </>
                  ),
                },
              ]
            : []),
          {
            label: "You on the page",
            value: of.namedAs ? `Named as ${of.namedAs}.` : "Not named. Nobody is without agreeing to it.",
          },
        ]}
      />
    </Section>
  );
}

function Confirm({ project, slug }: { project: Of["project"]; slug: string }) {
  return (
    <ActionForm action={confirm} submission={newSubmission()} hidden={{ projectId: project.id, slug }}>
      <SubmitButton variant="secondary" size="sm" pendingLabel="Confirming…">
        Confirm that the addresses hold
      </SubmitButton>
    </ActionForm>
  );
}

function NameMe({ of, slug, userName }: { of: Of; slug: string; userName: string }) {
  return (
    <DialogForm
      action={nameMe}
      submission={newSubmission()}
      trigger={of.namedAs ? "Change how you are named…" : "Be named there…"}
      variant="ghost"
      title="Your name on the public page"
      description="Anybody can read it. Leave it empty to be named no longer; what others kept of the page stays with them."
      confirm="Save"
      pendingLabel="Saving…"
    >
      <input type="hidden" name="projectId" value={of.project.id} />
      <input type="hidden" name="slug" value={slug} />
      <FormText
        label="Name"
        name="namedAs"
        defaultValue={of.namedAs ?? userName}
        maxLength={80}
        required={false}
      />
    </DialogForm>
  );
}
