import { z } from "zod";

// What a call of a server action looks like as React sends it: by script, the arguments as JSON in the body or in the
// field "0", and a form among them in fields "_1_…"; without script, a form with fields that name the action. React reads
// much more than that (references into other parts, promises, streams), and fails on what it can't read. No page of ours
// sends such a thing, so none of it gets as far.

const ID = /^[0-9a-f]{42}$/;
/** Arguments deeper than this are none of ours. */
const DEEPEST = 20;

/** A text that means itself. Everything else that begins so is a reference, and would be followed. */
const isText = (text: string): boolean =>
  !text.startsWith("$") || text.startsWith("$$") || text === "$undefined";

function isPlain(value: unknown, depth = 0): boolean {
  if (typeof value === "string") return isText(value);
  if (typeof value !== "object" || value === null) return true;
  return (
    depth < DEEPEST && Object.entries(value).every(([k, v]) => k !== "__proto__" && isPlain(v, depth + 1))
  );
}

const Plain = z.array(z.unknown().refine((one) => isPlain(one)));
/** The same, and the form itself, which may stand in any place. */
const WithForm = z.array(z.unknown().refine((one) => one === "$K1" || isPlain(one)));
/** What a form without script says of its action, whose arguments before the form stand in a field of their own. */
const Named = z.object({ id: z.string().regex(ID), bound: z.enum(["$@1"]).nullable() });

/** @returns undefined where it is no text of that shape */
function read<T>(schema: z.ZodType<T>, text: unknown): T | undefined {
  if (typeof text !== "string") return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const byScript = (form: FormData): boolean =>
  read(WithForm, form.get("0")) !== undefined &&
  [...form.keys()].every((name) => name === "0" || name.startsWith("_1_"));

/** Whether there is an action of that name is not said here. */
const byForm = (form: FormData): boolean =>
  [...form].every(([name, value]) => {
    if (!name.startsWith("$ACTION_")) return true;
    if (name === "$ACTION_KEY") return typeof value === "string";
    const [, id, of, part] = /^\$ACTION_(?:ID_(.*)|REF_(\d{1,4})|\d{1,4}:([01]))$/.exec(name) ?? [];
    if (id !== undefined) return ID.test(id);
    if (of !== undefined) {
      const named = read(Named, form.get(`$ACTION_${of}:0`));
      return named !== undefined && (named.bound !== null) === form.has(`$ACTION_${of}:1`);
    }
    return part === "0" || (part === "1" && read(Plain, value) !== undefined);
  });

const isMultipart = (type: string): boolean => /^multipart\/form-data\b/i.test(type);

/** Whether a POST calls a server action, or may: its body is to be looked at before anything else reads it. */
export const mayCall = (headers: Headers): boolean =>
  headers.has("next-action") || isMultipart(headers.get("content-type") ?? "");

/** Whether it calls one in the way that our pages do, or calls none and is a form all the same. Never throws. */
export async function isCall(headers: Headers, body: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const [action, type] = [headers.get("next-action"), headers.get("content-type") ?? ""];
  if (action !== null && !ID.test(action)) return false;
  if (!isMultipart(type))
    return /^text\/plain\b/i.test(type) && read(Plain, Buffer.from(body).toString("utf8")) !== undefined;
  const form = await new Response(body, { headers: { "content-type": type } }).formData().catch(() => null);
  return form !== null && (action === null ? byForm(form) : byScript(form));
}
