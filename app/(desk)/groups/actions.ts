"use server";

import { requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { addGroup, editGroup } from "@/data/organizations/commands";
import type { FormState } from "@/lib/form-state";

async function onGroups(form: FormData, command: typeof addGroup | typeof editGroup): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async (input, options) => {
    await command(viewer, input, options);
    return "/groups";
  });
}

export const add = async (_: FormState, form: FormData) => onGroups(form, addGroup);
export const edit = async (_: FormState, form: FormData) => onGroups(form, editGroup);
