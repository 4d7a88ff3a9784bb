"use server";

import { refresh } from "next/cache";
import { requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import {
  vote as castVote,
  decide as decideOn,
  markIncomplete,
  advance as takeOn,
} from "@/data/applications/decide";
import { enterApplication } from "@/data/applications/enter";
import { writeNote } from "@/data/applications/notes";
import { linkOrganization, markCriterion, recuse as takeNoPart } from "@/data/applications/review";
import { askVoucher } from "@/data/applications/vouchers";
import type { Member } from "@/domain/viewer";
import type { FormState } from "@/lib/form-state";

type Command = (
  viewer: Member,
  input: unknown,
  options: { submission?: string },
) => Promise<Record<string, unknown>>;

export async function enter(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async ({ groupId, message, email, ...answers }, options) => {
    const { applicationId } = await enterApplication(viewer, { groupId, message, email, answers }, options);
    return `/applications/${applicationId}`;
  });
}

/** A command that was sent from an application's page, and leads back to it. */
async function onPage(form: FormData, command: Command): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async (input, options) => {
    await command(viewer, input, options);
    // A page that was left at one of its parts is only scrolled by a redirect to itself, and would show what was.
    refresh();
    return `/applications/${String(input["applicationId"])}`;
  });
}

export const mark = async (_: FormState, form: FormData) => onPage(form, markCriterion);
export const link = async (_: FormState, form: FormData) => onPage(form, linkOrganization);
export const recuse = async (_: FormState, form: FormData) => onPage(form, takeNoPart);
export const voucher = async (_: FormState, form: FormData) => onPage(form, askVoucher);
export const note = async (_: FormState, form: FormData) => onPage(form, writeNote);
export const incomplete = async (_: FormState, form: FormData) => onPage(form, markIncomplete);
export const vote = async (_: FormState, form: FormData) => onPage(form, castVote);
export const advance = async (_: FormState, form: FormData) => onPage(form, takeOn);
export const decide = async (_: FormState, form: FormData) => onPage(form, decideOn);
