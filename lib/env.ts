import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { LOCAL_MAIL, type MailSettings, readMailSettings } from "@/lib/mail-settings";

// The only file that reads the environment, so that this page and the one for mail are the whole list of settings.

const loopback = (url: URL) => ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);

const production = z.object({
  DATABASE_URL: z.string({ error: "is missing" }).regex(/^postgres(ql)?:\/\//, "must start with postgres://"),
  DATABASE_MIGRATION_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must start with postgres://")
    .optional(),
  CURFEW_URL: z
    .url({ error: "must be the address that people open, such as https://curfew.example.org" })
    .refine(
      (u) => !URL.canParse(u) || new URL(u).protocol === "https:" || loopback(new URL(u)),
      "must use https",
    ),
  CURFEW_SECRET: z
    .string({
      error: "is missing: at least 32 random characters, such as the output of `openssl rand -base64 32`",
    })
    .min(32, "is too short: at least 32 random characters")
    .refine(
      (s) => new Set(s).size >= 12 && !/change.?me|secret|example|password/i.test(s),
      "is a sample or too regular: make a random one",
    ),
});

const embedded = z.object({
  port: z.number().int(),
  database: z.string(),
  owner: z.object({ user: z.string(), password: z.string() }),
  app: z.object({ user: z.string(), password: z.string() }),
  secret: z.string().min(32),
});

export type Env = {
  databaseUrl: string;
  migrationUrl: string | null;
  /** The configured address, without a slash at its end. Links and redirects use nothing else. */
  url: string;
  secret: string;
  /** Set on the embedded database alone: where the local mailbox lives. Its presence is what turns the demo on. */
  demo: { mailbox: string } | null;
  mail: MailSettings;
};

export class EnvError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

/** The folder of what the starter wrote. The instance only names a subfolder of it, for the tests. */
function dataFolder(): string {
  const instance = process.env["CURFEW_INSTANCE"] ?? "";
  if (!/^[a-z0-9-]{0,20}$/.test(instance))
    throw new EnvError(["CURFEW_INSTANCE may hold small letters, digits and dashes only."]);
  return join(process.cwd(), ".data", instance);
}

function fromStarter(): Env {
  const file = join(dataFolder(), "embedded.json");
  if (!existsSync(file))
    throw new EnvError([
      "DATABASE_URL is not set, and no embedded database runs here: `npm start` starts one.",
    ]);
  const e = embedded.parse(JSON.parse(readFileSync(file, "utf8")));
  const at = (who: { user: string; password: string }) =>
    `postgres://${who.user}:${encodeURIComponent(who.password)}@127.0.0.1:${e.port}/${e.database}`;
  return {
    databaseUrl: at(e.app),
    migrationUrl: at(e.owner),
    url: (process.env["CURFEW_URL"] || `http://localhost:${process.env["PORT"] || "3000"}`).replace(
      /\/$/,
      "",
    ),
    secret: e.secret,
    demo: { mailbox: join(dataFolder(), "mail") },
    // Whatever RESEND_ and MAIL_ variables say: the demo's mail never leaves the machine.
    mail: LOCAL_MAIL,
  };
}

function fromOperator(): Env {
  const variables = Object.fromEntries(Object.entries(process.env).filter(([, v]) => v !== ""));
  const parsed = production.safeParse(variables);
  const mail = readMailSettings(variables);
  if (!parsed.success || !mail.success)
    throw new EnvError(
      [...(parsed.error?.issues ?? []), ...(mail.error?.issues ?? [])].map(
        (i) => `${i.path.join(".")} ${i.message}.`,
      ),
    );
  const { DATABASE_URL, DATABASE_MIGRATION_URL, CURFEW_URL, CURFEW_SECRET } = parsed.data;
  return {
    databaseUrl: DATABASE_URL,
    migrationUrl: DATABASE_MIGRATION_URL ?? null,
    url: CURFEW_URL.replace(/\/$/, ""),
    secret: CURFEW_SECRET,
    demo: null,
    mail: mail.data,
  };
}

let known: Env | undefined;

/**
 * The settings, read once, on first use: a build needs none of them.
 * @throws EnvError with one sentence per missing or weak variable
 */
export function env(): Env {
  if (known) return known;
  known = process.env["DATABASE_URL"] ? fromOperator() : fromStarter();
  // next-auth reads these by itself. Its own address is the configured one, and no header may say otherwise.
  process.env["NEXTAUTH_URL"] = known.url;
  delete process.env["AUTH_TRUST_HOST"];
  delete process.env["VERCEL"];
  // The mail provider's client would print what it was answered, and answers name addresses (rule 7).
  delete process.env["RESEND_DEBUG"];
  return known;
}

/** How much the processes log: trace, debug, info, warn or error. */
export const logLevel = (): string => process.env["LOG_LEVEL"] || "info";
