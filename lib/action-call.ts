// What a call of a server action looks like as React sends it: by script, the arguments as JSON in the body or in the
// field "0", a form among them in fields "1_…"; without script, a form with fields that name the action. React reads much
// more than that, and fails on what it can't read; nothing of ours sends it.

const ID = /^[0-9a-f]{42}$/;
/** A form deeper than this is none of ours. */
const DEEPEST = 20;

/** A text that means itself, and no reference to another part of the body. */
const isText = (text: string): boolean =>
  !text.startsWith("$") || text.startsWith("$$") || text === "$undefined";

function isPlain(value: unknown, depth = 0): boolean {
  if (typeof value === "string") return isText(value);
  if (typeof value !== "object" || value === null) return true;
  return (
    depth < DEEPEST && Object.entries(value).every(([k, v]) => k !== "__proto__" && isPlain(v, depth + 1))
  );
}

function json(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** @param form the reference by which an argument may be the form itself; null where no form came */
const areArguments = (text: unknown, form: string | null): boolean => {
  const given = json(text);
  return Array.isArray(given) && given.every((one) => isPlain(one) || (form !== null && one === form));
};

/** The fields of a form without those of the browser's, by name; null where it is no form at all. */
async function parsed(type: string, body: Uint8Array<ArrayBuffer>): Promise<FormData | null> {
  try {
    return await new Response(body, { headers: { "content-type": type } }).formData();
  } catch {
    return null;
  }
}

const byScript = (form: FormData): boolean =>
  areArguments(form.get("0"), "$K1") &&
  [...form.keys()].every((name) => name === "0" || name.startsWith("1_"));

/** What a form names of the action that it is for; whether there is such an action is not ours to say. */
function byForm(form: FormData): boolean {
  return [...form.entries()].every(([name, value]) => {
    if (!name.startsWith("$ACTION_")) return true;
    if (name === "$ACTION_KEY") return typeof value === "string";
    const [, id, of, part] = /^\$ACTION_(?:ID_(.*)|REF_(\d{1,4})|\d{1,4}:([01]))$/.exec(name) ?? [];
    if (id !== undefined) return ID.test(id);
    if (of !== undefined) return isAction(form.get(`$ACTION_${of}:0`), form.has(`$ACTION_${of}:1`));
    return part === "0" || (part === "1" && areArguments(value, null));
  });
}

function isAction(text: unknown, bound: boolean): boolean {
  const given = json(text);
  if (typeof given !== "object" || given === null || !("id" in given) || !("bound" in given)) return false;
  const { id, bound: to } = given;
  return typeof id === "string" && ID.test(id) && (bound ? to === "$@1" : to === null);
}

/** Whether a POST to a page is to be looked at before anything reads it: it calls an action, or may. */
export const mayCall = (headers: Headers): boolean =>
  headers.has("next-action") || isMultipart(headers.get("content-type"));

const isMultipart = (type: string | null): type is string => /^multipart\/form-data\b/i.test(type ?? "");

/** Whether a request calls a server action in the way that our pages do, or calls none and is a form all the same. */
export async function isCall(headers: Headers, body: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const [action, type] = [headers.get("next-action"), headers.get("content-type")];
  const form = isMultipart(type) ? await parsed(type, body) : null;
  if (action === null) return form !== null && byForm(form);
  if (!ID.test(action)) return false;
  if (isMultipart(type)) return form !== null && byScript(form);
  return /^text\/plain\b/i.test(type ?? "") && areArguments(Buffer.from(body).toString("utf8"), null);
}
