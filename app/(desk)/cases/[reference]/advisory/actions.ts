"use server";

import { formOf, valuesOf } from "@/app/_lib/form";
import { requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { saveAdvisory } from "@/data/advisories/commands";
import { isReference } from "@/domain/case/reference";
import { notFound } from "@/lib/errors";
import type { FormState } from "@/lib/form-state";

/** Saves a version, or only shows what was typed. Saving over somebody else's version is a button of its own. */
export async function save(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireMember();
  const values = valuesOf(formOf(form));
  if (values["intent"] === "preview") return { ok: true, fields: {}, values };
  return submit(form, async ({ reference, over, intent, ...input }) => {
    if (typeof reference !== "string" || !isReference(reference)) throw notFound();
    const base = typeof over === "string" ? over : input["base"];
    await saveAdvisory(viewer, { ...input, base });
    return `/cases/${reference}/advisory`;
  });
}
