import { execFileSync } from "node:child_process";

// The deployment as an operator runs it: its terminal, and the double of the mail provider that it sends through.

const environment = () => JSON.parse(process.env["E2E_PRODUCTION_ENV"] ?? "{}") as Record<string, string>;

function run(args: string[], more: Record<string, string> = {}): string {
  const { CURFEW_INSTANCE: _, ...rest } = process.env;
  return execFileSync(process.execPath, ["--import", "tsx", ...args], {
    env: { ...rest, ...environment(), ...more },
    encoding: "utf8",
  }).trim();
}

/** `npm run curfew -- …` on that deployment. @returns what it printed */
export const curfew = (...args: string[]): string => run(["cli/main.ts", ...args]);

export type Leaving = { reference: string; noticeId: string; coordinator: string; addresses: string[] };

/** An approved notice that leaves in some seconds. */
export const leavingNotice = (seconds: number): Leaving =>
  JSON.parse(
    run(["e2e/support/leaving-notice.ts", String(seconds)], {
      DATABASE_MIGRATION_URL: process.env["E2E_PRODUCTION_OWNER_URL"] ?? "",
    }),
  ) as Leaving;

type Accepted = { id: string; to: string[]; body: { subject: string; text: string; html: string } };

/** What the provider was handed, and what it says of it. */
export const provider = {
  async accepted(address: string): Promise<Accepted | undefined> {
    return (await this.all(address))[0];
  },
  /** Everything that was accepted for an address, in no order. */
  async all(address: string): Promise<Accepted[]> {
    const answer = await fetch(`${process.env["E2E_PROVIDER_URL"]}/_double/accepted`);
    return ((await answer.json()) as Accepted[]).filter((m) => m.to.includes(address));
  },
  /** Makes the next requests fail in one of the double's ways. */
  async fails(fault: Record<string, unknown>): Promise<void> {
    await fetch(`${process.env["E2E_PROVIDER_URL"]}/_double/fault`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(fault),
    });
  },
  /** @returns the status with which Curfew answered the webhook */
  async says(emailId: string, type: string, extra: Record<string, unknown> = {}): Promise<number> {
    const answer = await fetch(`${process.env["E2E_PROVIDER_URL"]}/_double/emit`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ emailId, type, extra }),
    });
    return ((await answer.json()) as { status: number }).status;
  },
};
