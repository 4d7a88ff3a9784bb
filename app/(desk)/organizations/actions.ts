"use server";

import { attempt } from "@/app/_lib/form";
import { requireMember } from "@/app/_lib/guard";
import {
  addContact,
  addOrganization,
  admitContact,
  endContact,
  leaveGroup,
  pauseMembership,
  resumeMembership,
  startMembership,
} from "@/data/organizations/commands";
import type { FormState } from "@/lib/form-state";

type Command = typeof addContact | typeof admitContact | typeof endContact | typeof startMembership;
type Change = typeof pauseMembership | typeof resumeMembership | typeof leaveGroup;

export async function add(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireMember();
  return attempt(form, async (input, options) => {
    const { organizationId } = await addOrganization(viewer, input, options);
    return `/organizations/${organizationId}`;
  });
}

/** A command that was sent from an organization's page, and leads back to it. */
async function onPage(form: FormData, command: Command | Change): Promise<FormState> {
  const viewer = await requireMember();
  return attempt(form, async (input, options) => {
    await command(viewer, input, options);
    return `/organizations/${String(input["organizationId"])}`;
  });
}

export const contact = async (_: FormState, form: FormData) => onPage(form, addContact);
export const admit = async (_: FormState, form: FormData) => onPage(form, admitContact);
export const end = async (_: FormState, form: FormData) => onPage(form, endContact);
export const join = async (_: FormState, form: FormData) => onPage(form, startMembership);
export const pause = async (_: FormState, form: FormData) => onPage(form, pauseMembership);
export const resume = async (_: FormState, form: FormData) => onPage(form, resumeMembership);
export const leave = async (_: FormState, form: FormData) => onPage(form, leaveGroup);
