"use server";

import { requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { addProjectMember, endProjectMember } from "@/data/projects/members";
import { resetFactors } from "@/data/sign-in/resets";
import { endMember, endMemberSessions } from "@/data/teams/members";
import { tieMember, untieMember } from "@/data/teams/ties";
import type { Member } from "@/domain/viewer";
import type { FormState } from "@/lib/form-state";

type Command = (viewer: Member, input: unknown, options: { submission?: string }) => Promise<unknown>;

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
export const endMembership = async (_: FormState, form: FormData) => onTeam(form, endMember);
export const endSessionsOf = async (_: FormState, form: FormData) => onTeam(form, endMemberSessions);
export const reset = async (_: FormState, form: FormData) => onTeam(form, resetFactors);
export const untie = async (_: FormState, form: FormData) => onTeam(form, untieMember);
