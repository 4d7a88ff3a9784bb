"use server";

import { requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { correctPerson, erasePerson } from "@/data/persons/commands";
import type { FormState } from "@/lib/form-state";

export async function correct(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async (input, options) => {
    await correctPerson(viewer, { id: input["id"], name: input["name"] }, options);
    return `/team/persons/${input["id"]}`;
  });
}

export async function erase(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async (input, options) => {
    await erasePerson(viewer, { id: input["id"] }, options);
    return `/team/persons/${input["id"]}`;
  });
}
