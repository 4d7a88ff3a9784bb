"use server";

import { requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { withdrawalHref } from "@/app/(desk)/organizations/[id]/load";
import { answerAppeal } from "@/data/memberships/appeals";
import { recordEvidence } from "@/data/memberships/evidence";
import { confirmPause, endPause, leaveProject, pauseOrganization } from "@/data/memberships/pause";
import { reviewMany, reviewMembership } from "@/data/memberships/review";
import { confirmMembership, startMembership, takeBackMembership } from "@/data/memberships/start";
import { recordTerms } from "@/data/memberships/terms";
import { confirmTransfer, proposeTransfer, takeBackTransfer } from "@/data/memberships/transfer";
import {
  confirmChannelClosed,
  confirmWithdrawal,
  proposeWithdrawal,
  takeBackWithdrawal,
} from "@/data/memberships/withdrawal";
import { addOrganization, editOrganization } from "@/data/organizations/commands";
import { addContact, admitContact, askConfirmation, endContact } from "@/data/organizations/contacts";
import { setContactAdmin } from "@/data/organizations/own";
import { reviewAfterChange } from "@/data/policies/adopt";
import type { Member } from "@/domain/viewer";
import type { FormState } from "@/lib/form-state";

type Command = (
  viewer: Member,
  input: unknown,
  options: { submission?: string },
) => Promise<Record<string, unknown>>;

export async function add(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async (input, options) => {
    const { organizationId } = await addOrganization(viewer, input, options);
    return `/organizations/${organizationId}`;
  });
}

/** A command that was sent from an organization's page, and leads back to it. */
async function onPage(form: FormData, command: Command): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async (input, options) => {
    await command(viewer, input, options);
    return `/organizations/${String(input["organizationId"])}`;
  });
}

export const edit = async (_: FormState, form: FormData) => onPage(form, editOrganization);
export const contact = async (_: FormState, form: FormData) => onPage(form, addContact);
export const ask = async (_: FormState, form: FormData) => onPage(form, askConfirmation);
export const admit = async (_: FormState, form: FormData) => onPage(form, admitContact);
export const end = async (_: FormState, form: FormData) => onPage(form, endContact);
export const evidence = async (_: FormState, form: FormData) => onPage(form, recordEvidence);
export const join = async (_: FormState, form: FormData) => onPage(form, startMembership);
export const agree = async (_: FormState, form: FormData) => onPage(form, confirmMembership);
export const takeBackJoin = async (_: FormState, form: FormData) => onPage(form, takeBackMembership);
export const pause = async (_: FormState, form: FormData) => onPage(form, pauseOrganization);
export const lengthen = async (_: FormState, form: FormData) => onPage(form, confirmPause);
export const resume = async (_: FormState, form: FormData) => onPage(form, endPause);
export const leave = async (_: FormState, form: FormData) => onPage(form, leaveProject);
export async function propose(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async (input, options) => {
    await proposeWithdrawal(viewer, input, options);
    return withdrawalHref(String(input["organizationId"]), String(input["projectId"]));
  });
}

export const withdraw = async (_: FormState, form: FormData) => onPage(form, confirmWithdrawal);
export const takeBack = async (_: FormState, form: FormData) => onPage(form, takeBackWithdrawal);
export const channelClosed = async (_: FormState, form: FormData) => onPage(form, confirmChannelClosed);
export const answer = async (_: FormState, form: FormData) => onPage(form, answerAppeal);
export const terms = async (_: FormState, form: FormData) => onPage(form, recordTerms);
export const stays = async (_: FormState, form: FormData) => onPage(form, reviewMembership);
export const keeper = async (_: FormState, form: FormData) => onPage(form, setContactAdmin);
export const succeed = async (_: FormState, form: FormData) => onPage(form, proposeTransfer);
export const succeeded = async (_: FormState, form: FormData) => onPage(form, confirmTransfer);
export const takeBackSucceed = async (_: FormState, form: FormData) => onPage(form, takeBackTransfer);

export async function stayMany(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async (input, options) => {
    const { reviewed: done, left } = await reviewMany(viewer, input, options);
    return `/organizations/reviews?reviewed=${done}&left=${left}`;
  });
}

export const reviewed = async (_: FormState, form: FormData) => onPage(form, reviewAfterChange);
