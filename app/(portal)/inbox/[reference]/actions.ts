"use server";

import { attempt } from "@/app/_lib/form";
import { requireContact } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { acknowledge, answerTerms } from "@/data/readings/commands";
import { makeStatement } from "@/data/statements/commands";
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

/** Beside a refusal stands the page as it is now: a colleague may have answered meanwhile. */
export async function state(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireContact();
  return submit(form, async (input, options) => {
    const { reference } = await makeStatement(viewer, input, options);
    return `/inbox/${reference}`;
  });
}
