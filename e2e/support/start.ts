import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { resolve } from "node:path";
import postgres from "postgres";
import { githubDouble } from "../../tests/github/double";

/** What web and worker of the deployment with a DATABASE_URL wrote. */
const PRODUCTION_LOG = ".data/test/production.log";

const children: ChildProcess[] = [];
const closing: (() => Promise<unknown>)[] = [];

/**
 * Two deployments for the browser: the demo on the embedded database, and one as an operator would run it, with a
 * DATABASE_URL. Each has its own web and worker process.
 */
export default async function start(): Promise<() => Promise<void>> {
  const embedded = JSON.parse(readFileSync(".data/test/embedded.json", "utf8")) as Embedded;
  const operator = JSON.parse(readFileSync(".data/test/embedded-operator.json", "utf8")) as {
    superuser: Role;
  };
  try {
    await fresh(embedded, operator.superuser);
    await demo();
    await breakIn(embedded);
    await production(embedded);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

type Role = { user: string; password: string };
type Embedded = { port: number; database: string; owner: Role; app: Role };
const url = (port: number, role: Role, database: string) =>
  `postgres://${role.user}:${encodeURIComponent(role.password)}@127.0.0.1:${port}/${database}`;

/** Both databases as a new deployment finds them; the unit tests used the first one before. */
async function fresh(embedded: Embedded, superuser: Role): Promise<void> {
  for (const kept of [
    "mail",
    "checkpoints.jsonl",
    "curfew_production-checkpoints.jsonl",
    "curfew_break_in-checkpoints.jsonl",
    "production.log",
    "passkeys.json",
  ])
    rmSync(`.data/test/${kept}`, { recursive: true, force: true });
  const sql = postgres(url(embedded.port, superuser, "postgres"), { max: 1, onnotice: () => {} });
  for (const name of [embedded.database, "curfew_production", "curfew_break_in"]) {
    await sql`drop database if exists ${sql(name)} with (force)`;
    await sql`create database ${sql(name)} owner ${sql(embedded.owner.user)}`;
    await sql`revoke all on database ${sql(name)} from public`;
    await sql`grant connect on database ${sql(name)} to ${sql(embedded.app.user)}`;
  }
  await sql.end();
}

async function demo(): Promise<void> {
  const port = await freePort();
  // Defined and empty, so that Next.js takes none from an .env file.
  const env = {
    DATABASE_URL: "",
    CURFEW_INSTANCE: "test",
    PORT: String(port),
    CURFEW_URL: `http://localhost:${port}`,
    // Every person of every test comes from one address.
    LIMITS_SCALE: "1000",
  };
  await once("cli/migrate.ts", env);
  await once("cli/seed-demo.ts", env);
  await serve(port, env);
  process.env["E2E_DEMO_URL"] = env.CURFEW_URL;
}

/** GitHub's sign-in: its double, in this process. */
async function github(): Promise<Record<string, string>> {
  const [clientId, clientSecret] = ["Iv1.double", randomBytes(20).toString("hex")];
  const double = await githubDouble(clientId, clientSecret);
  closing.push(double.close);
  process.env["E2E_GITHUB_URL"] = double.url;
  return { GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret, GITHUB_URL: double.url };
}

/** An account at the mail provider: its double, a process of its own. */
async function account(port: number): Promise<Record<string, string>> {
  const secret = `whsec_${randomBytes(24).toString("base64")}`;
  const child = spawn(
    process.execPath,
    [
      ...["--import", "tsx", "tests/resend/main.ts", "--port", "0", "--rate", "100"],
      ...["--webhook-url", `http://localhost:${port}/api/webhooks/resend`, "--webhook-secret", secret],
    ],
    { env: environment({}), stdio: ["ignore", "pipe", "inherit"] },
  );
  children.push(child);
  const line = await new Promise<string>((done) => child.stdout?.once("data", (d) => done(String(d))));
  const { url: baseUrl } = JSON.parse(line) as { url: string };
  process.env["E2E_PROVIDER_URL"] = baseUrl;
  return {
    RESEND_API_KEY: "re_test",
    RESEND_BASE_URL: baseUrl,
    RESEND_WEBHOOK_SECRET: secret,
    RESEND_RATE: "100",
    MAIL_FROM: "Curfew <curfew@curfew.example>",
  };
}

/** What an operator sets for a deployment on a database of its own, brought to this build's schema. */
async function operated(embedded: Embedded, database: string) {
  const port = await freePort();
  const owner = url(embedded.port, embedded.owner, database);
  const env = {
    ...(await github()),
    DATABASE_URL: url(embedded.port, embedded.app, database),
    CURFEW_URL: `http://localhost:${port}`,
    CURFEW_SECRET: randomBytes(32).toString("base64url"),
    CURFEW_MASTER_KEY: randomBytes(32).toString("base64"),
    CURFEW_CHECKPOINTS: resolve(`.data/test/${database}-checkpoints.jsonl`),
    PORT: String(port),
    // As behind a proxy: a test says by X-Forwarded-For from which address it comes.
    TRUSTED_PROXIES: "1",
  };
  await once("cli/migrate.ts", { ...env, DATABASE_MIGRATION_URL: owner });
  return { port, owner, env };
}

/** A deployment that is only ever attacked, with a case in every state and everybody who tries. */
async function breakIn(embedded: Embedded): Promise<void> {
  const { port, owner, env: settings } = await operated(embedded, "curfew_break_in");
  // Thousands of tries are what this one is for.
  const env = { ...settings, LIMITS_SCALE: "1000" };
  process.env["E2E_BREAK_IN_WORLD"] = await printed("e2e/break-in/world.ts", {
    ...env,
    DATABASE_MIGRATION_URL: owner,
  });
  await serve(port, env);
  process.env["E2E_BREAK_IN_URL"] = env.CURFEW_URL;
  process.env["E2E_BREAK_IN_OWNER_URL"] = owner;
}

async function production(embedded: Embedded): Promise<void> {
  const { port, owner, env: settings } = await operated(embedded, "curfew_production");
  const env = { ...settings, ...(await account(port)) };
  // Everything that can be logged is, so that a test can look for what must not be.
  await serve(port, { ...env, LOG_LEVEL: "trace" }, PRODUCTION_LOG);
  process.env["E2E_PRODUCTION_URL"] = env.CURFEW_URL;
  process.env["E2E_PRODUCTION_ENV"] = JSON.stringify(env);
  process.env["E2E_PRODUCTION_OWNER_URL"] = owner;
}

async function serve(port: number, env: Record<string, string>, log?: string): Promise<void> {
  launch(["node_modules/next/dist/bin/next", "start", "-H", "localhost", "-p", String(port)], env, log);
  launch(["--import", "tsx", "worker/main.ts"], env, log);
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    const answer = await fetch(`http://localhost:${port}/api/health`).catch(() => null);
    if (answer?.status === 200) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("the deployment did not become healthy");
}

const environment = (env: Record<string, string>) => {
  const { CURFEW_INSTANCE: _, DATABASE_URL: __, NODE_OPTIONS: ___, ...rest } = process.env;
  return { ...rest, NODE_ENV: "production" as const, LOG_LEVEL: "error", NO_LOG_SUCCESS: "1", ...env };
};

function launch(args: string[], env: Record<string, string>, log?: string): ChildProcess {
  const into = log ? openSync(log, "a", 0o600) : null;
  const child = spawn(process.execPath, args, {
    env: environment(env),
    stdio: ["ignore", into ?? "ignore", into ?? "inherit"],
  });
  if (into !== null) closeSync(into);
  children.push(child);
  return child;
}

const once = async (file: string, env: Record<string, string>): Promise<void> => {
  process.stdout.write(await printed(file, env));
};

/** Runs one of our programs to its end. @returns what it printed */
async function printed(file: string, env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, ["--import", "tsx", file], {
    env: environment(env),
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout?.on("data", (piece) => {
    said += piece;
  });
  const code = await new Promise((done) => child.once("close", done));
  if (code !== 0) throw new Error(`${file} failed`);
  return said;
}

async function stop(): Promise<void> {
  await Promise.all(closing.map((close) => close()));
  await Promise.all(
    children.map(
      (child) =>
        new Promise((done) => {
          if (child.exitCode !== null) return done(null);
          child.once("exit", done);
          child.kill("SIGTERM");
          setTimeout(() => child.kill("SIGKILL"), 10_000).unref();
        }),
    ),
  );
}

const freePort = (): Promise<number> =>
  new Promise((done, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? done(address.port) : failed(new Error("no port")),
      );
    });
  });
