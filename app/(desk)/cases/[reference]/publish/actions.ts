"use server";

import { requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { confirmPublication, proposePublication, withdrawPublication } from "@/data/publications/commands";
import { isReference } from "@/domain/case/reference";
import { notFound } from "@/lib/errors";
import type { FormState } from "@/lib/form-state";

type Command = typeof proposePublication | typeof withdrawPublication | typeof confirmPublication;

/** Each leads back to the page, which then shows what is true now. */
async function onPublication(form: FormData, command: Command): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async ({ reference, ...input }, options) => {
    if (typeof reference !== "string" || !isReference(reference)) throw notFound();
    await command(viewer, input, options);
    return `/cases/${reference}/publish`;
  });
}

export const propose = async (_: FormState, form: FormData) => onPublication(form, proposePublication);
export const takeBack = async (_: FormState, form: FormData) => onPublication(form, withdrawPublication);
export const confirm = async (_: FormState, form: FormData) => onPublication(form, confirmPublication);
