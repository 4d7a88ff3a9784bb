"use server";

import { refresh } from "next/cache";
import { attempt } from "@/app/_lib/form";
import { requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { count } from "@/app/_lib/words";
import type { FormAnswer } from "@/components/action-form";
import { rehearse } from "@/data/drills/rehearse";
import { startDrill } from "@/data/drills/start";
import { forMany, type ManyResult } from "@/data/onboarding/many";
import type { FormState } from "@/lib/form-state";

/** Does one thing for many organizations, and says what became of each. */
export async function many(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const viewer = await requireMember();
  let results: ManyResult[] = [];
  const answer = await attempt(form, async (input, options) => {
    results = await forMany(viewer, input, options);
    return undefined;
  });
  refresh();
  if (!answer?.ok) return answer;
  const [done, left] = [results.filter((r) => r.ok).length, results.filter((r) => !r.ok).length];
  const message = `${done} done, ${left} left out, ${left === 0 ? "for" : "each with its reason, for"} ${count(new Set(results.map((r) => r.organizationId)).size, "organization")}.`;
  return { ...answer, message, results };
}

export async function drill(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async (input, options) => {
    await startDrill(viewer, input, options);
    return `/groups/${String(input["groupId"])}/drills`;
  });
}

export async function rehearseNotice(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireMember();
  const answer = await attempt(form, async (input, options) => {
    await rehearse(viewer, input, options);
    return undefined;
  });
  return answer?.ok ? { ...answer, message: "Sent to your own address, marked as a rehearsal." } : answer;
}
