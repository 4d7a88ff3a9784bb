"use client";

import { useMemo, useRef, useState } from "react";
import type { Change } from "@/app/(desk)/policy/draft/_asked";
import { Findings } from "@/app/(desk)/policy/draft/_findings";
import { PolicyForm } from "@/app/(desk)/policy/draft/_form";
import { marksOf } from "@/app/(desk)/policy/draft/_marks";
import { ActionForm, type FormAction, useAnswer, useSent } from "@/components/action-form";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { valuesIn } from "@/formats/policy/edit";
import type { JsonSchema } from "@/formats/policy/form";

type EditorProps = {
  action: FormAction;
  submission: string;
  hidden: Record<string, string | number>;
  revision: number;
  savedBy: string | null;
  saved: string;
  schema: JsonSchema;
};

/**
 * Form and source side by side, in step: the source is the document, and the form writes into it. Without a script the
 * source alone is there, and saving says what it lacks.
 */
export function PolicyEditor({ action, submission, hidden, ...shown }: EditorProps) {
  return (
    <ActionForm action={action} submission={submission} hidden={hidden}>
      <Sides {...shown} slug={String(hidden["slug"])} />
    </ActionForm>
  );
}

type SidesProps = Pick<EditorProps, "saved" | "schema" | "revision" | "savedBy"> & { slug: string };

function Sides({ saved, savedBy, revision, schema, slug }: SidesProps) {
  const answer = useAnswer();
  const { value, error } = useSent("source");
  const [source, setSource] = useState(value ?? saved);
  /** What was saved when the writing began. */
  const [base, setBase] = useState({ revision, text: saved });
  const passed = base.revision !== revision;
  if (passed && (source === saved || source === base.text)) {
    // One's own save, or somebody else's while nothing was written here.
    setBase({ revision, text: saved });
    setSource(saved);
  }
  const text = useRef<HTMLTextAreaElement>(null);
  const marks = useMemo(() => marksOf(source), [source]);
  const values = useMemo(() => valuesIn(source), [source]);
  const change: Change = (by) => setSource(by);
  const goTo = (line: number) => {
    const at = text.current;
    if (!at) return;
    const lines = source.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    at.focus();
    at.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    at.scrollTop = (at.scrollHeight / lines.length) * Math.max(0, line - 4);
  };
  const changed = source !== saved;
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] items-start gap-8 xl:grid-cols-2">
      <div className="min-w-0 max-xl:order-2">
        <PolicyForm values={values} schema={schema} marks={marks} change={change} />
      </div>
      <div className="grid min-w-0 gap-3 xl:sticky xl:top-6">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <label htmlFor="source" className="font-medium">
            Document
          </label>
          <span className="text-sm text-ink-3" aria-live="polite">
            {changed ? "Not saved yet" : answer?.ok ? "Saved" : "As saved"}
          </span>
        </div>
        <textarea
          ref={text}
          id="source"
          name="source"
          value={source}
          onChange={(e) => setSource(e.target.value)}
          spellCheck={false}
          wrap="off"
          rows={26}
          aria-describedby="found"
          aria-invalid={error ? true : undefined}
          className="control max-w-full py-2 font-mono leading-5 sm:text-sm"
        />
        {error ? <p className="text-sm text-danger">{error}</p> : null}
        <input type="hidden" name="revision" value={base.revision} />
        {passed ? (
          <Callout tone="attention" title={`${savedBy ?? "Somebody"} saved the draft while you wrote`}>
            Yours is not saved, and stands here as you wrote it.{" "}
            <TextLink href={`/policy/draft?project=${slug}`} target="_blank">
              Read what was saved in a new tab
            </TextLink>
            , and save over it only if nothing of it is lost.
          </Callout>
        ) : null}
        <div className="flex flex-wrap items-center gap-2">
          <SubmitButton pendingLabel="Saving…" disabled={passed}>
            Save the draft
          </SubmitButton>
          {passed ? (
            <SubmitButton name="over" value={String(revision)} variant="secondary" pendingLabel="Saving…">
              Save over it
            </SubmitButton>
          ) : null}
          <p className="text-sm text-ink-3">
            Kept also while it is no policy yet. Once it is adopted everybody reads it, comments included.
          </p>
        </div>
        <div id="found">
          <Findings marks={marks} goTo={goTo} />
        </div>
      </div>
    </div>
  );
}
