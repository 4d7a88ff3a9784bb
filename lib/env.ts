import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { z } from "zod";
import { type WrappingKey, wrappingKey } from "@/lib/crypto/wrapping";
import { MOST_PROXIES } from "@/lib/forwarded";
import { LOCAL_MAIL, type MailSettings, readMailSettings } from "@/lib/mail-settings";

// The only file that reads the environment, so that this page and the one for mail are the whole list of settings.

const loopback = (url: URL) => ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);

const MAKE_KEY = "make one with `openssl rand -base64 32`";

/** One wrapping key, or two while they are rotated; each 32 random bytes in base64. */
const masterKeys = z
  .string({ error: `is missing: ${MAKE_KEY}, and keep it apart from backups of the database` })
  .transform((text) => text.split(",").map((part) => part.trim()))
  .refine((parts) => parts.length <= 2, "holds more than two keys")
  .refine(
    (parts) => parts.every((p) => /^[A-Za-z0-9+/]{43}=$/.test(p)),
    `must be 32 random bytes in base64: ${MAKE_KEY}`,
  )
  .transform((parts) => parts.map((p) => Buffer.from(p, "base64")))
  // Random bytes are never all letters: that would be a sentence that somebody thought of.
  .refine(
    (keys) => keys.every((k) => new Set(k).size >= 16 && k.some((b) => b < 32 || b > 126)),
    `is a sample or too regular: ${MAKE_KEY}`,
  )
  .refine((keys) => new Set(keys.map((k) => k.toString("hex"))).size === keys.length, "holds one key twice")
  .transform((keys) => keys.map((k) => wrappingKey(k)));

const backupDays = z
  .string()
  .regex(/^\d{1,4}$/, "must be whole days, 0 to 3650")
  .transform(Number)
  .refine((days) => days <= 3650, "must be whole days, 0 to 3650")
  .optional();

/** A setting that is a whole number between two bounds, and has a value where nobody said. */
const whole = (least: number, most: number, without: number) =>
  z
    .string()
    .regex(/^\d{1,4}$/, `must be a whole number, ${least} to ${most}`)
    .transform(Number)
    .refine((n) => n >= least && n <= most, `must be a whole number, ${least} to ${most}`)
    .default(without);

/** What the web process is told about the network around it, on either database. */
const network = { TRUSTED_PROXIES: whole(0, MOST_PROXIES, 0), LIMITS_SCALE: whole(1, 1000, 1) };

const production = z.object({
  ...network,
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
  CURFEW_MASTER_KEY: masterKeys,
  CURFEW_CHECKPOINTS: z
    .string({
      error:
        "is missing: a file that is not kept with the database, such as /var/lib/curfew/checkpoints.jsonl, for all processes",
    })
    .refine(isAbsolute, "must be a whole path, which begins with /"),
  CURFEW_CHECKPOINT_MAIL: z
    .string()
    .default("")
    .transform((text) => text.split(",").flatMap((part) => part.trim().toLowerCase() || []))
    .refine(
      (all) => all.every((a) => z.email().safeParse(a).success),
      "must be addresses of members with commas between them",
    ),
  CURFEW_BACKUP_DAYS: backupDays,
});

const embedded = z.object({
  port: z.number().int(),
  database: z.string(),
  owner: z.object({ user: z.string(), password: z.string() }),
  app: z.object({ user: z.string(), password: z.string() }),
  secret: z.string().min(32),
  masterKey: masterKeys,
});

const githubUrl = z
  .url()
  .refine((u) => new URL(u).protocol === "https:" || loopback(new URL(u)), "must use https")
  .transform((u) => u.replace(/\/+$/, ""));

/** Sign-in with GitHub: both of its variables, or none. */
const github = z
  .object({
    GITHUB_CLIENT_ID: z.string().optional(),
    GITHUB_CLIENT_SECRET: z.string().optional(),
    GITHUB_URL: githubUrl.default("https://github.com"),
  })
  .refine((g) => !g.GITHUB_CLIENT_ID === !g.GITHUB_CLIENT_SECRET, {
    path: ["GITHUB_CLIENT_SECRET"],
    message: "and GITHUB_CLIENT_ID belong together: set both, or none",
  })
  .transform(
    ({
      GITHUB_CLIENT_ID: clientId,
      GITHUB_CLIENT_SECRET: clientSecret,
      GITHUB_URL: url,
    }): GitHubSettings | null => (clientId && clientSecret ? { clientId, clientSecret, url } : null),
  );

export type GitHubSettings = {
  clientId: string;
  clientSecret: string /** Without a slash at its end. */;
  url: string;
};

