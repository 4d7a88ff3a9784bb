"use client";

import { useAnswer } from "@/components/action-form";
import { FormRadios } from "@/components/form-fields";
import { Callout } from "@/components/ui/callout";
import { Field, TextArea } from "@/components/ui/field";

/** The record itself, every place that is wrong with it, and the question that only a published one raises. */
export function RecordFields() {
  const answer = useAnswer();
  const places = answer?.fields["record"]?.split("; ") ?? [];
  const typed = answer?.values["record"];
  const asks = answer?.fields["published"] !== undefined || answer?.values["published"] !== undefined;
  return (
    <>
      <Field
        name="file"
        label="File"
        required={false}
        hint="A .json file of at most 512 kB. It takes the place of what stands in the field below."
        error={answer?.fields["file"]}
      >
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".json,application/json"
            onChange={(e) => e.currentTarget.setCustomValidity(tooLarge(e.currentTarget.files?.[0]))}
            className="control file:mr-3 file:rounded file:border file:border-solid file:border-line-strong file:bg-sunken file:px-2 file:py-0.5 file:text-ink"
          />
        )}
      </Field>
      {places.length > 1 ? (
        <Callout tone="danger" title={`${places.length} places of the record are wrong`}>
          <ul className="list-disc pl-5">
            {places.map((place) => (
              <li key={place}>
                <Place text={place} />
              </li>
            ))}
          </ul>
        </Callout>
      ) : null}
      <TextArea
        name="record"
        label="Record"
        defaultValue={typeof typed === "string" ? typed : undefined}
        error={places.length > 1 ? "Each place is listed above." : places[0]}
        rows={14}
        mono
        hint="One OSV record as JSON. Nothing of it leaves this page before you import it."
        placeholder={'{ "id": "PYSEC-2025-42", "modified": "…", "affected": [ … ] }'}
      />
      {asks ? (
        <FormRadios
          name="published"
          legend="This record is published already"
          hint="What is public cannot be kept secret. To try the path of a secret case, replay it."
          required
          options={[
            {
              value: "replay",
              label: "Replay it as if it were not published",
              hint: "For training and the demo. The case is marked as a replay everywhere.",
            },
            {
              value: "public",
              label: "It is public",
              hint: "The case opens with that on record: nobody can be prenotified.",
            },
          ]}
        />
      ) : null}
    </>
  );
}

/** Said before it is sent: a body that is much too large never reaches the form's own answer. */
const tooLarge = (file: File | undefined): string =>
  file && file.size > 512 * 1024 ? "This file is larger than 512 kB. One file holds one record." : "";

/** "affected[0].package.name must be text": the place in letters of their own. */
function Place({ text }: { text: string }) {
  const [place = "", ...words] = text.split(" ");
  return (
    <>
      <code className="font-mono text-[0.93em] text-ink">{place}</code> {words.join(" ")}
    </>
  );
}
