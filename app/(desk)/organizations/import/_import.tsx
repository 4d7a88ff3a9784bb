"use client";

import { useActionState, useId } from "react";
import { ActionForm, type FormAction, losingNothing } from "@/components/action-form";
import { applyWords, ListPreview } from "@/components/list-preview";
import { TextArea } from "@/components/ui/field";
import { Field } from "@/components/ui/field-frame";
import { FormMessage } from "@/components/ui/form-message";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";

type ImportProps = { look: FormAction; apply: FormAction; submission: string };

/** A list is looked at first, and done in a form of its own, which sends the same list once more. */
export function Import({ look, apply, submission }: ImportProps) {
  const [answer, submit] = useActionState(losingNothing(look), null);
  const id = useId();
  const text = typeof answer?.values["text"] === "string" ? answer.values["text"] : "";
  const list = answer?.ok ? answer.list : undefined;
  const words = list && applyWords(list.counts);
  return (
    <>
      <form action={submit} className="grid max-w-[46rem] min-w-0 gap-4">
        <FormMessage state={answer} />
        <TextArea
          key={text}
          label="List"
          name="text"
          rows={10}
          mono
          required={false}
          defaultValue={text}
          error={answer?.fields["text"]}
          hint="A row for each organization; the first names the columns. Values between commas, semicolons or tabs, a Markdown table, or groups with addresses in YAML."
        />
        <Field
          label="Or a file"
          name="file"
          required={false}
          error={answer?.fields["file"]}
          hint="At most 2 MB and 5,000 rows, as UTF-8 or UTF-16."
        >
          {(control) => <input {...control} type="file" className="control min-h-8 max-w-full py-1.5" />}
        </Field>
        <div>
          <SubmitButton variant={words ? "secondary" : "primary"} pendingLabel="Reading…">
            See what it would do
          </SubmitButton>
        </div>
      </form>
      {list ? (
        <Section key={list.digest} id={id} title="What it would do">
          <ListPreview {...list}>
            {words ? (
              <ActionForm action={apply} submission={submission} hidden={{ text, digest: list.digest }}>
                <p className="max-w-[70ch] text-ink-2">
                  Nobody is sent anything by this. Contacts wait to be asked, and memberships for a second
                  member; both are done on the onboarding page of the group.
                </p>
                <div>
                  <SubmitButton pendingLabel="Importing…">{words}</SubmitButton>
                </div>
              </ActionForm>
            ) : (
              <p className="text-ink-2">Nothing of the list adds or changes anything.</p>
            )}
          </ListPreview>
        </Section>
      ) : null}
    </>
  );
}
