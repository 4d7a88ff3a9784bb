"use server";

import { formOf } from "@/app/_lib/form";
import { requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import {
  announceBroken,
  attributeIncident,
  closeIncident,
  confirmIncident,
  dismissIncident,
  recordIncident,
  reopenIncident,
  stopSending,
} from "@/data/incidents/commands";
import { isReference } from "@/domain/case/reference";
import { notFound } from "@/lib/errors";
import type { FormState } from "@/lib/form-state";

type Command = typeof confirmIncident;

export async function record(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async (input, options) => {
    const { reference, incidentId } = await recordIncident(viewer, input, options);
    return `/cases/${reference}/incidents/${incidentId}`;
  });
}

/** Every form of an incident leads back to it. */
async function onIncident(form: FormData, command: Command): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async ({ reference, ...input }, options) => {
    if (typeof reference !== "string" || !isReference(reference)) throw notFound();
    const { incidentId } = await command(viewer, input, options);
    return `/cases/${reference}/incidents/${incidentId}`;
  });
}

export const stop = async (_: FormState, form: FormData) => onIncident(form, stopSending);
export const tell = async (_: FormState, form: FormData) => onIncident(form, announceBroken);
export const judge = async (_: FormState, form: FormData) =>
  onIncident(form, formOf(form).get("finding") === "leak" ? confirmIncident : dismissIncident);
export const attribute = async (_: FormState, form: FormData) => onIncident(form, attributeIncident);
export const close = async (_: FormState, form: FormData) => onIncident(form, closeIncident);
export const reopen = async (_: FormState, form: FormData) => onIncident(form, reopenIncident);
