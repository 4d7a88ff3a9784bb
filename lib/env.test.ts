import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

const good = {
  DATABASE_URL: "postgres://curfew@db.internal/curfew",
  CURFEW_URL: "https://curfew.example.org",
  CURFEW_SECRET: "q8Zt0VnGx2LrW5yKe7HdJ3mPc9SaUfBi",
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
    ["CURFEW_URL", "", "CURFEW_URL must be the address"],
    ["CURFEW_URL", "http://curfew.example.org", "CURFEW_URL must use https"],
    ["CURFEW_URL", "curfew", "CURFEW_URL must be the address"],
    ["DATABASE_URL", "mysql://db", "DATABASE_URL must start with postgres://"],
  ])("%s=%j is refused in one sentence that names it", async (name, value, says) => {
    await expect(readWith({ ...good, [name]: value })).rejects.toThrow(says);
  });

  test("no header decides where links lead: next-auth gets the configured address alone", async () => {
    await readWith({ ...good, AUTH_TRUST_HOST: "1", VERCEL: "1", NEXTAUTH_URL: "https://evil.example" });
    expect(process.env["NEXTAUTH_URL"]).toBe("https://curfew.example.org");
    expect(process.env["AUTH_TRUST_HOST"]).toBeUndefined();
    expect(process.env["VERCEL"]).toBeUndefined();
  });
});

test("the embedded database is found only in a folder of the starter's", async () => {
  await expect(readWith({ DATABASE_URL: "", CURFEW_INSTANCE: "../elsewhere" })).rejects.toThrow(
    "CURFEW_INSTANCE",
  );
  await expect(readWith({ DATABASE_URL: "", CURFEW_INSTANCE: "nothing-here" })).rejects.toThrow("npm start");
});
