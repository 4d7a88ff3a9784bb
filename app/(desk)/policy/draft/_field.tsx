"use client";

import { type ReactNode, useId } from "react";
import { FieldOf, type FieldProps } from "@/app/(desk)/policy/draft/_asked";
import { marksAt } from "@/app/(desk)/policy/draft/_marks";
import { Fields, Items, Shapes } from "@/app/(desk)/policy/draft/_parts";
import { Remove } from "@/app/(desk)/policy/draft/_remove";
import { setValue } from "@/formats/policy/edit";
import { askedBy, labelOf } from "@/formats/policy/form";
import { pathWords } from "@/formats/policy/read";

/** The fields of the document; each of them finds this again for what it is made of. */
export function Fielded({ children }: { children: ReactNode }) {
  return <FieldOf value={Field}>{children}</FieldOf>;
}

/** One field, by what its schema asks. A text is written into the source when it is left. */
export function Field(props: FieldProps) {
  const asked = askedBy(props.schema, props.root);
  if (asked.kind === "fields") return <Fields {...props} asked={asked} />;
  if (asked.kind === "list") return <Items {...props} asked={asked} />;
  if (asked.kind === "shapes") return <Shapes {...props} asked={asked} />;
  return <Leaf {...props} />;
}

function Leaf({ path, schema, root, value, marks, change, label, removable, bare }: FieldProps) {
  const id = useId();
  const asked = askedBy(schema, root);
  const at = marksAt(marks, pathWords(path));
  const set = (v: unknown) => change((s) => setValue(s, path, v));
  const control = {
    id,
    "aria-describedby": `${id}-about`,
    "aria-invalid": at.some((m) => m.tone === "problem") || undefined,
  };
  const text = typeof value === "string" ? value : value === undefined ? "" : String(value);
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <label htmlFor={id} className={bare ? "sr-only" : "text-sm font-medium"}>
          {label}
        </label>
        {removable ? <Remove label={label} path={path} change={change} /> : null}
      </div>
      {asked.kind === "choice" ? (
        <select {...control} className="control min-h-8" value={text} onChange={(e) => set(e.target.value)}>
          {asked.options.includes(text) ? null : <option value={text}>{text || "Choose"}</option>}
          {asked.options.map((o) => (
            <option key={o} value={o}>
              {labelOf(o)}
            </option>
          ))}
        </select>
      ) : asked.kind === "flag" ? (
        <select
          {...control}
          className="control min-h-8 w-auto justify-self-start"
          value={text}
          onChange={(e) => set(e.target.value === "true")}
        >
          <option value="true">Yes</option>
          <option value="false">No</option>
        </select>
      ) : asked.kind === "number" ? (
        <input
          key={text}
          {...control}
          type="number"
          step="any"
          className="control min-h-8 w-32"
          defaultValue={text}
          onBlur={(e) => e.target.value !== text && set(Number(e.target.value))}
        />
      ) : asked.kind === "text" && asked.long ? (
        <textarea
          key={text}
          {...control}
          className="control py-2 leading-5"
          rows={Math.max(2, Math.min(12, Math.ceil(text.length / 60) + text.split("\n").length - 1))}
          defaultValue={text}
          onBlur={(e) => e.target.value !== text && set(e.target.value)}
        />
      ) : (
        <input
          key={text}
          {...control}
          className="control min-h-8"
          defaultValue={text}
          onBlur={(e) => e.target.value !== text && set(e.target.value)}
          onKeyDown={(e) => {
            if (e.key !== "Enter") return;
            e.preventDefault();
            e.currentTarget.blur();
          }}
        />
      )}
      <div id={`${id}-about`} className="grid gap-1 text-sm">
        {schema.description && !bare ? <p className="text-ink-3">{schema.description}</p> : null}
        {at.map((m) => (
          <p key={m.message} className={m.tone === "problem" ? "text-danger" : "text-attention"}>
            {m.message}
          </p>
        ))}
      </div>
    </div>
  );
}
