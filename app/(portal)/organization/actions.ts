"use server";

import { requireContact } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { writeAppeal } from "@/data/memberships/appeals";
import type { FormState } from "@/lib/form-state";

/** Open to an organization whatever state its membership is in. */
export async function write(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireContact();
  return submit(form, async (input, options) => {
    await writeAppeal(viewer, input, options);
    return "/organization";
  });
}
