import { notFound } from "next/navigation";
import { storable } from "@/app/_lib/form";
import { seeOther } from "@/app/_lib/origin";
import { fromOurForms } from "@/app/_lib/post";
import { confirmContact, disownContact } from "@/data/organizations/confirmation";
import { systemViewer } from "@/data/viewer";
import { AppError } from "@/lib/errors";

const ANSWERS = { yes: confirmContact, no: disownContact };

/** A mailbox answers by the button behind its link; whoever holds the link needs no session. */
export const POST = fromOurForms(async (form) => {
  const answer = form.get("answer") === "yes" ? "yes" : form.get("answer") === "no" ? "no" : null;
  const token = form.get("token");
  if (!answer || typeof token !== "string") return seeOther("/contact/confirm");
  try {
    await ANSWERS[answer](systemViewer("web"), { token: storable(token) });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return seeOther("/contact/confirm");
  }
  return seeOther(`/contact/confirm?done=${answer}`);
});

export const GET = () => notFound();
