import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { decodeAttestationObject } from "@simplewebauthn/server/helpers";
import { eq } from "drizzle-orm";
import { keepChallenge, relyingParty, takeChallenge } from "@/data/sign-in/challenge";
import { refusedFactor } from "@/data/sign-in/codes";
import { currentPasskeys } from "@/data/sign-in/current";
import { atTheDoor } from "@/data/sign-in/door";
import { added, lockHuman, mayChange, proved } from "@/data/sign-in/prove";
import type { Session } from "@/data/sign-in/sessions";
import type { Ctx } from "@/data/transaction";
import { passkeys } from "@/db/schema";
import { refused } from "@/lib/errors";

const MOST_PASSKEYS = 10;
/** EdDSA, ES256, RS256: what Node.js checks without an experiment. */
const ALGORITHMS = [-8, -7, -257];

const currentOf = (ctx: Ctx, userId: string) => ctx.tx.select().from(passkeys).where(currentPasskeys(userId));
const known = (rows: Awaited<ReturnType<typeof currentOf>>) =>
  rows.map((p) => ({ id: p.credentialId, transports: p.transports as never }));

/** What a browser needs to make a passkey. The authenticator must check its user: the passkey stands for both. */
export const registrationOptions = (of: Session): Promise<PublicKeyCredentialCreationOptionsJSON> =>
  atTheDoor(async (ctx) => {
    await mayChange(ctx, of);
    const options = await generateRegistrationOptions({
      rpName: "Curfew",
      rpID: relyingParty().rpID,
      userName: of.email,
      userDisplayName: of.name,
      userID: new TextEncoder().encode(of.userId),
      attestationType: "none",
      supportedAlgorithmIDs: ALGORITHMS,
      excludeCredentials: known(await currentOf(ctx, of.userId)),
      authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
    });
    await keepChallenge(ctx, of.id, options.challenge);
    return options;
  });

/** The session's question, used up whatever becomes of the answer. */
const question = (of: Session) => atTheDoor((ctx) => takeChallenge(ctx, of.id));

/** We ask for no attestation. One that comes all the same is not looked at: its formats are a large thing to get wrong. */
function isPlain({ response }: RegistrationResponseJSON): boolean {
  try {
    const bytes = new Uint8Array(Buffer.from(response.attestationObject, "base64url"));
    const attestation = decodeAttestationObject(bytes);
    const format = attestation.get("fmt");
    return format === "none" || (format === "packed" && !attestation.get("attStmt").get("x5c"));
  } catch {
    return false;
  }
}

/** Takes a new passkey in, and the session has proved it. @throws AppError unless it answers this session's question */
export async function addPasskey(
  of: Session,
  response: RegistrationResponseJSON,
  label: string,
): Promise<void> {
  const challenge = await question(of);
  const { rpID, origin } = relyingParty();
  const answer =
    challenge && isPlain(response)
      ? await verifyRegistrationResponse({
          response,
          expectedChallenge: challenge,
          expectedOrigin: origin,
          expectedRPID: rpID,
          requireUserVerification: true,
          supportedAlgorithmIDs: ALGORITHMS,
        }).catch(() => null)
      : null;
  if (!answer?.verified) throw refused("This passkey could not be checked. Nothing was added: try again.");
  const { credential, credentialBackedUp } = answer.registrationInfo;
  await atTheDoor(async (ctx) => {
    const first = await mayChange(ctx, of);
    if ((await currentOf(ctx, of.userId)).length >= MOST_PASSKEYS)
      throw refused(`You have ${MOST_PASSKEYS} passkeys. Take one off first.`);
    const [made] = await ctx.tx
      .insert(passkeys)
      .values({
        userId: of.userId,
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey).toString("base64url"),
        counter: credential.counter,
        transports: credential.transports ?? [],
        label,
        synced: credentialBackedUp,
        addedAt: ctx.realNow,
        lastUsedAt: ctx.realNow,
      })
      .onConflictDoNothing()
      .returning({ id: passkeys.id });
    if (!made) throw refused("This passkey was added before.");
    await added(ctx, of, "passkey", first);
  });
}

/** What a browser needs to ask for one of the human's own passkeys. */
export const authenticationOptions = (of: Session): Promise<PublicKeyCredentialRequestOptionsJSON> =>
  atTheDoor(async (ctx) => {
    const options = await generateAuthenticationOptions({
      rpID: relyingParty().rpID,
      allowCredentials: known(await currentOf(ctx, of.userId)),
      userVerification: "required",
    });
    await keepChallenge(ctx, of.id, options.challenge);
    return options;
  });

/** @returns whether this session's question was answered by one of its human's passkeys */
export async function provePasskey(of: Session, response: AuthenticationResponseJSON): Promise<boolean> {
  const challenge = await question(of);
  const { rpID, origin } = relyingParty();
  return atTheDoor(async (ctx) => {
    await lockHuman(ctx, of.userId);
    const own = (await currentOf(ctx, of.userId)).find((p) => p.credentialId === response.id);
    const answer =
      challenge && own
        ? await verifyAuthenticationResponse({
            response,
            expectedChallenge: challenge,
            expectedOrigin: origin,
            expectedRPID: rpID,
            requireUserVerification: true,
            credential: {
              id: own.credentialId,
              publicKey: Buffer.from(own.publicKey, "base64url"),
              counter: own.counter,
            },
          }).catch(() => null)
        : null;
    if (!own || !answer?.verified) {
      await refusedFactor(ctx, of, "passkey");
      return false;
    }
    await ctx.tx
      .update(passkeys)
      .set({ counter: answer.authenticationInfo.newCounter, lastUsedAt: ctx.realNow })
      .where(eq(passkeys.id, own.id));
    await proved(ctx, of, "passkey");
    return true;
  });
}
