import type { SignedIn } from "@/domain/viewer";

const HOMES = { member: "/today", contact: "/inbox", applicant: "/application" } as const;

/** The first screen of whoever is signed in. */
export const homeOf = (viewer: Pick<SignedIn, "kind">): string => HOMES[viewer.kind];
