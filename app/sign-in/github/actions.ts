"use server";

import { redirect } from "next/navigation";
import { attempt, storable } from "@/app/_lib/form";
import { orNotFound, requireAccount } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { beginGitHub, finishGitHub } from "@/data/github";
import { refused } from "@/lib/errors";
import type { FormState } from "@/lib/form-state";

/** Off to GitHub, to come back signed in. */
export async function signInWithGitHub(): Promise<void> {
  redirect(await orNotFound(beginGitHub("sign-in")));
}

/** Off to GitHub, to come back with an account to link. A fresh factor is asked for before, not after. */
export async function linkGitHub(_: FormState, form: FormData): Promise<FormState> {
  await requireAccount();
  return submit(form, () => beginGitHub("link"));
}

/** The button on the page that GitHub leads back to: the only thing that uses its answer up. */
export async function useGitHub(_: FormState, form: FormData): Promise<FormState> {
  return attempt(form, async (input) => {
    const answer = new URLSearchParams();
    for (const name of ["code", "state", "iss", "error"]) {
      const value = input[name];
      if (typeof value === "string") answer.set(name, storable(value).slice(0, 500));
    }
    const to = await finishGitHub(answer);
    if (!to)
      throw refused(
        "GitHub’s answer is of no use here: it is too old, was used already, or its account is linked to nobody. Sign in by mail, and link the account under your account.",
      );
    return to;
  });
}
