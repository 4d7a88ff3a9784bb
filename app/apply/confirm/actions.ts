"use server";

import { redirect } from "next/navigation";
import { formOf, storable } from "@/app/_lib/form";
import { beginAsApplicant, confirmAddress } from "@/data/applications/ask";
import { signInHere } from "@/data/auth";
import { systemViewer } from "@/data/viewer";
import { AppError } from "@/lib/errors";

const text = (value: FormDataEntryValue | null): string =>
  typeof value === "string" ? storable(value).slice(0, 500) : "";

/** The button behind the link: the only thing that uses it up. Whoever is more than an applicant signs in as ever. */
export async function confirm(sent: FormData): Promise<void> {
  const form = formOf(sent);
  const token = text(form.get("token"));
  try {
    const name = text(form.get("name"));
    const { applicationId, userId } = await confirmAddress(systemViewer("web"), { token, name });
    const here = await signInHere((session, browser) => beginAsApplicant(userId, session, browser));
    redirect(here ? `/application/${applicationId}` : "/apply/confirm?done=yes");
  } catch (error) {
    // A redirect is thrown too, and goes its way.
    if (!(error instanceof AppError)) throw error;
  }
  redirect(`/apply/confirm?${new URLSearchParams({ token, again: "yes" })}`);
}
