import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { migrate } from "@/data/upgrade/migrate";
import { env } from "@/lib/env";
import { approve, scheduled, written } from "@/tests/case";
import { asOwner } from "@/tests/sql";
import { makeOrg, makeWorld, type Org } from "@/tests/world";

/** Brings the bench's database to this build's schema, and empties what an earlier bench left in it. */
export const prepare = (): Promise<void> => migrate();

/** Worker processes as an operator runs them: with a DATABASE_URL, and an account at the double. */
export function startWorker(baseUrl: string, rate: number): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", "worker/main.ts"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      LOG_LEVEL: "error",
      DATABASE_URL: env().databaseUrl,
      CURFEW_URL: "http://localhost:3999",
      CURFEW_SECRET: env().secret,
      CURFEW_MASTER_KEY: env()
        .wrappingKeys.map((k) => Buffer.from(k.key).toString("base64"))
        .join(","),
      CURFEW_CHECKPOINTS: resolve(env().checkpoints),
      RESEND_API_KEY: "re_bench",
      RESEND_BASE_URL: baseUrl,
      RESEND_WEBHOOK_SECRET: `whsec_${Buffer.from(randomUUID()).toString("base64")}`,
      RESEND_RATE: String(rate),
      MAIL_FROM: "Curfew <curfew@bench.example>",
    },
  });
}

export const ended = (child: ChildProcess): Promise<void> =>
  new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done();
    child.once("exit", () => done());
  });

/**
 * An approved notice to organizations with two contacts each, moved to leave at an instant of real time: what a worker
 * process, whose clock no bench can move, takes by itself.
 */
export async function approvedNotice(organizations: number, inSeconds: number) {
  const w = await makeWorld();
  const orgs: Org[] = [];
  for (let i = 0; i < organizations; i++) orgs.push(await makeOrg(w));
  const c = await scheduled(w);
  const noticeId = await written(w, c, orgs);
  await approve(w, c, noticeId);
  const leaves = Date.now() + inSeconds * 1000;
  await asOwner(async (sql) => {
    await sql`update memberships set started_at = now() - interval '1 day' where project_id = ${w.projectId}`;
    await sql`update cases set release_at = now() + interval '7 days' where id = ${c.caseId}`;
    await sql`update notices set approved_at = now(), send_at = ${new Date(leaves).toISOString()} where id = ${noticeId}`;
    await sql`select graphile_worker.add_job('dispatch_notice', json_build_object('id', ${noticeId}::text),
      run_at => ${new Date(leaves).toISOString()}::timestamptz, max_attempts => 1,
      job_key => ${`dispatch_notice:${noticeId}`}, job_key_mode => 'replace')`;
  });
  return { noticeId, reference: c.reference, coordinator: w.ada.email, orgs, leaves };
}

export const stateCounts = (noticeId: string): Promise<Record<string, number>> =>
  asOwner(async (sql) => {
    const rows = await sql<{ state: string; n: number }[]>`
      select state::text, count(*)::int as n from deliveries where notice_id = ${noticeId} group by state`;
    return Object.fromEntries(rows.map((r) => [r.state, r.n]));
  });
