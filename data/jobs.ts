import { sql } from "drizzle-orm";
import type { Ctx } from "@/data/transaction";

/** The worker's tasks. A payload is ids: nothing embargoed ever stands in the queue (rule 7). */
export type Job =
  | { task: "dispatch_notice"; id: string }
  | { task: "send_delivery"; id: string }
  | { task: "send_sign_in"; id: string };

/**
 * Enqueues in the caller's transaction: no commit, no job. The tables are the truth and the worker sweeps them; a job
 * only wakes it early, so a lost or doubled one changes nothing.
 * @param inSeconds real seconds from now
 */
export async function enqueue(ctx: Ctx, job: Job, inSeconds = 0): Promise<void> {
  await ctx.tx.execute(sql`select graphile_worker.add_job(
    ${job.task}, json_build_object('id', ${job.id}::text), run_at => now() + make_interval(secs => ${inSeconds}),
    max_attempts => 1, job_key => ${`${job.task}:${job.id}`}, job_key_mode => 'replace')`);
}
