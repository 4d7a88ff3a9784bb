import * as oauth from "oauth4webapi";
import type { GitHubSettings } from "@/lib/env";

/** The account that somebody showed to be theirs; its number never changes hands, its name may. */
export type GitHubAccount = { subject: string; login: string };

/** What the browser keeps while it is at GitHub (RFC 6749, 10.12; RFC 7636). */
export type Handshake = { state: string; verifier: string };

const TIMEOUT_MS = 10_000;

const server = ({ url }: GitHubSettings): oauth.AuthorizationServer => ({
  issuer: `${url}/login/oauth`,
  authorization_endpoint: `${url}/login/oauth/authorize`,
  token_endpoint: `${url}/login/oauth/access_token`,
});
const client = ({ clientId }: GitHubSettings): oauth.Client => ({ client_id: clientId });
const userUrl = ({ url }: GitHubSettings) =>
  url === "https://github.com" ? "https://api.github.com/user" : `${url}/api/v3/user`;

/** Where a browser goes to ask GitHub, and what it keeps meanwhile. No scope is asked for: the number is public. */
export async function githubQuestion(settings: GitHubSettings, redirectUri: string) {
  const handshake: Handshake = {
    state: oauth.generateRandomState(),
    verifier: oauth.generateRandomCodeVerifier(),
  };
  const to = new URL(server(settings).authorization_endpoint as string);
  to.search = new URLSearchParams({
    client_id: settings.clientId,
    redirect_uri: redirectUri,
    response_type: "code",
    state: handshake.state,
    code_challenge: await oauth.calculatePKCECodeChallenge(handshake.verifier),
    code_challenge_method: "S256",
    allow_signup: "false",
  }).toString();
  return { to: to.toString(), handshake };
}

/**
 * Who answered: exchanges the code of GitHub's answer, and asks whose it is.
 * @param answer the query of the address that GitHub sent the browser back to
 * @returns null when the answer belongs to no question of this browser, or GitHub does not stand by it
 */
export async function githubAnswer(
  settings: GitHubSettings,
  redirectUri: string,
  answer: URLSearchParams,
  handshake: Handshake,
): Promise<GitHubAccount | null> {
  // Plain HTTP is for a GitHub on this machine alone; `lib/env.ts` takes no other.
  const options = {
    [oauth.allowInsecureRequests]: settings.url.startsWith("http:"),
    signal: () => AbortSignal.timeout(TIMEOUT_MS),
  };
  try {
    const [as, app] = [server(settings), client(settings)];
    const params = oauth.validateAuthResponse(as, app, answer, handshake.state);
    const response = await oauth.authorizationCodeGrantRequest(
      as,
      app,
      oauth.ClientSecretPost(settings.clientSecret),
      params,
      redirectUri,
      handshake.verifier,
      options,
    );
    const { access_token } = await oauth.processAuthorizationCodeResponse(as, app, response);
    const headers = new Headers({ accept: "application/vnd.github+json", "user-agent": "curfew" });
    const user = await oauth.protectedResourceRequest(
      access_token,
      "GET",
      new URL(userUrl(settings)),
      headers,
      null,
      options,
    );
    const body: unknown = user.ok ? await user.json() : null;
    return accountOf(body);
  } catch {
    return null;
  }
}

function accountOf(body: unknown): GitHubAccount | null {
  if (typeof body !== "object" || body === null || !("id" in body) || !("login" in body)) return null;
  const { id, login } = body;
  if (typeof id !== "number" || !Number.isSafeInteger(id) || id <= 0 || typeof login !== "string")
    return null;
  return /^[A-Za-z0-9-]{1,60}$/.test(login) ? { subject: String(id), login } : null;
}
