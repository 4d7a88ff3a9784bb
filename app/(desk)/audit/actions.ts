"use server";

import { requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import type { command } from "@/data/command";
import { confirmRestore, proposeRestore, takeBackRestore } from "@/data/restores/commands";
import type { FormState } from "@/lib/form-state";

type Run = ReturnType<typeof command>;

async function reconcile(run: Run, form: FormData): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async (input, options) => {
    await run(viewer, input, options);
    return "/audit/restore";
  });
}

export const propose = async (_: FormState, form: FormData): Promise<FormState> =>
  reconcile(proposeRestore, form);
export const takeBack = async (_: FormState, form: FormData): Promise<FormState> =>
  reconcile(takeBackRestore, form);
export const confirm = async (_: FormState, form: FormData): Promise<FormState> =>
  reconcile(confirmRestore, form);
