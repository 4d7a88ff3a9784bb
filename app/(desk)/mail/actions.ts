"use server";

import { requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { resumeQueue } from "@/data/deliveries/queue";
import { resumeSending, stopSending } from "@/data/stops/commands";
import type { FormState } from "@/lib/form-state";

export async function stop(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async (input, options) => {
    await stopSending(viewer, input, options);
    return "/mail";
  });
}

export async function goOn(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async (input, options) => {
    await resumeSending(viewer, input, options);
    return "/mail";
  });
}

export async function resume(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async (input, options) => {
    await resumeQueue(viewer, input, options);
    return "/mail";
  });
}