export type Env = {
  databaseUrl: string;
  migrationUrl: string | null;
  /** The configured address, without a slash at its end. Links and redirects use nothing else. */
  url: string;
  secret: string;
  /** The first is the one in use until `keys rotate`; a second one is on its way in, or out. */
  wrappingKeys: readonly WrappingKey[];
  /** The append-only file of signed checkpoints: outside the database, and not in its backups. */
  checkpoints: string;
  /** Which members get the newest checkpoint by mail, once a day. */
  checkpointMail: readonly string[];
  /** Set on the embedded database alone: where the local mailbox lives. Its presence is what turns the demo on. */
  demo: { mailbox: string } | null;
  mail: MailSettings;
  /** Null where nobody signs in with GitHub. */
  github: GitHubSettings | null;
  /** How many days a backup of the database lives; null when nobody said. */
  backupDays: number | null;
  /** How many proxies stand in front whose forwarded headers are true. With 0 such headers are ignored. */
  trustedProxies: number;
  /** By how much the limits of requests are wider than for a small deployment. */
  limitsScale: number;
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
    wrappingKeys: e.masterKey,
    checkpoints: join(dataFolder(), "checkpoints.jsonl"),
    checkpointMail: [],
    demo: { mailbox: join(dataFolder(), "mail") },
    // Whatever RESEND_ and MAIL_ variables say: the demo's mail never leaves the machine.
    mail: LOCAL_MAIL,
    github: null,
    backupDays: backupDays.parse(process.env["CURFEW_BACKUP_DAYS"] || undefined) ?? null,
    trustedProxies: network.TRUSTED_PROXIES.parse(process.env["TRUSTED_PROXIES"] || undefined),
    limitsScale: network.LIMITS_SCALE.parse(process.env["LIMITS_SCALE"] || undefined),
  };
}

function fromOperator(): Env {
  const variables = Object.fromEntries(Object.entries(process.env).filter(([, v]) => v !== ""));
  const parsed = production.safeParse(variables);
  const mail = readMailSettings(variables);
  const account = github.safeParse(variables);
  if (!parsed.success || !mail.success || !account.success)
    throw new EnvError(
      [...(parsed.error?.issues ?? []), ...(mail.error?.issues ?? []), ...(account.error?.issues ?? [])].map(
        (i) => `${i.path.join(".")} ${i.message}.`,
      ),
    );
  const settings = parsed.data;
  return {
    databaseUrl: settings.DATABASE_URL,
    migrationUrl: settings.DATABASE_MIGRATION_URL ?? null,
    url: settings.CURFEW_URL.replace(/\/$/, ""),
    secret: settings.CURFEW_SECRET,
    wrappingKeys: settings.CURFEW_MASTER_KEY,
    checkpoints: settings.CURFEW_CHECKPOINTS,
    checkpointMail: settings.CURFEW_CHECKPOINT_MAIL,
    demo: null,
    mail: mail.data,
    github: account.data,
    backupDays: parsed.data.CURFEW_BACKUP_DAYS ?? null,
    trustedProxies: settings.TRUSTED_PROXIES,
    limitsScale: settings.LIMITS_SCALE,
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
  // The mail provider's client would print what it was answered, and answers name addresses (rule 7).
  delete process.env["RESEND_DEBUG"];
  return known;
}

const operator = z.object({ backup: z.object({ user: z.string(), password: z.string() }) });

/**
 * Where the role for backups alone connects. `db/backup.ts` asks, and nothing else of ours: the processes that serve
 * must not even know it.
 * @throws EnvError
 */
export function backupUrl(): string {
  const url = process.env["DATABASE_BACKUP_URL"];
  if (url && /^postgres(ql)?:\/\//.test(url)) return url;
  if (url || process.env["DATABASE_URL"])
    throw new EnvError(["DATABASE_BACKUP_URL must be set, and start with postgres://."]);
  const file = join(dataFolder(), "embedded-operator.json");
  if (!existsSync(file))
    throw new EnvError(["No embedded database runs here, and DATABASE_BACKUP_URL is not set."]);
  const { backup } = operator.parse(JSON.parse(readFileSync(file, "utf8")));
  const e = embedded.parse(JSON.parse(readFileSync(join(dataFolder(), "embedded.json"), "utf8")));
  return `postgres://${backup.user}:${encodeURIComponent(backup.password)}@127.0.0.1:${e.port}/${e.database}`;
}

/** How much the processes log: trace, debug, info, warn or error. */
export const logLevel = (): string => process.env["LOG_LEVEL"] || "info";
