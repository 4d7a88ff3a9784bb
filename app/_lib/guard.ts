import "server-only";
import { notFound, redirect } from "next/navigation";
import { currentSession, currentViewer } from "@/data/auth";
import type { ContactViewer, Member } from "@/domain/viewer";
import { AppError } from "@/lib/errors";

async function signedIn(): Promise<Member | ContactViewer> {
  const viewer = await currentViewer();
  if (viewer) return viewer;
  redirect((await currentSession()) ? "/roles" : "/sign-in");
}

/** The member who asks. A contact gets the same 404 as for a page that never was. */
export async function requireMember(): Promise<Member> {
  const viewer = await signedIn();
  return viewer.kind === "member" ? viewer : notFound();
}

/** The vendor's contact who asks; a member gets 404. */
export async function requireContact(): Promise<ContactViewer> {
  const viewer = await signedIn();
  return viewer.kind === "contact" ? viewer : notFound();
}

/** Hidden and absent become the same page, before anything of it streams. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
