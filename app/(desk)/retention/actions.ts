"use server";

import { requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { confirmDestruction, proposeDestruction, takeBackDestruction } from "@/data/retention/commands";
import type { FormState } from "@/lib/form-state";

async function act(form: FormData, run: typeof proposeDestruction | typeof confirmDestruction) {
  const viewer = await requireMember();
  return submit(form, async (input, options) => {
    await run(viewer, input, options);
    return "/retention";
  });
}

export const propose = async (_: FormState, form: FormData): Promise<FormState> =>
  act(form, proposeDestruction);
export const confirm = async (_: FormState, form: FormData): Promise<FormState> =>
  act(form, confirmDestruction);
export const takeBack = async (_: FormState, form: FormData): Promise<FormState> =>
  act(form, takeBackDestruction);
