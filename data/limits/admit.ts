import { and, eq, gt, type SQL, sql } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import { limitKey } from "@/data/limits/key";
import { type Ctx, transact } from "@/data/transaction";
import { contacts, rateLimits, sessions } from "@/db/schema";
import { type Bucket, bucketsOf, classOf, LIMITS } from "@/domain/limit/limits";
import { IDLE_MINUTES } from "@/domain/sign-in/limits";
import type { SystemViewer } from "@/domain/viewer";
import { realNow } from "@/lib/clock";
import { env } from "@/lib/env";
import { hashToken } from "@/lib/random";

export type Asked = {
  method: string;
  path: string;
  /** As `networkOf` gives it. */
  address: string;
  /** The token of the session cookie, whatever it is worth. */
  token: string | null;
  /** What the request says of its length. */
  bytes: number;
};

export type Admission =
  | { ok: true }
  | { ok: false; because: "too many"; retryAfterSeconds: number }
  | { ok: false; because: "too large" };

/**
 * Counts a request in its windows, for all web processes together. A window counts only what those before it let
 * through, so that one address or account cannot use up what is everybody's. Without a database it throws, and nobody
 * is let in.
 * @param at real time
 */
export function admit(
  viewer: SystemViewer,
  asked: Asked,
  at: Temporal.Instant = realNow(),
): Promise<Admission> {
  return transact(
    viewer,
    "write",
    async (ctx) => {
      const account = asked.token ? await accountOf(ctx, asked.token, at) : null;
      const of = classOf({ ...asked, signedIn: account !== null });
      const by = {
        address: asked.address,
        account: account?.userId ?? null,
        organization: account?.organizationId ?? null,
      };
      const buckets = bucketsOf(of, by, env().limitsScale).map((b) => ({ ...b, key: keyOf(of, b) }));
      const refusedUntil = await count(ctx, buckets, at);
      if (refusedUntil === null)
        return asked.bytes > LIMITS[of].mostBytes ? { ok: false, because: "too large" } : { ok: true };
      const seconds = Math.ceil((refusedUntil - at.epochMilliseconds) / 1000);
      return { ok: false, because: "too many", retryAfterSeconds: Math.max(1, seconds) };
    },
    // No domain time is asked for.
    { at },
  );
}

/** Who a session's token stands for, while the session lives. Reading it is no use of it. */
async function accountOf(ctx: Ctx, token: string, at: Temporal.Instant) {
  const [row] = await ctx.tx
    .select({ userId: sessions.userId, organizationId: contacts.organizationId })
    .from(sessions)
    .leftJoin(contacts, eq(contacts.id, sessions.actingContactId))
    .where(
      and(
        eq(sessions.tokenHash, hashToken(token)),
        gt(sessions.expiresAt, at),
        gt(sessions.lastUsedAt, at.subtract({ minutes: IDLE_MINUTES })),
      ),
    );
  return row ?? null;
}

const keyOf = (of: string, { kind, value }: Bucket): string => limitKey(of, kind, value);

/**
 * All windows in one statement, each after the one before it.
 * @returns until when the first full one lasts, in epoch milliseconds; null when all had room
 */
async function count(ctx: Ctx, buckets: (Bucket & { key: string })[], at: Temporal.Instant) {
  const now = sql`${at.toString()}::timestamptz`;
  const steps: SQL[] = buckets.map(({ key, most, seconds }, i) => {
    const until = sql`${at.add({ seconds }).toString()}::timestamptz`;
    const before = i === 0 ? sql`` : sql`from ${step(i - 1)} where used <= most`;
    return sql`${step(i)} as (
      insert into ${rateLimits} as r (key, used, until) select ${key}, 1, ${until} ${before}
      on conflict (key) do update set
        used = case when r.until <= ${now} then 1 else least(r.used, ${most}::int) + 1 end,
        until = case when r.until <= ${now} then excluded.until else r.until end
      returning used, until, ${most}::int as most)`;
  });
  const all = sql.join(
    buckets.map((_, i) => sql`select used, until, most from ${step(i)}`),
    sql` union all `,
  );
  // What a crash forgets of these is not worth waiting for a disk.
  const rows = await ctx.tx.execute<{ full: boolean; until: number }>(sql`
    with ${sql.join(steps, sql`, `)}
    select used > most as full, extract(epoch from until)::float8 * 1000 as until,
      set_config('synchronous_commit', 'off', true)
    from (${all}) counted`);
  return rows.find((row) => row.full)?.until ?? null;
}

const step = (i: number) => sql.identifier(`step_${i}`);
