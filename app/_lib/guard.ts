import "server-only";
import { notFound, redirect } from "next/navigation";
import { currentSession, currentViewer } from "@/data/auth";
import type { Session } from "@/data/sign-in/sessions";
import type { Applicant, ContactViewer, Member, SignedIn } from "@/domain/viewer";
import { AppError } from "@/lib/errors";

async function signedIn(): Promise<SignedIn> {
  const viewer = await currentViewer();
  if (viewer) return viewer;
  const session = await currentSession();
  if (!session) redirect("/sign-in");
  redirect(session.missing === "nothing" ? "/roles" : "/sign-in/factor");
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

/** Whoever applies; everybody else gets 404. */
export async function requireApplicant(): Promise<Applicant> {
  const viewer = await signedIn();
  return viewer.kind === "applicant" ? viewer : notFound();
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

/** Whoever is signed in, also behind a mailbox alone: for what proves or sets up a factor. */
export async function requireSession(): Promise<Session> {
  return (await currentSession()) ?? redirect("/sign-in");
}

/** Whoever is signed in and lacks nothing, in whatever role: for their own factors and sessions. */
export async function requireAccount(): Promise<Session> {
  const session = await requireSession();
  if (session.missing !== "nothing") redirect("/sign-in/factor");
  return session;
}
