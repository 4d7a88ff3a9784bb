"use server";

import { requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { addVulnerability, editVulnerability, removeVulnerability } from "@/data/cases/vulnerabilities";
import { isReference } from "@/domain/case/reference";
import { notFound } from "@/lib/errors";
import type { FormState } from "@/lib/form-state";

type Command = typeof addVulnerability;

/** Every form of a vulnerability leads back to its case. */
async function onCase(form: FormData, command: Command): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async ({ reference, ...input }, options) => {
    if (typeof reference !== "string" || !isReference(reference)) throw notFound();
    await command(viewer, input, options);
    return `/cases/${reference}`;
  });
}

export const add = async (_: FormState, form: FormData) => onCase(form, addVulnerability);
export const edit = async (_: FormState, form: FormData) => onCase(form, editVulnerability);
export const remove = async (_: FormState, form: FormData) => onCase(form, removeVulnerability);
