"use server";

import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/server";
import { z } from "zod";
import { attempt } from "@/app/_lib/form";
import { requireAccount, requireSession } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { afterProof, attestationOf, confirmWays } from "@/data/confirming";
import { unlinkAccount } from "@/data/sign-in/accounts";
import { beginAuthenticator, confirmAuthenticator } from "@/data/sign-in/authenticators";
import { removeFactor } from "@/data/sign-in/factors";
import { addPasskey, registrationOptions } from "@/data/sign-in/passkeys";
import { makeRecoveryCodes } from "@/data/sign-in/recovery";
import { endOwnSessions, type Session } from "@/data/sign-in/sessions";
import { AppError, notFound } from "@/lib/errors";
import type { ConfirmWays, FormState } from "@/lib/form-state";

const text = (value: string | string[] | undefined, most = 60): string =>
  typeof value === "string" ? value.trim().slice(0, most) : "";

/** An act on one's own sign-in, which may ask for a fresh factor first. */
export type Asked<T> = { ok: true; value: T } | { ok: false; message: string; confirm?: ConfirmWays };

async function asked<T>(work: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { message, code } = error;
    return { ok: false, message, ...(code === "step_up" ? { confirm: await confirmWays() } : {}) };
  }
}

/** What a browser needs to make a passkey for whoever is signed in. */
export async function passkeyOptions(): Promise<Asked<PublicKeyCredentialCreationOptionsJSON>> {
  const session = await requireSession();
  return asked(() => registrationOptions(session));
}

export async function savePasskey(response: unknown, label: unknown): Promise<Asked<null>> {
  const session = await requireSession();
  return asked(async () => {
    const parsed = attestationOf(response);
    if (!parsed) throw new AppError("invalid", "This is not what a browser hands over. Nothing was added.");
    await addPasskey(session, parsed, text(typeof label === "string" ? label : "") || "Passkey");
    await afterProof(session);
    return null;
  });
}

/** A new secret for an app; the answer shows it once. */
export async function setUpApp(): Promise<Asked<{ secret: string; uri: string }>> {
  const session = await requireSession();
  return asked(() => beginAuthenticator(session));
}

export async function confirmApp(_: FormState, form: FormData): Promise<FormState> {
  const session = await requireSession();
  return attempt(
    form,
    async (input) => {
      await confirmAuthenticator(session, text(input["code"]));
      await afterProof(session);
      return text(input["to"]) === "/account/recovery" ? "/account/recovery" : "/account";
    },
    () => false,
  );
}

/** New codes, in the answer alone. */
export async function newRecoveryCodes(): Promise<Asked<string[]>> {
  const session = await requireAccount();
  return asked(() => makeRecoveryCodes(session));
}

async function onAccount(
  form: FormData,
  run: (of: Session, id: string) => Promise<unknown>,
): Promise<FormState> {
  const session = await requireAccount();
  return submit(form, async (input) => {
    await run(session, text(input["id"]));
    return "/account";
  });
}

const Id = z.uuid();
/** What cannot be an id is as absent as what never was. */
const idOf = (id: string): string => {
  if (!Id.safeParse(id).success) throw notFound();
  return id;
};

export const removePasskey = async (_: FormState, form: FormData) =>
  onAccount(form, (of, id) => removeFactor(of, idOf(id)));
export const removeApp = async (_: FormState, form: FormData) =>
  onAccount(form, (of) => removeFactor(of, null));
export const unlinkGitHub = async (_: FormState, form: FormData) =>
  onAccount(form, (of) => unlinkAccount(of));
export const endOne = async (_: FormState, form: FormData) =>
  onAccount(form, (of, id) => endOwnSessions(of, idOf(id)));
export const endOthers = async (_: FormState, form: FormData) =>
  onAccount(form, (of) => endOwnSessions(of, null));
