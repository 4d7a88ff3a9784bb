import "server-only";
import { randomUUID } from "node:crypto";
import { notFound, redirect } from "next/navigation";
import { confirmWays } from "@/data/confirming";
import { AppError } from "@/lib/errors";
import type { FormState } from "@/lib/form-state";

/** A fresh id for a form: sent twice, it acts once. */
export const newSubmission = (): string => randomUUID();

/** The form that an action was called with. Whoever calls it by themselves may bring anything in its place, or nothing. */
export const formOf = (brought: unknown): FormData =>
  brought instanceof FormData ? brought : new FormData();

/** The fields of a form as plain values; a name that occurs more than once, or ends in `Ids`, becomes a list. Files are left out. */
export function valuesOf(form: FormData): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const name of new Set(form.keys())) {
    // Set on an object, the second would put what was sent in the place of all that objects can do.
    if (name.startsWith("$ACTION") || name === "__proto__") continue;
    const all = form
      .getAll(name)
      .filter((v): v is string => typeof v === "string")
      .map(storable);
    const [first] = all;
    if (first !== undefined) values[name] = all.length > 1 || name.endsWith("Ids") ? all : first;
  }
  return values;
}

/** PostgreSQL keeps no NUL in text; a hostile one should not become our failure. */
export const storable = (text: string): string => text.replaceAll("\u0000", "");

type Run = (
  input: Record<string, string | string[]>,
  options: { submission?: string },
) => Promise<string | undefined>;

/**
 * Runs a command for a form. A refusal comes back with everything that was typed; success leads to the page that `run`
 * names, so that a reload sends nothing twice.
 */
export async function attempt(
  form: FormData,
  run: Run,
  keep: (name: string) => boolean = () => true,
): Promise<FormState> {
  const values = valuesOf(formOf(form));
  const { submission, ...input } = values;
  let next: string | undefined;
  try {
    next = await run(input, typeof submission === "string" ? { submission } : {});
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "not_found") notFound();
    const confirm = error.code === "step_up" ? { confirm: await confirmWays() } : {};
    return {
      ...confirm,
      ok: false,
      message: error.message,
      fields: { ...error.fields },
      values: Object.fromEntries(Object.entries(input).filter(([name]) => keep(name))),
    };
  }
  if (next) redirect(next);
  return { ok: true, fields: {}, values: {} };
}
