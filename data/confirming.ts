import "server-only";
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";
import { currentSession, renewSession } from "@/data/auth";
import { proveAuthenticator } from "@/data/sign-in/authenticators";
import { listFactors } from "@/data/sign-in/factors";
import { authenticationOptions, provePasskey } from "@/data/sign-in/passkeys";
import { proveDemo } from "@/data/sign-in/prove";
import { proveRecovery } from "@/data/sign-in/recovery";
import type { Session } from "@/data/sign-in/sessions";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { ConfirmWays } from "@/lib/form-state";

// Proving a factor from a request: at sign-in, and again before something is signed.

const short = z.string().max(2000);
/** As a browser hands it over; what it says is checked by the library, against the session's own question. */
const credential = (response: z.ZodType) =>
  z.object({
    id: short,
    rawId: short,
    type: z.literal("public-key"),
    authenticatorAttachment: z.enum(["platform", "cross-platform"]).nullish(),
    clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
    response,
  });
const Assertion = credential(
  z.object({
    clientDataJSON: short,
    authenticatorData: short,
    signature: short,
    userHandle: short.nullish(),
  }),
);
const Attestation = credential(
  z.object({
    clientDataJSON: short,
    attestationObject: z.string().max(20_000),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
);

/** @returns null for what no browser hands over */
export const attestationOf = (raw: unknown): RegistrationResponseJSON | null =>
  Attestation.safeParse(raw).data as RegistrationResponseJSON | null;

/** The session of this request, for acts on one's own sign-in. @throws AppError where nobody is signed in */
export async function ownSession(): Promise<Session> {
  const session = await currentSession();
  if (!session) throw new AppError("refused", "You are not signed in any more. Sign in again.");
  return session;
}

/** How the human of this request can prove a factor. */
export async function confirmWays(): Promise<ConfirmWays> {
  const session = await currentSession();
  const factors = session ? await listFactors(session) : null;
  return {
    passkey: (factors?.passkeys.length ?? 0) > 0,
    codes: factors?.authenticator !== null || factors.recoveryCodes > 0,
    demo: env().demo !== null,
  };
}

export const passkeyQuestion = async () => authenticationOptions(await ownSession());

/** What a person proves themselves with: an answer of their authenticator, a code of either kind, or the demo's stand-in. */
export type Proof = { passkey: unknown } | { code: string } | { demo: true };

/** @returns whether it proves anything; the session is fresh then */
export async function prove(proof: Proof): Promise<boolean> {
  const session = await ownSession();
  const done = await proofOf(session, proof);
  if (done) await afterProof(session);
  return done;
}

/** To be called when a factor was proved or set up in this request, with the session as it was before. */
export async function afterProof(before: Session): Promise<void> {
  if (!before.provedAt) await renewSession(before);
}

async function proofOf(session: Session, proof: Proof): Promise<boolean> {
  if ("demo" in proof) return proveDemo(session);
  if ("code" in proof)
    return /^[\d\s]{6,9}$/.test(proof.code) && proof.code.replaceAll(/\s/g, "").length === 6
      ? proveAuthenticator(session, proof.code)
      : proveRecovery(session, proof.code);
  const parsed = Assertion.safeParse(proof.passkey);
  return parsed.success && provePasskey(session, parsed.data as AuthenticationResponseJSON);
}
