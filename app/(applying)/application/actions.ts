"use server";

import { refresh } from "next/cache";
import { attempt, formOf, valuesOf } from "@/app/_lib/form";
import { requireApplicant } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import {
  appealApplication,
  saveApplication,
  submitApplication,
  takeBack as take,
} from "@/data/applications/apply";
import { writeNote } from "@/data/applications/notes";
import type { Applicant } from "@/domain/viewer";
import type { FormState } from "@/lib/form-state";

type Input = Record<string, string | string[]>;

/** The form's fields beside those that are ours. A name that was sent twice is no field of the form. */
const filledIn = ({ applicationId, revision, do: _, ...fields }: Input) => ({
  applicationId,
  revision,
  answers: Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, Array.isArray(value) ? (value[0] ?? "") : value]),
  ),
});

/** Saves what stands in the form, or hands it in, by the button that was pressed. */
export async function fill(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireApplicant();
  return submit(form, async (input, options) => {
    const command = input["do"] === "submit" ? submitApplication : saveApplication;
    await command(viewer, filledIn(input), options);
    return `/application/${String(input["applicationId"])}${input["do"] === "submit" ? "" : "?saved=yes"}`;
  });
}

export type Saved = { ok: true; revision: number; at: string } | { ok: false; message: string };

/** What is typed is saved by itself after a pause; a refusal is shown, and loses nothing. */
export async function autosave(sent: FormData): Promise<Saved> {
  const viewer = await requireApplicant();
  const { submission: _, ...input } = valuesOf(formOf(sent));
  let saved = { revision: 0, savedAt: "" };
  const answer = await attempt(new FormData(), async () => {
    saved = await saveApplication(viewer, filledIn(input));
    return undefined;
  });
  if (answer?.ok) return { ok: true, revision: saved.revision, at: saved.savedAt.split(", ")[1] ?? "" };
  const wrong = Object.values(answer?.fields ?? {})[0];
  return { ok: false, message: wrong ?? answer?.message ?? "" };
}

type Command = (viewer: Applicant, input: unknown, options: { submission?: string }) => Promise<unknown>;

async function onPage(form: FormData, command: Command): Promise<FormState> {
  const viewer = await requireApplicant();
  return submit(form, async (input, options) => {
    await command(viewer, input, options);
    // A page that was left at one of its parts is only scrolled by a redirect to itself, and would show what was.
    refresh();
    return `/application/${String(input["applicationId"])}`;
  });
}

export const takeBack = async (_: FormState, form: FormData) => onPage(form, take);
export const appeal = async (_: FormState, form: FormData) => onPage(form, appealApplication);
export const answer = async (_: FormState, form: FormData) => onPage(form, writeNote);
