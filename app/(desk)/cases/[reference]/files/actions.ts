"use server";

import { requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { removeFile } from "@/data/files/remove";
import { isReference } from "@/domain/case/reference";
import { notFound } from "@/lib/errors";
import type { FormState } from "@/lib/form-state";

export async function remove(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async ({ reference, ...input }, options) => {
    if (typeof reference !== "string" || !isReference(reference)) throw notFound();
    await removeFile(viewer, { reference, ...input }, options);
    return `/cases/${reference}/files`;
  });
}
