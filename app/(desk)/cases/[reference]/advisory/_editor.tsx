"use client";

import { ActionForm, type FormAction, useAnswer } from "@/components/action-form";
import { AdvisoryView } from "@/components/advisory-view";
import { FileList } from "@/components/file-parts";
import { FormArea, FormCheckboxes, FormText } from "@/components/form-fields";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { ADVISORY_FIELDS, type AdvisoryContent, advisoryLabel } from "@/domain/advisory/advisory";
import type { SentFile } from "@/domain/file/file";
import { kindWord } from "@/domain/file/kinds";
import { sizeInWords } from "@/domain/file/limits";

type EditorProps = {
  action: FormAction;
  submission: string;
  reference: string;
  caseId: string;
  /** The newest saved version; 0 when there is none. */
  newest: number;
  saved: AdvisoryContent;
  /** Files of the case that are on its list. */
  files: readonly Choice[];
  /** Ids of those that the newest version brings. */
  chosen: readonly string[];
};
type Choice = SentFile & { heldBack: string | null };

const HINTS: Partial<Record<keyof AdvisoryContent, string>> = {
  title: "Seen after consent only. It stands in no subject, address or list of a vendor.",
  impact: "What an attacker gains, and in which deployments.",
  mitigation: "What to do until the fix is there.",
};
const ROWS: Partial<Record<keyof AdvisoryContent, number>> = { description: 10, summary: 3, fixed: 3 };

/** As tall as what is in it, within reason: nobody edits through a slit. */
const rowsOf = (f: keyof AdvisoryContent, text: string) =>
  Math.max(ROWS[f] ?? 4, Math.min(16, text.split("\n").length + 1));

/** The text of an advisory beside its rendering. The preview is a submit that saves nothing: it works without script. */
export function AdvisoryEditor({ action, submission, saved, ...ids }: EditorProps) {
  return (
    <ActionForm
      action={action}
      submission={submission}
      hidden={{ reference: ids.reference, caseId: ids.caseId }}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)] items-start gap-x-10 gap-y-8 xl:grid-cols-2"
    >
      <Text {...ids} saved={saved} />
      <Preview {...ids} saved={saved} />
    </ActionForm>
  );
}

type Shown = Omit<EditorProps, "action" | "submission" | "caseId">;

function Text({ reference, newest, saved, files, chosen }: Shown) {
  const answer = useAnswer();
  const kept = answer?.values["base"];
  const base = typeof kept === "string" ? kept : String(newest);
  const passed = Number(base) !== newest;
  return (
    <div className="grid min-w-0 gap-5">
      <input type="hidden" name="base" value={base} />
      {passed ? (
        <Callout tone="attention" title={`Version ${newest} was saved while you wrote`}>
          Yours began from version {base} and is not saved. Version {newest} stays on record if you save over
          it.{" "}
          <TextLink href={`/cases/${reference}/advisory?version=${newest}`} target="_blank">
            Read version {newest} in a new tab
          </TextLink>
        </Callout>
      ) : null}
      {ADVISORY_FIELDS.map((f) =>
        f === "title" ? (
          <FormText
            key={f}
            name={f}
            label={advisoryLabel(f)}
            defaultValue={saved[f]}
            hint={HINTS[f]}
            maxLength={300}
            required
          />
        ) : (
          <FormArea
            key={f}
            name={f}
            label={advisoryLabel(f)}
            defaultValue={saved[f]}
            hint={HINTS[f]}
            rows={rowsOf(f, saved[f])}
          />
        ),
      )}
      <Files reference={reference} files={files} chosen={chosen} />
      <div className="flex flex-wrap items-center gap-2">
        <SubmitButton name="intent" value="save" disabled={passed}>
          Save version {newest + 1}
        </SubmitButton>
        {/* After the disabled one, which Enter would press: nothing is saved over by a key. */}
        {passed ? (
          <SubmitButton name="over" value={String(newest)}>
            Save over version {newest}
          </SubmitButton>
        ) : null}
        <SubmitButton
          name="intent"
          value="preview"
          formNoValidate
          variant="secondary"
          pendingLabel="Rendering…"
        >
          Preview, save nothing
        </SubmitButton>
        <p className="text-sm text-ink-3">Markdown. Raw HTML and images are left out.</p>
      </div>
    </div>
  );
}

/** The empty value tells "none" from a form that says nothing of files. */
function Files({ reference, files, chosen }: Pick<Shown, "reference" | "files" | "chosen">) {
  return (
    <div className="grid gap-1">
      <input type="hidden" name="fileIds" value="" />
      {files.length > 0 ? (
        <FormCheckboxes
          legend="Files"
          name="fileIds"
          hint="Who gets this version gets these too, without metadata."
          defaultValues={chosen}
          options={files.map((f) => ({
            value: f.id,
            label: <span className="wrap-anywhere">{f.name}</span>,
            hint: `${kindWord(f.mediaType)}, ${sizeInWords(f.size)}`,
            disabled: f.heldBack !== null,
            reason: f.heldBack ? `Held back. ${f.heldBack}` : undefined,
          }))}
        />
      ) : (
        <p className="font-medium">Files</p>
      )}
      <p className="text-sm text-ink-3">
        {files.length === 0 ? "This case has none. " : ""}
        <TextLink href={`/cases/${reference}/files`}>Upload a patch or an attachment</TextLink>
      </p>
    </div>
  );
}

function Preview({ saved, newest, reference, files, chosen }: Shown) {
  const answer = useAnswer();
  const ticked = answer?.values["fileIds"] ?? chosen;
  const typed = (f: keyof AdvisoryContent) => {
    const value = answer?.values[f];
    return typeof value === "string" ? value : saved[f];
  };
  const text: AdvisoryContent = {
    title: typed("title"),
    summary: typed("summary"),
    description: typed("description"),
    impact: typed("impact"),
    affected: typed("affected"),
    fixed: typed("fixed"),
    mitigation: typed("mitigation"),
    references: typed("references"),
  };
  return (
    <section
      aria-labelledby="preview-title"
      className="min-w-0 rounded-lg border bg-surface xl:sticky xl:top-4"
    >
      <div className="border-b bg-sunken px-5 py-2.5">
        <h2 id="preview-title" className="font-medium">
          As a vendor will see it
        </h2>
        <p className="text-sm text-ink-3">
          {answer ? "What you typed. Nothing of it is saved yet." : `Version ${newest}, as it is saved.`}
        </p>
      </div>
      <div className="grid gap-6 overflow-y-auto px-5 py-5 xl:max-h-[calc(100dvh-8rem)]">
        <AdvisoryView text={text} headingLevel={3} />
        <FileList
          files={files.filter((f) => ticked.includes(f.id))}
          hrefOf={(id) => `/cases/${reference}/files/${id}?copy`}
          headingLevel={3}
        />
      </div>
    </section>
  );
}
