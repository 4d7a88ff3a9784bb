"use server";

import { attempt } from "@/app/_lib/form";
import { requireSession } from "@/app/_lib/guard";
import { returnTo } from "@/app/_lib/return-to";
import { type Proof, passkeyQuestion, prove } from "@/data/confirming";
import { invalidField } from "@/lib/errors";
import type { FormState } from "@/lib/form-state";

const WRONG =
  "This proves nothing: look whether it is the newest code, each works once. After ten wrong ones codes are refused for an hour.";

/** What a browser needs to ask for a passkey of whoever is signed in. */
export async function askForPasskey() {
  await requireSession();
  return passkeyQuestion();
}

/** @returns null when the factor was proved; else why not */
export async function proveFactor(proof: Proof): Promise<string | null> {
  await requireSession();
  const given: Proof =
    typeof proof !== "object" || proof === null
      ? { code: "" }
      : "passkey" in proof
        ? { passkey: proof.passkey }
        : "demo" in proof
          ? { demo: true }
          : { code: typeof proof.code === "string" ? proof.code.slice(0, 40) : "" };
  return (await prove(given)) ? null : WRONG;
}

/** The page of its own, for browsers without a script. */
export async function proveByCode(_: FormState, form: FormData): Promise<FormState> {
  await requireSession();
  return attempt(
    form,
    async (input) => {
      const code = typeof input["code"] === "string" ? input["code"].slice(0, 40) : "";
      if (!(await prove({ code }))) throw invalidField("code", WRONG);
      return returnTo(input["to"]);
    },
    (name) => name !== "code",
  );
}
