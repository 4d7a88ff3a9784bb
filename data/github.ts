import "server-only";
import { keepAside, signInHere, takeBack } from "@/data/auth";
import { ownSession } from "@/data/confirming";
import { linkAccount, mayLink, signInWithAccount } from "@/data/sign-in/accounts";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { githubAnswer, githubQuestion } from "@/lib/github";

// Signing in with GitHub: a question in one request, its answer in another, held together by a cookie.

type Purpose = "sign-in" | "link";
const redirectUri = () => `${env().url}/sign-in/github`;

/** @returns where the browser goes @throws AppError where GitHub is not set up, or a link is asked for without a fresh factor */
export async function beginGitHub(purpose: Purpose): Promise<string> {
  const { github } = env();
  if (!github) throw notFound();
  if (purpose === "link") await mayLink(await ownSession());
  const { to, handshake } = await githubQuestion(github, redirectUri());
  await keepAside("github", [purpose, handshake.state, handshake.verifier].join("."));
  return to;
}

/** Uses GitHub's answer, in the browser that asked, once. @returns where to go; null when it is of no use */
export async function finishGitHub(answer: URLSearchParams): Promise<string | null> {
  const { github } = env();
  if (!github) throw notFound();
  const [purpose, state, verifier] = ((await takeBack("github")) ?? "").split(".");
  if (!state || !verifier) return null;
  const account = await githubAnswer(github, redirectUri(), answer, { state, verifier });
  if (!account) return null;
  if (purpose === "link") {
    await linkAccount(await ownSession(), account);
    return "/account";
  }
  const done = await signInHere((token, browser) => signInWithAccount(account, token, browser));
  return done ? "/" : null;
}
