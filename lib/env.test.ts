import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

const good = {
  DATABASE_URL: "postgres://curfew@db.internal/curfew",
  CURFEW_URL: "https://curfew.example.org",
  CURFEW_SECRET: "q8Zt0VnGx2LrW5yKe7HdJ3mPc9SaUfBi",
  CURFEW_MASTER_KEY: "Uo3C1r1F0nq5Dk0u1bJgVY5mGmBq6z0mYw3nT1sQx8E=",
  CURFEW_CHECKPOINTS: "/var/lib/curfew/checkpoints.jsonl",
};
const account = {
  RESEND_API_KEY: "re_123_456",
  RESEND_WEBHOOK_SECRET: `whsec_${Buffer.from("thirty-two bytes that are secret").toString("base64")}`,
  MAIL_FROM: "Curfew <curfew@curfew.example>",
};

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllEnvs());

async function readWith(variables: Record<string, string>) {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  return (await import("@/lib/env")).env();
}

describe("with a DATABASE_URL", () => {
  test("there is no demo, whatever other variable says so", async () => {
    expect(
      (
        await readWith({
          ...good,
          CURFEW_DEMO: "1",
          CURFEW_INSTANCE: "test",
          DEMO: "true",
          NODE_ENV: "development",
        })
      ).demo,
    ).toBeNull();
  });

  test.each([
    ["CURFEW_SECRET", "", "CURFEW_SECRET is missing"],
    ["CURFEW_SECRET", "short", "CURFEW_SECRET is too short"],
    ["CURFEW_SECRET", "change-me-change-me-change-me-change-me", "CURFEW_SECRET is a sample"],
    ["CURFEW_SECRET", "a".repeat(64), "CURFEW_SECRET is a sample or too regular"],
    ["CURFEW_MASTER_KEY", "", "CURFEW_MASTER_KEY is missing"],
    ["CURFEW_MASTER_KEY", "c2hvcnQ=", "CURFEW_MASTER_KEY must be 32 random bytes in base64"],
    [
      "CURFEW_MASTER_KEY",
      Buffer.from("change me: 32 bytes for a sample").toString("base64"),
      "CURFEW_MASTER_KEY is a sample or too regular",
    ],
    ["CURFEW_MASTER_KEY", `${"A".repeat(43)}=`, "CURFEW_MASTER_KEY is a sample or too regular"],
    [
      "CURFEW_MASTER_KEY",
      `${good.CURFEW_MASTER_KEY},${good.CURFEW_MASTER_KEY}`,
      "CURFEW_MASTER_KEY holds one key twice",
    ],
    ["CURFEW_URL", "", "CURFEW_URL must be the address"],
    ["CURFEW_URL", "http://curfew.example.org", "CURFEW_URL must use https"],
    ["CURFEW_URL", "curfew", "CURFEW_URL must be the address"],
    ["CURFEW_CHECKPOINTS", "", "CURFEW_CHECKPOINTS is missing: a file that is not kept with the database"],
    ["CURFEW_CHECKPOINTS", "checkpoints.jsonl", "CURFEW_CHECKPOINTS must be a whole path"],
    ["CURFEW_CHECKPOINT_MAIL", "ada@team.example, ben", "CURFEW_CHECKPOINT_MAIL must be addresses"],
    ["TRUSTED_PROXIES", "yes", "TRUSTED_PROXIES must be a whole number, 0 to 5"],
    ["TRUSTED_PROXIES", "6", "TRUSTED_PROXIES must be a whole number, 0 to 5"],
    ["TRUSTED_PROXIES", "-1", "TRUSTED_PROXIES must be a whole number, 0 to 5"],
    ["LIMITS_SCALE", "0", "LIMITS_SCALE must be a whole number, 1 to 1000"],
    ["LIMITS_SCALE", "1001", "LIMITS_SCALE must be a whole number, 1 to 1000"],
    ["CURFEW_BACKUP_DAYS", "soon", "CURFEW_BACKUP_DAYS must be whole days, 0 to 3650"],
    ["CURFEW_BACKUP_DAYS", "3651", "CURFEW_BACKUP_DAYS must be whole days, 0 to 3650"],
    ["CURFEW_BACKUP_DAYS", "1.5", "CURFEW_BACKUP_DAYS must be whole days, 0 to 3650"],
    ["DATABASE_URL", "mysql://db", "DATABASE_URL must start with postgres://"],
  ])("%s=%j is refused in one sentence that names it", async (name, value, says) => {
    await expect(readWith({ ...good, [name]: value })).rejects.toThrow(says);
  });

  test("the life of a backup is what was set, and unknown where nothing was", async () => {
    expect((await readWith({ ...good })).backupDays).toBeNull();
    vi.resetModules();
    expect((await readWith({ ...good, CURFEW_BACKUP_DAYS: "0" })).backupDays).toBe(0);
  });

  test("no proxy is trusted and no limit is widened unless somebody said so", async () => {
    expect(await readWith({ ...good })).toMatchObject({ trustedProxies: 0, limitsScale: 1 });
    vi.resetModules();
    const said = await readWith({ ...good, TRUSTED_PROXIES: "2", LIMITS_SCALE: "50" });
    expect(said).toMatchObject({ trustedProxies: 2, limitsScale: 50 });
  });

  test("a backup needs the address of its own role, and never falls back to another", async () => {
    vi.stubEnv("DATABASE_URL", good.DATABASE_URL);
    const { backupUrl } = await import("@/lib/env");
    expect(() => backupUrl()).toThrow("DATABASE_BACKUP_URL must be set");
    vi.stubEnv("DATABASE_BACKUP_URL", "mysql://db");
    expect(() => backupUrl()).toThrow("start with postgres://");
    vi.stubEnv("DATABASE_BACKUP_URL", "postgres://curfew_backup@db.internal/curfew");
    expect(backupUrl()).toBe("postgres://curfew_backup@db.internal/curfew");
  });

  describe("mail", () => {
    test("waits without an account, whatever else is set", async () => {
      expect((await readWith({ ...good })).mail).toEqual({
        resend: null,
        from: "Curfew <curfew@curfew.localhost>",
        replyTo: null,
      });
      vi.resetModules();
      expect((await readWith({ ...good, ...account, RESEND_API_KEY: "" })).mail).toMatchObject({
        resend: null,
        from: account.MAIL_FROM,
      });
    });

    test("leaves through the account that is set", async () => {
      expect((await readWith({ ...good, ...account })).mail).toEqual({
        resend: {
          apiKey: account.RESEND_API_KEY,
          baseUrl: null,
          webhookSecret: account.RESEND_WEBHOOK_SECRET,
          rate: 2,
        },
        from: account.MAIL_FROM,
        replyTo: null,
      });
      vi.resetModules();
      const more = {
        RESEND_BASE_URL: "http://127.0.0.1:4010/",
        RESEND_RATE: "10",
        MAIL_FROM: "curfew@curfew.example",
        MAIL_REPLY_TO: "answers@curfew.example",
      };
      expect((await readWith({ ...good, ...account, ...more })).mail).toMatchObject({
        resend: { baseUrl: "http://127.0.0.1:4010", rate: 10 },
        from: "curfew@curfew.example",
        replyTo: "answers@curfew.example",
      });
    });

    test.each([
      ["RESEND_API_KEY", "key", "RESEND_API_KEY must be a key of Resend"],
      ["RESEND_WEBHOOK_SECRET", "", "RESEND_WEBHOOK_SECRET is missing"],
      ["RESEND_WEBHOOK_SECRET", "secret", "RESEND_WEBHOOK_SECRET must be whsec_ followed by base64"],
      ["RESEND_WEBHOOK_SECRET", "whsec_c2hvcnQ=", "RESEND_WEBHOOK_SECRET is too short"],
      [
        "RESEND_WEBHOOK_SECRET",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "RESEND_WEBHOOK_SECRET is the sample",
      ],
      ["MAIL_FROM", "", "MAIL_FROM is missing"],
      ["MAIL_FROM", "Curfew", "MAIL_FROM must be an address"],
      ["MAIL_FROM", "A <a@b.example>, B <b@b.example>", "MAIL_FROM must be an address"],
      ["MAIL_REPLY_TO", "nobody", "MAIL_REPLY_TO must be an address"],
      ["RESEND_RATE", "0", "RESEND_RATE must be at least 1"],
      ["RESEND_RATE", "101", "RESEND_RATE must be at most 100"],
      ["RESEND_RATE", "fast", "RESEND_RATE must be a number from 1 to 100"],
      ["RESEND_BASE_URL", "http://mail.example", "RESEND_BASE_URL must be an address"],
      ["RESEND_BASE_URL", "https://user:pw@mail.example", "RESEND_BASE_URL must be an address"],
      ["RESEND_BASE_URL", "mail", "RESEND_BASE_URL must be an address"],
    ])("%s=%j is refused in one sentence that names it", async (name, value, says) => {
      const refusal = readWith({ ...good, ...account, [name]: value });
      await expect(refusal).rejects.toThrow(says);
      await expect(refusal).rejects.toMatchObject({ problems: { length: 1 } });
    });

    test("what is wrong with it is said together with what is wrong elsewhere", async () => {
      await expect(readWith({ ...good, CURFEW_SECRET: "", RESEND_API_KEY: "re_1" })).rejects.toMatchObject({
        problems: [
          expect.stringMatching(/^CURFEW_SECRET is missing/),
          expect.stringMatching(/^RESEND_WEBHOOK_SECRET is missing/),
          expect.stringMatching(/^MAIL_FROM is missing/),
        ],
      });
    });

    test("what the provider answers is not printed, since it names addresses", async () => {
      await readWith({ ...good, ...account, RESEND_DEBUG: "true" });
      expect(process.env["RESEND_DEBUG"]).toBeUndefined();
    });
  });

  describe("sign-in with GitHub", () => {
    const both = { GITHUB_CLIENT_ID: "Iv1.a", GITHUB_CLIENT_SECRET: "s3cret" };

    test("is off without its variables", async () => {
      expect((await readWith(good)).github).toBeNull();
    });

    test("is on with both", async () => {
      const github = { clientId: "Iv1.a", clientSecret: "s3cret", url: "https://github.com" };
      expect((await readWith({ ...good, ...both })).github).toEqual(github);
    });

    test("needs both, and an address with https", async () => {
      await expect(readWith({ ...good, GITHUB_CLIENT_ID: "Iv1.a" })).rejects.toThrow("set both, or none");
      const plain = { GITHUB_URL: "http://github.example" };
      await expect(readWith({ ...good, ...both, ...plain })).rejects.toThrow("GITHUB_URL must use https");
    });
  });
});

test("the embedded database is found only in a folder of the starter's", async () => {
  await expect(readWith({ DATABASE_URL: "", CURFEW_INSTANCE: "../elsewhere" })).rejects.toThrow(
    "CURFEW_INSTANCE",
  );
  await expect(readWith({ DATABASE_URL: "", CURFEW_INSTANCE: "nothing-here" })).rejects.toThrow("npm start");
});

test("the demo's mail never leaves the machine, whatever account is set", async () => {
  const { demo, mail } = await readWith({ ...account, DATABASE_URL: "" });
  expect(demo).not.toBeNull();
  expect(mail).toEqual({ resend: null, from: "Curfew <curfew@curfew.localhost>", replyTo: null });
});
