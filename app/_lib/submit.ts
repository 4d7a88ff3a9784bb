import "server-only";
import { refresh } from "next/cache";
import { attempt } from "@/app/_lib/form";
import type { FormState } from "@/lib/form-state";

/** `attempt` for the desk's pages: beside a refusal stands the page as it is now, with its new revision. */
export async function submit(form: FormData, run: Parameters<typeof attempt>[1]): Promise<FormState> {
  const answer = await attempt(form, run);
  if (answer && !answer.ok) refresh();
  return answer;
}
