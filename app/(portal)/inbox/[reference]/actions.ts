"use server";

import { attempt } from "@/app/_lib/form";
import { requireContact } from "@/app/_lib/guard";
import { acknowledge, answerTerms } from "@/data/readings/commands";
import type { FormState } from "@/lib/form-state";

export async function answer(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireContact();
  return attempt(form, async (input, options) => {
    const { reference } = await answerTerms(viewer, input, options);
    return `/inbox/${reference}`;
  });
}

export async function confirmReading(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireContact();
  return attempt(form, async (input, options) => {
    const { reference } = await acknowledge(viewer, input, options);
    return `/inbox/${reference}`;
  });
}
