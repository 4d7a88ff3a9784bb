"use server";

import { requireContact } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { answerDrill } from "@/data/drills/answer";
import type { FormState } from "@/lib/form-state";

export async function answerTheDrill(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireContact();
  return submit(form, async (_input, options) => {
    await answerDrill(viewer, {}, options);
    return "/inbox";
  });
}
