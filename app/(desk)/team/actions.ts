"use server";

import { requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { addProjectMember, endProjectMember } from "@/data/projects/members";
import { tieMember, untieMember } from "@/data/teams/ties";
import type { FormState } from "@/lib/form-state";

type Command = typeof addProjectMember | typeof endProjectMember | typeof tieMember | typeof untieMember;

async function onTeam(form: FormData, command: Command): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async (input, options) => {
    await command(viewer, input, options);
    return "/team";
  });
}

export const add = async (_: FormState, form: FormData) => onTeam(form, addProjectMember);
export const end = async (_: FormState, form: FormData) => onTeam(form, endProjectMember);
export const tie = async (_: FormState, form: FormData) => onTeam(form, tieMember);
export const untie = async (_: FormState, form: FormData) => onTeam(form, untieMember);
