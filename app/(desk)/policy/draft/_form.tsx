"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import type { Change } from "@/app/(desk)/policy/draft/_asked";
import { Field, Fielded } from "@/app/(desk)/policy/draft/_field";
import { type Mark, marksAt } from "@/app/(desk)/policy/draft/_marks";
import { Badge } from "@/components/ui/badge";
import { setValue } from "@/formats/policy/edit";
import { askedBy, firstValue, type JsonSchema, labelOf } from "@/formats/policy/form";

export type FormProps = {
  values: unknown;
  schema: JsonSchema;
  marks: readonly Mark[];
  change: Change;
};

/** Every field of the document by chapter, made from its schema; what a text does not promise is none. */
export function PolicyForm({ values, schema, marks, change }: FormProps) {
  const asked = askedBy(schema, schema);
  if (asked.kind !== "fields") return null;
  const all = typeof values === "object" && values !== null ? (values as Record<string, unknown>) : null;
  if (!all)
    return (
      <p className="rounded-md border bg-sunken px-4 py-3 text-ink-2">
        The form shows again once the source is YAML. Nothing of it is lost.
      </p>
    );
  return (
    <Fielded>
      <section aria-label="Form" className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
        {asked.fields
          .filter((f) => f.name !== "format")
          .map((f) => (
            <Chapter
              key={f.name}
              name={f.name}
              required={f.required}
              schema={f.schema}
              root={schema}
              value={all[f.name]}
              marks={marksAt(marks, f.name)}
              change={change}
            />
          ))}
      </section>
    </Fielded>
  );
}

type ChapterProps = Omit<FormProps, "values"> & {
  name: string;
  required: boolean;
  root: JsonSchema;
  value: unknown;
};

/** Opened on demand: a policy has hundreds of fields. */
function Chapter({ name, required, schema, root, value, marks, change }: ChapterProps) {
  const [open, setOpen] = useState(false);
  const none = value === undefined || value === null;
  return (
    <details
      className="group/chapter min-w-0 rounded-md border bg-surface"
      onToggle={(e) => setOpen((e.target as HTMLDetailsElement).open)}
    >
      <summary className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 rounded-md px-4 py-2">
        <ChevronRight aria-hidden size={14} className="shrink-0 text-ink-3 group-open/chapter:rotate-90" />
        <span className="font-medium">{labelOf(name)}</span>
        <span className="min-w-0 truncate text-sm text-ink-3">{none ? "None" : glance(value)}</span>
        {marks.length > 0 ? (
          <Badge tone={marks.some((m) => m.tone === "problem") ? "danger" : "attention"}>
            {marks.length} {marks.length === 1 ? "finding" : "findings"}
          </Badge>
        ) : null}
      </summary>
      {open ? (
        <div className="grid gap-4 border-t px-4 py-4">
          {schema.description ? <p className="text-sm text-ink-2">{schema.description}</p> : null}
          {none ? (
            <div>
              <button
                type="button"
                className="text-accent underline decoration-accent-line underline-offset-3"
                onClick={() => change((s) => setValue(s, [name], firstValue(schema, root)))}
              >
                Promise it: add {labelOf(name).toLowerCase()}
              </button>
            </div>
          ) : (
            <Field
              path={[name]}
              schema={schema}
              root={root}
              value={value}
              marks={marks}
              change={change}
              label={labelOf(name)}
              removable={!required}
              bare
            />
          )}
        </div>
      ) : null}
    </details>
  );
}

function glance(value: unknown): string {
  if (Array.isArray(value)) return `${value.length} ${value.length === 1 ? "entry" : "entries"}`;
  if (typeof value === "object" && value !== null) return Object.keys(value).map(labelOf).join(", ");
  return String(value);
}
