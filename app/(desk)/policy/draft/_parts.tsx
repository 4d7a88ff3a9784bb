"use client";

import { ChevronRight } from "lucide-react";
import { useContext, useId } from "react";
import { FieldOf, type FieldProps } from "@/app/(desk)/policy/draft/_asked";
import { marksAt } from "@/app/(desk)/policy/draft/_marks";
import { Remove } from "@/app/(desk)/policy/draft/_remove";
import { Badge } from "@/components/ui/badge";
import { addItem, setValue } from "@/formats/policy/edit";
import { type Asked, firstValue, labelOf, shapeOf } from "@/formats/policy/form";
import { pathWords } from "@/formats/policy/read";

type Of<K extends Asked["kind"]> = FieldProps & { asked: Extract<Asked, { kind: K }> };

/** Several fields together; one that is none is added by name. */
export function Fields({ path, root, value, marks, change, label, removable, bare, asked }: Of<"fields">) {
  const Field = useContext(FieldOf);
  const id = useId();
  const held = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const absent = asked.fields.filter((f) => held[f.name] === undefined || held[f.name] === null);
  return (
    <fieldset className={bare ? "grid min-w-0 gap-4" : "grid min-w-0 gap-4 border-l pl-4"}>
      <legend className={bare ? "sr-only" : "mb-2 flex w-full justify-between gap-3 font-medium"}>
        {label}
        {removable && !bare ? <Remove label={label} path={path} change={change} /> : null}
      </legend>
      {removable && bare ? (
        <div className="justify-self-end">
          <Remove label={label} path={path} change={change} />
        </div>
      ) : null}
      {asked.fields
        .filter((f) => !absent.includes(f))
        .map((f) => (
          <Field
            key={f.name}
            path={[...path, f.name]}
            schema={f.schema}
            root={root}
            value={held[f.name]}
            marks={marks}
            change={change}
            label={labelOf(f.name)}
            removable={!f.required}
          />
        ))}
      {absent.length > 0 ? (
        <div className="flex flex-wrap items-center gap-2">
          <label htmlFor={id} className="text-sm text-ink-2">
            Add<span className="sr-only"> to {label}</span>
          </label>
          <select
            id={id}
            className="control min-h-8 w-auto"
            value=""
            onChange={(e) => {
              const field = asked.fields.find((f) => f.name === e.target.value);
              if (field) change((s) => setValue(s, [...path, field.name], firstValue(field.schema, root)));
            }}
          >
            <option value="">None of these is said</option>
            {absent.map((f) => (
              <option key={f.name} value={f.name}>
                {labelOf(f.name)}
              </option>
            ))}
          </select>
        </div>
      ) : null}
    </fieldset>
  );
}

/** A list: each entry with what it is, and one more. */
export function Items({ path, root, value, marks, change, label, removable, bare, asked }: Of<"list">) {
  const items = Array.isArray(value) ? value : [];
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className={bare ? "sr-only" : "mb-1 flex w-full justify-between gap-3 text-sm font-medium"}>
        {label}
        {removable && !bare ? <Remove label={label} path={path} change={change} /> : null}
      </legend>
      {marksAt(marks, pathWords(path))
        .filter((m) => m.places.some((p) => p.path === pathWords(path)))
        .map((m) => (
          <p
            key={m.message}
            className={m.tone === "problem" ? "text-sm text-danger" : "text-sm text-attention"}
          >
            {m.message}
          </p>
        ))}
      {items.map((item, i) => (
        <Item
          // biome-ignore lint/suspicious/noArrayIndexKey: an entry is where it stands in the document
          key={i}
          path={[...path, i]}
          schema={asked.item}
          root={root}
          value={item}
          marks={marksAt(marks, pathWords([...path, i]))}
          change={change}
          label={`${label}, entry ${i + 1}`}
          removable
        />
      ))}
      <div>
        <button
          type="button"
          className="text-sm text-accent underline decoration-accent-line underline-offset-3"
          onClick={() => change((s) => addItem(s, path, firstValue(asked.item, root)))}
        >
          Add one<span className="sr-only"> to {label}</span>
        </button>
      </div>
    </fieldset>
  );
}

/** An entry of several fields is opened on demand; its title is what it says of itself. */
function Item(props: FieldProps) {
  const Field = useContext(FieldOf);
  const { value, marks, label } = props;
  if (typeof value !== "object" || value === null) return <Field {...props} />;
  return (
    <details className="group/entry min-w-0 rounded-md border bg-canvas">
      <summary className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 rounded-md px-3 py-1.5">
        <ChevronRight aria-hidden size={14} className="shrink-0 text-ink-3 group-open/entry:rotate-90" />
        <span className="min-w-0 truncate">{titleOf(value) ?? label}</span>
        {marks.length > 0 ? (
          <Badge tone={marks.some((m) => m.tone === "problem") ? "danger" : "attention"}>
            {marks.length} {marks.length === 1 ? "finding" : "findings"}
          </Badge>
        ) : null}
      </summary>
      <div className="grid min-w-0 gap-4 border-t px-3 py-3">
        <Field {...props} bare />
      </div>
    </details>
  );
}

/** The first short text of an entry, which is mostly its name. */
function titleOf(value: object): string | null {
  for (const name of ["label", "name", "heading", "words", "what", "kind", "rule", "range", "text", "id"]) {
    const said = (value as Record<string, unknown>)[name];
    if (typeof said === "string" && said !== "") return said.length > 60 ? `${said.slice(0, 60)}…` : said;
  }
  return null;
}

/** One of several shapes, such as a node of the criteria. */
export function Shapes({ path, schema, root, value, marks, change, label, removable, asked }: Of<"shapes">) {
  const Field = useContext(FieldOf);
  const id = useId();
  const shape = shapeOf(value, asked.shapes);
  return (
    <div className="grid min-w-0 gap-2 border-l pl-4">
      <div className="flex flex-wrap items-center gap-2">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        <select
          id={id}
          className="control min-h-8 w-auto"
          value={shape?.key ?? ""}
          onChange={(e) => {
            const next = asked.shapes.find((s) => s.key === e.target.value);
            if (next) change((s) => setValue(s, path, firstValue(next.schema, root)));
          }}
        >
          {shape ? null : <option value="">Choose</option>}
          {asked.shapes.map((s) => (
            <option key={s.key} value={s.key}>
              {SHAPES[s.key] ?? labelOf(s.key)}
            </option>
          ))}
        </select>
        {removable ? <Remove label={label} path={path} change={change} /> : null}
      </div>
      {shape ? (
        <Field
          path={path}
          schema={shape.schema}
          root={root}
          value={value}
          marks={marks}
          change={change}
          label={label}
          removable={false}
          bare
        />
      ) : (
        <p className="text-sm text-ink-3">{schema.description}</p>
      )}
    </div>
  );
}

const SHAPES: Record<string, string> = {
  all: "All of these",
  any: "Any of these",
  not: "Not this",
  "atLeast of": "At least some of these",
  "waivedIf otherwise": "Waived for some",
  "capacity appliesTo": "Places",
  "id text": "A statement",
};
