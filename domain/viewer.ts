import type { Temporal } from "temporal-polyfill";

declare const minted: unique symbol;
type Minted<T> = T & { readonly [minted]: true };

/** A member of the team, acting as such. Sees the cases of their projects, whole. */
export type Member = Minted<{
  kind: "member";
  userId: string;
  name: string;
  email: string;
  /** When a second factor was proved last. Real time. */
  provedAt: Temporal.Instant | null;
  teamId: string;
  admin: boolean;
  projectIds: readonly string[];
}>;

/** A named contact of one organization. Sees what was sent to that organization. */
export type ContactViewer = Minted<{
  kind: "contact";
  userId: string;
  name: string;
  email: string;
  provedAt: Temporal.Instant | null;
  contactId: string;
  organizationId: string;
  organizationName: string;
  /** Keeps the organization's contacts and evidence (product.md: vendor admin). */
  admin: boolean;
}>;

/** Somebody who applies for an organization. Sees their own applications, and nothing of any case. */
export type Applicant = Minted<{
  kind: "applicant";
  userId: string;
  name: string;
  email: string;
  provedAt: Temporal.Instant | null;
}>;

/** Our own processes. Never minted from a request. */
export type SystemViewer = Minted<{
  kind: "system";
  process: "worker" | "cli" | "sign-in" | "seed" | "demo" | "web";
}>;

/** Somebody who is not signed in. Sees what is public. */
export type PublicViewer = Minted<{ kind: "public" }>;

/** Who is signed in, in one of their roles. */
export type SignedIn = Member | ContactViewer | Applicant;

/**
 * Who asks. Below `app/` nothing reads cookies or headers: every read and write takes a viewer first, minted in
 * `data/viewer.ts` alone, and the ids it carries are what scopes the answer.
 */
export type Viewer = SignedIn | SystemViewer | PublicViewer;

/** The role that a session acts in; a human with several chooses one, and it is shown. */
export type ActingAs =
  | { role: "member"; teamId: string }
  | { role: "contact"; contactId: string }
  | { role: "applicant" };
