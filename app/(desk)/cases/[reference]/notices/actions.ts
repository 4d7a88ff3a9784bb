"use server";

import { formOf, valuesOf } from "@/app/_lib/form";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import type { FormAnswer } from "@/components/action-form";
import { decideInFlight } from "@/data/memberships/in-flight";
import { approveNotice, sendBackNotice } from "@/data/notices/approval";
import { cancelNotice, editNotice, writeNotice } from "@/data/notices/commands";
import { haltNotice, releaseHeld } from "@/data/notices/halt";
import { audienceFor } from "@/data/notices/queries";
import { remindSilent } from "@/data/notices/remind";
import { isReference } from "@/domain/case/reference";
import { notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";
import { previewOf } from "./_audience";

type Command = typeof cancelNotice;

/** Runs a command on a notice and leads to the notice. */
async function onNotice(form: FormData, command: Command): Promise<FormAnswer> {
  const viewer = await requireMember();
  return submit(form, async ({ reference, intent, ...input }, options) => {
    if (typeof reference !== "string" || !isReference(reference)) throw notFound();
    const { noticeId } = await command(viewer, input, options);
    return `/cases/${reference}/notices/${noticeId}`;
  });
}

const isPreview = (form: FormData): boolean => formOf(form).get("intent") === "preview";

/** Who would get it as the form stands; nothing is written. */
async function preview(form: FormData): Promise<FormAnswer> {
  const viewer = await requireMember();
  const { submission, ...values } = valuesOf(form);
  const reference = typeof values["reference"] === "string" ? values["reference"] : "";
  const { candidates } = await orNotFound(audienceFor(viewer, reference));
  const list = (name: string) => [values[name] ?? []].flat();
  return {
    ok: true,
    fields: {},
    values,
    preview: previewOf(candidates, list("groupIds"), list("organizationIds")),
  };
}

export const write = async (_: FormAnswer, form: FormData) =>
  isPreview(form) ? preview(form) : onNotice(form, writeNotice);
export const edit = async (_: FormAnswer, form: FormData) =>
  isPreview(form) ? preview(form) : onNotice(form, editNotice);
export const approve = async (_: FormAnswer, form: FormData) => onNotice(form, approveNotice);
export const sendBack = async (_: FormAnswer, form: FormData) => onNotice(form, sendBackNotice);
export const cancel = async (_: FormAnswer, form: FormData) => onNotice(form, cancelNotice);
export const halt = async (_: FormAnswer, form: FormData) => onNotice(form, haltNotice);
export const remind = async (_: FormAnswer, form: FormData) => onNotice(form, remindSilent);

/** Leads back to the form whose audience it changes. */
export async function inFlight(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const viewer = await requireMember();
  return submit(form, async ({ reference, ...input }, options) => {
    if (typeof reference !== "string" || !isReference(reference)) throw notFound();
    await decideInFlight(viewer, input, options);
    return `/cases/${reference}/notices/new`;
  });
}

/** Agrees to a held contact, and leads back to the notice whose board it stands on. */
export async function release(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const viewer = await requireMember();
  return submit(form, async ({ reference, noticeId, ...input }, options) => {
    if (typeof reference !== "string" || !isReference(reference)) throw notFound();
    if (typeof noticeId !== "string" || !isId(noticeId)) throw notFound();
    await releaseHeld(viewer, input, options);
    return `/cases/${reference}/notices/${noticeId}`;
  });
}
