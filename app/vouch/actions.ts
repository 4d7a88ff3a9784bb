"use server";

import { attempt } from "@/app/_lib/form";
import { vouch } from "@/data/applications/vouchers";
import { systemViewer } from "@/data/viewer";
import type { FormState } from "@/lib/form-state";

/** Somebody who was asked to vouch answers; whoever holds the link needs no session. */
export async function answer(_: FormState, form: FormData): Promise<FormState> {
  return attempt(form, async (input, options) => {
    await vouch(systemViewer("web"), input, options);
    return "/vouch?done=yes";
  });
}
