"use server";

import { redirect } from "next/navigation";
import { attempt, formOf, storable } from "@/app/_lib/form";
import { completeSignIn, completeWithCode, requestLink } from "@/data/auth";
import { normalizeAddress } from "@/domain/organization/contact";
import { invalidField } from "@/lib/errors";
import type { FormState } from "@/lib/form-state";

const text = (value: FormDataEntryValue | null): string =>
  typeof value === "string" ? storable(value).slice(0, 500) : "";

/** The same answer for every address; only what cannot be an address at all is said to be none. */
export async function askForLink(_: FormState, form: FormData): Promise<FormState> {
  return attempt(form, async (input) => {
    const address = typeof input["email"] === "string" ? normalizeAddress(input["email"]) : null;
    if (!address) throw invalidField("email", "This is not an address. Write it like name@vendor.example.");
    await requestLink(address);
    return "/sign-in/sent";
  });
}

/** The code of the message, typed in the browser that asked: one answer for every code that is of no use. */
export async function signInByCode(_: FormState, form: FormData): Promise<FormState> {
  return attempt(
    form,
    async (input) => {
      const code = typeof input["code"] === "string" ? input["code"].slice(0, 40) : "";
      if (!(await completeWithCode(code)))
        throw invalidField(
          "code",
          "This code is not right, or of no use any more. Ask for a new one if in doubt.",
        );
      return "/";
    },
    () => false,
  );
}

/** The button behind the link: the only thing that uses it up. */
export async function completeLink(sent: FormData): Promise<void> {
  const form = formOf(sent);
  const email = text(form.get("email"));
  const token = text(form.get("token"));
  const done = await completeSignIn(email, token);
  redirect(done ? "/" : `/sign-in/confirm?${new URLSearchParams({ email, token })}`);
}
