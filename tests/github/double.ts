import { createHash, randomBytes } from "node:crypto";
import { createServer } from "node:http";

type Grant = { account: { id: number; login: string }; challenge: string; redirectUri: string };

/**
 * GitHub's web sign-in over HTTP, as documented: authorize, exchange of the code with PKCE, and the account. Who is
 * signed in at it is set by `/_double/account`.
 */
export async function githubDouble(clientId: string, clientSecret: string) {
  const codes = new Map<string, Grant>();
  const tokens = new Map<string, Grant["account"]>();
  let account = { id: 583231, login: "octocat" };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://double");
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    const body = async () => {
      let text = "";
      for await (const piece of request) text += piece;
      return text;
    };
    if (url.pathname === "/_double/account") {
      account = JSON.parse(await body()) as typeof account;
      return json(200, {});
    }
    if (url.pathname === "/login/oauth/authorize") {
      const redirectUri = url.searchParams.get("redirect_uri") ?? "";
      const code = randomBytes(10).toString("hex");
      codes.set(code, { account, challenge: url.searchParams.get("code_challenge") ?? "", redirectUri });
      const back = new URL(redirectUri);
      back.search = new URLSearchParams({ code, state: url.searchParams.get("state") ?? "" }).toString();
      return response.writeHead(302, { location: back.toString() }).end();
    }
    if (url.pathname === "/login/oauth/access_token") {
      const form = new URLSearchParams(await body());
      const code = form.get("code") ?? "";
      const grant = codes.get(code);
      codes.delete(code);
      const proof = createHash("sha256")
        .update(form.get("code_verifier") ?? "")
        .digest("base64url");
      const good =
        grant?.challenge === proof &&
        grant.redirectUri === form.get("redirect_uri") &&
        form.get("client_id") === clientId &&
        form.get("client_secret") === clientSecret;
      // GitHub answers 200 for a bad code too.
      if (!good || !grant) return json(200, { error: "bad_verification_code" });
      const token = `gho_${randomBytes(10).toString("hex")}`;
      tokens.set(token, grant.account);
      return json(200, { access_token: token, token_type: "bearer", scope: "" });
    }
    if (url.pathname === "/api/v3/user") {
      const holder = tokens.get((request.headers.authorization ?? "").replace(/^Bearer /i, ""));
      return holder ? json(200, { ...holder, email: "first@project.example" }) : json(401, {});
    }
    return json(404, {});
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `http://localhost:${port}`, close: () => new Promise((done) => server.close(done)) };
}
