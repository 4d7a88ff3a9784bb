"use server";

import { requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import {
  choosePrenotify,
  closeCase,
  confirmCase,
  decideSeverity,
  rejectCase,
  setRelease,
} from "@/data/cases/commands";
import { governCase } from "@/data/cases/govern";
import { confirmOverride, proposeOverride, takeBackOverride } from "@/data/cases/override";
import { isReference } from "@/domain/case/reference";
import { notFound } from "@/lib/errors";
import type { FormState } from "@/lib/form-state";

type Command = (...all: Parameters<typeof confirmCase>) => Promise<unknown>;

/** Every form of the overview leads back to it. */
async function onCase(form: FormData, command: Command): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async ({ reference, ...input }, options) => {
    if (typeof reference !== "string" || !isReference(reference)) throw notFound();
    await command(viewer, input, options);
    return `/cases/${reference}`;
  });
}

export const decide = async (_: FormState, form: FormData) => onCase(form, decideSeverity);
export const confirm = async (_: FormState, form: FormData) => onCase(form, confirmCase);
export const choose = async (_: FormState, form: FormData) => onCase(form, choosePrenotify);
export const release = async (_: FormState, form: FormData) => onCase(form, setRelease);
export const reject = async (_: FormState, form: FormData) => onCase(form, rejectCase);
export const close = async (_: FormState, form: FormData) => onCase(form, closeCase);
export const govern = async (_: FormState, form: FormData) => onCase(form, governCase);
export const exception = async (_: FormState, form: FormData) => onCase(form, proposeOverride);
export const exceptionConfirm = async (_: FormState, form: FormData) => onCase(form, confirmOverride);
export const exceptionBack = async (_: FormState, form: FormData) => onCase(form, takeBackOverride);
