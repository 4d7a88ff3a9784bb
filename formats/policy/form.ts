// What a form has to ask, from the JSON Schema of the document: it knows every field, and nothing but the schema does.

export type JsonSchema = {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  description?: string;
  maxLength?: number;
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  default?: unknown;
};

export type Asked =
  | { kind: "fields"; fields: readonly { name: string; required: boolean; schema: JsonSchema }[] }
  | { kind: "list"; item: JsonSchema }
  | { kind: "choice"; options: readonly string[] }
  | { kind: "flag" }
  | { kind: "number" }
  | { kind: "text"; long: boolean }
  /** One of several shapes, told apart by the fields that each has to have. */
  | { kind: "shapes"; shapes: readonly { key: string; schema: JsonSchema }[] };

/** A schema without its references and without "or nothing". */
export function plain(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref) {
    const name = schema.$ref.replace("#/$defs/", "");
    return plain(
      { ...root.$defs?.[name], ...(schema.description ? { description: schema.description } : {}) },
      root,
    );
  }
  const real = schema.anyOf?.filter((s) => s.type !== "null");
  if (real?.length === 1 && real[0])
    return plain({ ...real[0], ...(schema.description ? { description: schema.description } : {}) }, root);
  return schema;
}

export function askedBy(given: JsonSchema, root: JsonSchema): Asked {
  const schema = plain(given, root);
  if (schema.anyOf)
    return {
      kind: "shapes",
      shapes: schema.anyOf
        .filter((s) => s.type !== "null")
        .map((s) => {
          const shape = plain(s, root);
          return { key: (shape.required ?? []).join(" "), schema: shape };
        }),
    };
  if (schema.properties)
    return {
      kind: "fields",
      fields: Object.entries(schema.properties).map(([name, field]) => ({
        name,
        required: schema.required?.includes(name) ?? false,
        schema: field,
      })),
    };
  if (schema.type === "array") return { kind: "list", item: schema.items ?? {} };
  if (schema.enum) return { kind: "choice", options: schema.enum.map(String) };
  if (schema.type === "boolean") return { kind: "flag" };
  if (schema.type === "number" || schema.type === "integer" || typeof schema.const === "number")
    return { kind: "number" };
  return { kind: "text", long: (schema.maxLength ?? 0) >= 1000 };
}

/** The shape that a value has: the first whose fields it has. */
export const shapeOf = (value: unknown, shapes: readonly { key: string; schema: JsonSchema }[]) =>
  typeof value === "object" && value !== null
    ? shapes.find((s) => s.key.split(" ").every((k) => k in value))
    : undefined;

/** What a field begins with when somebody adds it: the least that its schema takes. */
export function firstValue(given: JsonSchema, root: JsonSchema): unknown {
  const asked = askedBy(given, root);
  switch (asked.kind) {
    case "fields":
      return Object.fromEntries(
        asked.fields.filter((f) => f.required).map((f) => [f.name, firstValue(f.schema, root)]),
      );
    case "list":
      return [firstValue(asked.item, root)];
    case "choice":
      return asked.options[0] ?? "";
    case "flag":
      return true;
    case "number":
      return 1;
    case "text":
      return "";
    case "shapes": {
      const last = asked.shapes.at(-1);
      return last ? firstValue(last.schema, root) : {};
    }
  }
}

/** `whereNot` as people read it: Where not. */
export function labelOf(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
