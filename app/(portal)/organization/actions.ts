"use server";

import { requireContact } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { writeAppeal } from "@/data/memberships/appeals";
import { leaveOwn } from "@/data/memberships/leave";
import { offerEvidence } from "@/data/memberships/offers";
import { acceptTerms } from "@/data/memberships/terms";
import { leaveContact, offerContact } from "@/data/organizations/own";
import type { ContactViewer } from "@/domain/viewer";
import type { FormState } from "@/lib/form-state";

type Command = (
  viewer: ContactViewer,
  input: unknown,
  options: { submission?: string },
) => Promise<Record<string, unknown>>;

/** A command of the organization's own page, which is open to it whatever state its membership is in. */
async function onPage(form: FormData, command: Command): Promise<FormState> {
  const viewer = await requireContact();
  return submit(form, async (input, options) => {
    await command(viewer, input, options);
    return "/organization";
  });
}

export const write = async (_: FormState, form: FormData) => onPage(form, writeAppeal);
export const accept = async (_: FormState, form: FormData) => onPage(form, acceptTerms);
export const offer = async (_: FormState, form: FormData) => onPage(form, offerEvidence);
export const contact = async (_: FormState, form: FormData) => onPage(form, offerContact);
export const leave = async (_: FormState, form: FormData) => onPage(form, leaveContact);
export const quit = async (_: FormState, form: FormData) => onPage(form, leaveOwn);
