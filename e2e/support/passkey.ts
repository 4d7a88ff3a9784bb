import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type BrowserContext, expect, type Page } from "@playwright/test";

type Credential = {
  credentialId: string;
  isResidentCredential: boolean;
  privateKey: string;
  signCount: number;
};

/** Passkeys by address, as a provider keeps them for all of one's devices; in a file, for a test that begins anew. */
const FILE = ".data/test/passkeys.json";
const kept = (): Record<string, Credential[]> =>
  existsSync(FILE) ? (JSON.parse(readFileSync(FILE, "utf8")) as Record<string, Credential[]>) : {};

/** A browser with an authenticator whose owner always puts a finger on it, holding what was kept for this address. */
export async function withPasskeys(page: Page, address: string) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  for (const credential of kept()[address] ?? [])
    await cdp.send("WebAuthn.addCredential", { authenticatorId, credential });
  return {
    /** To be called once something was done with it: counters grow. */
    async keep() {
      const { credentials } = await cdp.send("WebAuthn.getCredentials", { authenticatorId });
      writeFileSync(FILE, JSON.stringify({ ...kept(), [address]: credentials }));
    },
    /** The owner takes the finger away, or puts it back. */
    verified: (isUserVerified: boolean) =>
      cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
  };
}

/** Opens a sign-in link, presses its button, and sets up or proves a passkey, as a member does. */
export async function signInByLink(page: Page, link: string, address: string) {
  const authenticator = await withPasskeys(page, address);
  await page.goto(link);
  await page.getByRole("button", { name: /^Sign in as/ }).click();
  const { origin } = new URL(link);
  await page.waitForURL(`${origin}/`);
  await page.goto(`${origin}/sign-in/factor`);
  const known = address in kept();
  await page.getByRole("button", { name: known ? "Use your passkey" : "Add a passkey" }).click();
  await page.waitForURL(known ? `${origin}/` : `${origin}/account/recovery`);
  await authenticator.keep();
  return authenticator;
}

/** The session's cookie, to try it elsewhere. */
export const sessionOf = async (context: BrowserContext) => {
  const cookie = (await context.cookies()).find((c) => c.name.endsWith("curfew-session"));
  expect(cookie).toBeDefined();
  return cookie as NonNullable<typeof cookie>;
};
