"use server";

import { requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { adoptDraft, decideFate } from "@/data/policies/adopt";
import { confirmDoors } from "@/data/policies/doors";
import { dropDraft, proposeDraft, saveDraft, sendBackDraft, startDraft } from "@/data/policies/drafts";
import { nameMe as nameMeOn } from "@/data/projects/naming";
import type { Member } from "@/domain/viewer";
import { notFound } from "@/lib/errors";
import type { FormState } from "@/lib/form-state";

type Command = (viewer: Member, input: unknown, options: { submission?: string }) => Promise<unknown>;

/** Every form of a policy leads back to the page that it stands on. */
async function onPolicy(form: FormData, command: Command, page: "" | "/draft"): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async ({ slug, ...input }, options) => {
    if (typeof slug !== "string" || !/^[a-z][a-z0-9-]{1,30}$/.test(slug)) throw notFound();
    await command(viewer, input, options);
    return `/policy${page}?project=${slug}`;
  });
}

export const start = async (_: FormState, form: FormData) => onPolicy(form, startDraft, "/draft");
export const save = async (_: FormState, form: FormData) => onPolicy(form, saveDraft, "/draft");
export const propose = async (_: FormState, form: FormData) => onPolicy(form, proposeDraft, "/draft");
export const sendBack = async (_: FormState, form: FormData) => onPolicy(form, sendBackDraft, "/draft");
export const drop = async (_: FormState, form: FormData) => onPolicy(form, dropDraft, "");
export const fate = async (_: FormState, form: FormData) => onPolicy(form, decideFate, "/draft");
export const adopt = async (_: FormState, form: FormData) => onPolicy(form, adoptDraft, "");
export const confirm = async (_: FormState, form: FormData) => onPolicy(form, confirmDoors, "");
export const nameMe = async (_: FormState, form: FormData) => onPolicy(form, nameMeOn, "");
